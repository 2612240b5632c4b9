"""网点: where people find a terminal or a window, what it is for, and when it is open. `services/_region/outlets.yaml`.

One place says it: a terminal's own settings name no outlet, the outlet lists its terminals.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field as Attribute

from catalogue.model.part import ID, Part, Text

OUTLET_ID = r"^[a-z][a-z0-9-]*$"
Level = Literal["1", "2", "3", "4", "5", "6"]
"""行使层级 (GB/T 39046-2020 A.2): 1 national ... 4 county, 5 town, 6 village."""


class OutletKind(StrEnum):
    """大厅, 镇街, 村居, and the six kinds of partners that lend a corner."""

    HALL = "hall"
    TOWN = "town"
    VILLAGE = "village"
    BANK = "bank"
    POST = "post"
    PARK = "park"
    HOSPITAL = "hospital"
    MALL = "mall"
    TELECOM = "telecom"


class Spot(Part):
    """Degrees, as a map gives them."""

    lat: float = Attribute(ge=-90, le=90)
    lon: float = Attribute(ge=-180, le=180)


class Hours(Part):
    """When somebody is there, as spans like `9:00-12:00` (`catalogue/opening.py`). A day without spans: nobody."""

    workday: tuple[str, ...] = ()
    """Days on which offices work: make-up days (调休) are some, public holidays are not."""
    saturday: tuple[str, ...] = ()
    sunday: tuple[str, ...] = ()
    holiday: tuple[str, ...] = ()
    """Public holidays, whatever day of the week they are."""


class LeftOut(Part):
    """What is not done at an outlet although its level and its machines would allow it."""

    items: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    """Ids of branches of the trees: all of their items."""
    reason: Text
    """One short sentence; stands on the tile."""
    unattended: bool = False
    """Left out only while nobody of the staff is there."""


class Outlet(Part):
    id: str = Attribute(pattern=OUTLET_ID)
    name: Text
    kind: OutletKind
    level: Level
    """Where it stands in the hierarchy: 4 county, 5 town, 6 village."""
    acts_for: Level | None = None
    """Authorised for items of this level and of the levels below it; None: of its own `level`."""
    place: Text
    """Street and number, in words."""
    at: Spot
    hours: Hours
    day_and_night: bool = False
    """Its terminals can be reached at every hour, also while nobody of the staff is there (24小时自助服务区)."""
    phone: str
    terminals: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    """Names of the region's windows that are here."""
    leaves_out: tuple[LeftOut, ...] = ()


class Village(Part):
    """Where people live: every one should find an outlet within a quarter or half an hour (“1530”政务服务圈)."""

    id: str = Attribute(pattern=ID)
    """The same as in the list `villages` of lists.yaml, for those that are there."""
    name: Text
    at: Spot
    urban: bool = False
    """Of the main town: 15 minutes; otherwise 30."""


class Outlets(Part):
    tree: str
    """The tree on whose page the list of outlets can be opened."""
    outlets: tuple[Outlet, ...] = Attribute(min_length=1)
    villages: tuple[Village, ...] = ()

    def outlet(self, name: str) -> Outlet | None:
        return next((one for one in self.outlets if one.id == name), None)

    def of_terminal(self, terminal_id: str) -> Outlet | None:
        """The outlet at which a terminal stands; None for one that none of them lists."""
        return next((one for one in self.outlets if terminal_id in one.terminals), None)
