"""“1530”政务服务圈: which villages have a terminal within a quarter of an hour in town, half an hour outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.distance import Way, way
from catalogue.surroundings import Around, around

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalogue.model import Item
    from catalogue.outlets import Outlet, Village
    from catalogue.region import Region

URBAN_MIN = 15
RURAL_MIN = 30


@dataclass(frozen=True)
class Coverage:
    """One village, and the nearest outlet that counts."""

    village: Village
    outlet: Outlet | None
    """None: there is none at all."""
    way: Way | None

    @property
    def limit_min(self) -> int:
        return URBAN_MIN if self.village.urban else RURAL_MIN

    @property
    def covered(self) -> bool:
        return self.way is not None and self.way.minutes <= self.limit_min


def coverage(
    region: Region, item: Item | None = None, counts: Callable[[Outlet], bool] = lambda _: True
) -> tuple[Coverage, ...]:
    """Of every village, in the file's order. `item`: only outlets that do it; `counts`: which others are left out."""
    if region.outlets is None:
        return ()
    rules = around(region, "")
    outlets = [
        one for one in region.outlets.outlets if one.terminals and counts(one) and _does(rules, one, item)
    ]
    return tuple(_nearest(one, outlets) for one in region.outlets.villages)


def _does(rules: Around, outlet: Outlet, item: Item | None) -> bool:
    return item is None or rules.left_out_at(outlet, item, None) is None


def _nearest(village: Village, outlets: list[Outlet]) -> Coverage:
    ways = [(way(village.at, one.at), one) for one in outlets]
    found, outlet = min(ways, key=lambda one: (one[0].minutes, one[1].id), default=(None, None))
    return Coverage(village, outlet, found)
