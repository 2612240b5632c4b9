"""Pick-up boxes behind a lock board. XFS4IoT has no such class; the words are those of the lock boards' makers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome


class BoxState(StrEnum):
    """What the board's feedback says of one door."""

    OPEN = "open"
    CLOSED = "closed"


class Locker(Device, Protocol):
    """Boxes are counted from 1, as the numbers on their doors."""

    def open_box(self, box: int, cancel: threading.Event, deadline_s: float = 10.0) -> Outcome[None]:
        """Unlock one box; `Ok` only when the board's feedback says that its door is open (also when it stood open
        before: then no lock is driven).

        `no_such_box`, `box_not_opened` (the lock was driven and the door stays shut), `cancelled`, or a failure
        of the board.
        """

    def box_states(self) -> Outcome[tuple[BoxState, ...]]:
        """Ask now; the first is box 1."""
