"""What each page shows, made from the state alone."""
