"""Base of what a visit orders."""


class Effect:
    """Base of all effects."""
