"""A simulated locker: doors, and a lock board of each family before them."""
