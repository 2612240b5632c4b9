"""A simulated person before a radar and before a contact."""
