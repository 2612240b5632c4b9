"""How long the way between two places takes, by a formula that needs no map and no network.

The straight line, made longer by a third because roads wind; on foot up to a quarter of an hour, by whatever drives
(bus, motor tricycle, car) beyond. The constants are on the slow side: better told too much than too little.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, hypot, radians
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.outlets import Spot

METRES_A_DEGREE = 111_320.0
"""Of latitude."""
DETOUR = 1.3
"""Way by road over the straight line; about what is found for villages and small towns."""
WALK_M_A_MIN = 75.0
"""4.5 km/h, as people above 60 walk."""
ON_FOOT_MIN = 15
"""Nobody is told to walk longer than this."""
RIDE_M_A_MIN = 400.0
"""24 km/h, stops included."""
GETTING_READY_MIN = 12.0
"""To the stop, waiting, and from the stop."""


@dataclass(frozen=True)
class Way:
    minutes: int
    """At least 1."""
    on_foot: bool


def way(here: Spot, there: Spot) -> Way:
    """The same both ways, and never shorter for a place that is further away."""
    road = DETOUR * metres(here, there)
    walked = ceil(road / WALK_M_A_MIN)
    if walked <= ON_FOOT_MIN:
        return Way(max(1, walked), on_foot=True)
    return Way(max(ON_FOOT_MIN, ceil(GETTING_READY_MIN + road / RIDE_M_A_MIN)), on_foot=False)


def metres(here: Spot, there: Spot) -> float:
    """Straight. Right to a thousandth within a province."""
    east = abs(there.lon - here.lon)
    east = min(east, 360 - east)
    middle = cos(radians((here.lat + there.lat) / 2))
    return METRES_A_DEGREE * hypot(there.lat - here.lat, east * middle)
