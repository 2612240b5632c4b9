"""What every presence sensor does with its samples: a person is believed at once, an empty place only later."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from drivers.presence import Proximity
from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable


class Patience:
    """Fed with samples and the time at which they were true (seconds on any clock that only goes on)."""

    def __init__(self, arrive_s: float, leave_s: float) -> None:
        self._arrive_s = arrive_s
        self._leave_s = leave_s
        self.told = Proximity.NOT_PRESENT
        self._other_since: float | None = None

    def feed(self, *, somebody: bool, at: float) -> Proximity:
        now = Proximity.PRESENT if somebody else Proximity.NOT_PRESENT
        if now is self.told:
            self._other_since = None
        elif self._other_since is None:
            self._other_since = at
        needed = self._arrive_s if somebody else self._leave_s
        if self._other_since is not None and at - self._other_since >= needed:
            self.told, self._other_since = now, None
        return self.told

    @property
    def calm(self) -> bool:
        """Nobody is told of, and nobody was seen last."""
        return self.told is Proximity.NOT_PRESENT and self._other_since is None

    def left_s(self, at: float) -> float:
        """Seconds until what was seen last is believed, if it stays so; endless when it is."""
        if self._other_since is None:
            return math.inf
        needed = self._leave_s if self.told is Proximity.PRESENT else self._arrive_s
        return max(0.0, self._other_since + needed - at)


def wait_for_change(
    look: Callable[[float], Outcome[Proximity]],
    patience: Patience,
    known: Proximity,
    cancel: threading.Event,
    deadline_s: float,
) -> Outcome[Proximity]:
    """`look` feeds `patience` after so many seconds at most, or as soon as something happens; 0: now."""
    until, wait_s = time.monotonic() + deadline_s, 0.0
    while not cancel.is_set():
        now = look(wait_s)
        if isinstance(now, Failure) or now.value is not known:
            return now
        at = time.monotonic()
        if at >= until:
            return Failure("timeout", Action.NOBODY, "nobody came or went")
        wait_s = min(until - at, patience.left_s(at))
    return Failure("cancelled", Action.NOBODY)
