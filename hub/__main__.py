"""`python -m hub`, the same as the console script."""

from hub.cli import main

main(prog_name="hub")
