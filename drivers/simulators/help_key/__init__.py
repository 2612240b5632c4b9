"""A simulated help key."""
