"""A simulated radar: it sends reports by itself, ten a second, while it is plugged in and somebody listens."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from drivers.simulators.faults import GARBAGE, Faults

if TYPE_CHECKING:
    from collections.abc import Callable

INTERVAL_S = 0.1


class Radar:
    def __init__(self, send: Callable[[bytes], None], hang_up: Callable[[], None]) -> None:
        self.faults = Faults()
        self.distance_cm = 0
        """Of the person; 0: nobody."""
        self._send = send
        self._hang_up = hang_up
        self._stop = threading.Event()
        threading.Thread(target=self._run, name="radar", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(INTERVAL_S):
            disturbance = self.faults.take()
            if disturbance.delay_s:
                self.faults.cleared.wait(disturbance.delay_s)
            if disturbance.drop:
                self._hang_up()
            elif disturbance.garbage:
                self._send(GARBAGE)
            elif not disturbance.silent:
                self._send(report(self.distance_cm))


def report(distance_cm: int) -> bytes:
    """A person moves and stands at once, as breathing people do."""
    state = 3 if distance_cm else 0
    energy = 60 if distance_cm else 0
    far = distance_cm.to_bytes(2, "little")
    inside = b"\x02\xaa" + bytes([state]) + far + bytes([energy]) + far + bytes([energy]) + far + b"\x55\x00"
    return b"\xf4\xf3\xf2\xf1" + len(inside).to_bytes(2, "little") + inside + b"\xf8\xf7\xf6\xf5"
