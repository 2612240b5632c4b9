"""Forward steps of the database's shape, applied at every start."""
