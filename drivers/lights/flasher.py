"""Switches lights on and off in step, on a thread of its own that lives only while something flashes."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from drivers.lights import FlashRate

if TYPE_CHECKING:
    from collections.abc import Callable

HALF_PERIOD_S = {FlashRate.SLOW: 1.0, FlashRate.MEDIUM: 0.5, FlashRate.QUICK: 0.25}
"""Chosen: XFS4IoT only orders the words (not read whether it says more). All stay below three flashes a second, above
which flashing light is a danger to people with epilepsy (WCAG 2.3.1)."""


class Flasher:
    """`switch` is called with a channel and a level, from here or from whoever calls; False ends the flashing."""

    def __init__(self, switch: Callable[[int, bool], bool]) -> None:
        self._switch = switch
        self._changed = threading.Condition()
        self._rates: dict[int, FlashRate] = {}
        self._thread: threading.Thread | None = None

    def flash(self, channel: int, rate: FlashRate) -> None:
        """Begins lit, so that it is seen at once."""
        with self._changed:
            self._rates[channel] = rate
            self._changed.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="lights-flash", daemon=True)
                self._thread.start()

    def still(self, channel: int) -> None:
        """It flashes no more; its level is the caller's matter now."""
        with self._changed:
            self._rates.pop(channel, None)
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._rates.clear()
            self._changed.notify_all()

    def _run(self) -> None:
        begun, shown = time.monotonic(), dict[int, bool]()
        with self._changed:
            while self._rates:
                elapsed = time.monotonic() - begun
                for channel, rate in self._rates.items():
                    lit = int(elapsed / HALF_PERIOD_S[rate]) % 2 == 0
                    if shown.get(channel) is not lit and not self._switch(channel, lit):
                        self._rates.clear()  # the line is gone: the next poll tells it
                        break
                    shown[channel] = lit
                shown = {channel: lit for channel, lit in shown.items() if channel in self._rates}
                halves = [HALF_PERIOD_S[rate] for rate in self._rates.values()]
                if halves:
                    self._changed.wait(min(half - elapsed % half for half in halves))
            self._thread = None
