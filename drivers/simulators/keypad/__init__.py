"""A simulated tactile keypad with its socket."""
