"""The messages and code tables that pass between terminal and hub. No behaviour lives here."""
