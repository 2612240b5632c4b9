"""How fast and how loud: steps that a resident takes, and the beginning they all go back to."""

from __future__ import annotations

from dataclasses import dataclass, replace

SPEEDS = (0.7, 0.85, 1.0, 1.2, 1.4, 1.7, 2.0)
"""Times the usual pace."""
VOLUMES = (18, 25, 35, 50, 71, 100)
"""Percent of full: 3 dB a step."""


@dataclass(frozen=True)
class Levels:
    """`volume` is the one that the site set up to be no louder than 65 dBA where a head is (EN 301 549 5.1.3.13, named,
    the clause itself not read).
    """

    speed: float = 1.0
    volume: int = 50
    slow: float = 0.85
    """Of that speed, for what is to be said slowly."""

    def faster(self) -> Levels:
        return replace(self, speed=_next(SPEEDS, self.speed))

    def slower(self) -> Levels:
        return replace(self, speed=_next(SPEEDS[::-1], self.speed))

    def louder(self) -> Levels:
        return replace(self, volume=int(_next(VOLUMES, self.volume)))

    def softer(self) -> Levels:
        return replace(self, volume=int(_next(VOLUMES[::-1], self.volume)))


def _next(steps: tuple[float, ...], now: float) -> float:
    """The one behind it in this direction; itself when there is none."""
    up = steps[-1] > steps[0]
    return next((one for one in steps if (one > now if up else one < now)), now)
