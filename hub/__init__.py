"""The other end of the terminals: case intake, instant decision, fleet, help desk and consoles."""
