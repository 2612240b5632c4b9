"""What every presence sensor does with its samples: a person is believed at once, an empty place only later."""

from __future__ import annotations

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


def wait_for_change(
    look: Callable[[], Outcome[Proximity]], known: Proximity, cancel: threading.Event, deadline_s: float
) -> Outcome[Proximity]:
    """`look` paces itself."""
    until = time.monotonic() + deadline_s
    while not cancel.is_set():
        now = look()
        if isinstance(now, Failure) or now.value is not known:
            return now
        if time.monotonic() >= until:
            return Failure("timeout", Action.NOBODY, "nobody came or went")
    return Failure("cancelled", Action.NOBODY)
