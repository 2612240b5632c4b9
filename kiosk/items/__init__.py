"""`kiosk items`: the items of a terminal, one subcommand a file."""
