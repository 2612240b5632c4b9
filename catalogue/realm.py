"""Whether the place is real. The roof knows it from `config.toml`; rules that differ take it as argument."""

from __future__ import annotations

from enum import StrEnum


class Realm(StrEnum):
    DEMO = "demo"
    """Fictional people and places: phone numbers 100000xxxxx, which no network gives out, are valid too."""
    REAL = "real"
