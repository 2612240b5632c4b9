"""The outlets around one terminal, the nearest first, and what each of them does by its level and its own rules.

Worked out once: of seven hundred outlets only those that are asked about are looked at after that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.distance import Way, way
from catalogue.opening import opening
from catalogue.outlets import OutletKind
from catalogue.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from catalogue.model import Item, Text, Window
    from catalogue.outlets import Outlet
    from catalogue.region import Region

SAME_HOUSE = Way(1, on_foot=True)
NOT_AUTHORISED = said("offer.not_authorised")


@dataclass(frozen=True)
class Reach:
    """An outlet, and the way to it from here."""

    outlet: Outlet
    way: Way
    here: bool = False
    """It is the one at which this terminal stands: its other terminals, and its windows."""


@dataclass(frozen=True)
class Around:
    terminal_id: str
    own: Outlet | None
    """None: no outlet of the region lists this terminal, so nobody knows what is near it."""
    reaches: tuple[Reach, ...]
    """All outlets, the nearest first."""
    branch_of: Mapping[str, str]
    """Item: its branch."""
    windows: Mapping[str, Window]

    @property
    def kind(self) -> str:
        return str(self.own.kind if self.own is not None else OutletKind.HALL)

    def left_out(self, item: Item, now: datetime | None) -> Text | None:
        """Why this terminal's own outlet does not do an item at that moment; None: it does."""
        return self.left_out_at(self.own, item, now) if self.own is not None else None

    def left_out_at(self, outlet: Outlet, item: Item, now: datetime | None) -> Text | None:
        """The same of any outlet: by level and authorisation, then by what it leaves out. `now` None: in general."""
        if item.level < (outlet.acts_for or outlet.level):
            return NOT_AUTHORISED
        for one in outlet.leaves_out:
            if item.id not in one.items and self.branch_of.get(item.id, "") not in one.branches:
                continue
            if one.unattended and (now is None or opening(outlet.hours, now).open):
                continue
            return one.reason
        return None

    def window_at(self, outlet: Outlet, item: Item) -> bool:
        """Whether the window that does the item by hand is there."""
        return any(self.windows.get(name) == item.guide.window for name in outlet.windows)


def around(region: Region, terminal_id: str) -> Around:
    """What lies around a terminal of this region."""
    outlets = region.outlets.outlets if region.outlets is not None else ()
    own = region.outlets.of_terminal(terminal_id) if region.outlets is not None else None
    reaches = [
        Reach(one, SAME_HOUSE if one is own else way(own.at, one.at), here=one is own)
        for one in outlets
        if own is not None
    ]
    return Around(
        terminal_id=terminal_id,
        own=own,
        reaches=tuple(sorted(reaches, key=lambda one: (not one.here, one.way.minutes, one.outlet.id))),
        branch_of={item: branch.id for _, branch in region.branches() for item in branch.items},
        windows=region.windows,
    )
