"""What every event is, and the envelope that the roof gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True)
class Event:
    """Base of all events."""


class UserEvent(Event):
    """Somebody touched something. One that no longer fits the page is ignored and noted."""


class OutsideEvent(Event):
    """A device, the store, the hub or the clock said something."""


@dataclass(frozen=True)
class Stamped:
    """An event with the time and the fresh id that the roof gives every event."""

    event: Event
    at: float
    """Monotonic seconds: for deadlines."""
    wall: datetime
    """Aware local time: for what is written down."""
    fresh_id: UUID
    clock_trusted: bool = True
