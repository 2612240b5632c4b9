"""Whether somebody stands before the machine, asked for as long as the terminal runs. Of nobody who, and kept nowhere."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from drivers.presence import Proximity
from outcome import Failure, Outcome
from visit.events import Event, PresenceChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.device import Device
    from drivers.presence import Presence
    from drivers.supervisor import Supervisor

ROUND_S = 5.0
"""Between two rounds the sensor's line is looked at."""
ROUND_DEADLINE_S = 15.0
AGAIN_S = 2.0
"""After a failure: the sensor may be back."""


class PresenceWatch:
    """A sensor that breaks down leaves the terminal as if nobody had one: it wakes by a touch."""

    def __init__(self, sensor: Supervisor[Any], post: Callable[[Event], None]) -> None:
        self._sensor = sensor
        self._post = post
        self._lock = threading.Lock()
        self._known = Proximity.NOT_PRESENT
        self._stopped = False
        self._cancel = threading.Event()
        self._again: threading.Timer | None = None

    def start(self) -> None:
        """Returns at once."""
        self._round()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            self._cancel.set()
            if self._again is not None:
                self._again.cancel()

    def _round(self) -> None:
        with self._lock:
            if self._stopped:
                return
            cancel = self._cancel = threading.Event()
        known = self._known

        def wait(device: Device) -> Outcome[Proximity]:
            return cast("Presence", device).wait_for_change(known, cancel, ROUND_S)

        self._sensor.submit("wait_for_change", wait, ROUND_DEADLINE_S, self._done, cancel)

    def _done(self, outcome: Outcome[Proximity]) -> None:
        if isinstance(outcome, Failure):
            if outcome.code == "timeout":
                self._round()
            else:
                self._tell(Proximity.NOT_PRESENT)
                self._later()
            return
        self._tell(outcome.value)
        self._round()

    def _tell(self, now: Proximity) -> None:
        if now is not self._known:
            self._known = now
            self._post(PresenceChanged(present=now is Proximity.PRESENT))

    def _later(self) -> None:
        with self._lock:
            if self._stopped:
                return
            self._again = threading.Timer(AGAIN_S, self._round)
            self._again.daemon = True
            self._again.start()
