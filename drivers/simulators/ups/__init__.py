"""A simulated UPS behind a simulated server."""
