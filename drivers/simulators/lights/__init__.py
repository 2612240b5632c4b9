"""Simulated lights on a relay board of their own."""
