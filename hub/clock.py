"""The hub's clock, handed in so that tests can hold it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

Clock = Callable[[], datetime]

LOCAL = timezone(timedelta(hours=8), "UTC+8")
"""Civil time of the demo place; one zone in all of China."""


def system_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)
