"""The messages and code tables that pass between terminal and hub, and how they are spelt. Nothing is decided here."""
