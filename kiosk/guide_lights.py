"""The lights at reader and printers follow what is on the screen."""

from __future__ import annotations

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
        self._lit: frozenset[str] = frozenset()

    def show(self, places: frozenset[str]) -> None:
        """Light these device classes and no other. UI thread; waits for nothing."""
        wanted, before = places & PLACES, self._lit
        self._lit = wanted
        for place in sorted(before ^ wanted):
            on = place in wanted
            self._board.submit(
                "set_light", _setting(Light(place), on=on), SET_FOR_S, self._done(place, on=on)
            )

    def _done(self, place: str, *, on: bool) -> Callable[[Outcome[None]], None]:
        def done(outcome: Outcome[None]) -> None:
            """`no_such_light`: this machine has none there, and that is no trouble."""
            if isinstance(outcome, Failure) and outcome.code != "no_such_light":
                self._lit = self._lit - {place} if on else self._lit | {place}

        return done


def _setting(light: Light, *, on: bool) -> Callable[[Device], Outcome[None]]:
    rate = FlashRate.MEDIUM if on else FlashRate.OFF
    return lambda device: cast("Lights", device).set_light(light, rate)
