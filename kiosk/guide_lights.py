"""The lights at reader and printers follow what is on the screen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from drivers.lights import FlashRate, Light
from outcome import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.device import Device
    from drivers.lights import Lights
    from drivers.supervisor import Supervisor

SET_FOR_S = 3.0
PLACES = frozenset(str(light) for light in Light)


class GuideLights:
    """Asks the board for changes only. What it could not do is asked for again with the next page."""

    def __init__(self, board: Supervisor[Any]) -> None:
        self._board = board
        self._lock = threading.RLock()
        """Held for no longer than it takes to put orders into the board's queue."""
        self._wanted: frozenset[str] = frozenset()
        self._lit: frozenset[str] = frozenset()
        self._usable = False

    def show(self, places: frozenset[str]) -> None:
        """Light these device classes and no other. UI thread; waits for nothing."""
        with self._lock:
            self._wanted, before = places & PLACES, self._lit
            self._lit = self._wanted
            for place in sorted(before ^ self._wanted):
                on = place in self._wanted
                self._board.submit(
                    "set_light", _setting(Light(place), on=on), SET_FOR_S, self._done(place, on=on)
                )

    def board_is(self, *, usable: bool) -> None:
        """From the board's worker. A board that was away comes back dark: what is wanted now is asked for anew."""
        with self._lock:
            back, self._usable = usable and not self._usable, usable
            if back:
                self._lit = frozenset()
                self.show(self._wanted)

    def _done(self, place: str, *, on: bool) -> Callable[[Outcome[None]], None]:
        def done(outcome: Outcome[None]) -> None:
            """`no_such_light`: this machine has none there, and that is no trouble."""
            if isinstance(outcome, Failure) and outcome.code != "no_such_light":
                self._lit = self._lit - {place} if on else self._lit | {place}

        return done


def _setting(light: Light, *, on: bool) -> Callable[[Device], Outcome[None]]:
    rate = FlashRate.MEDIUM if on else FlashRate.OFF
    return lambda device: cast("Lights", device).set_light(light, rate)
