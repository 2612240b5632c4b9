"""A simulated relay board on the bench."""
