"""The simulated ID card reader and the cards that lie on it."""
