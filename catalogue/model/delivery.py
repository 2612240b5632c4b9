"""How the result of a case reaches the resident (送达): what each way costs is told before it is chosen."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as Attribute

from catalogue.model.part import ID, Part, Text


class DeliveryWay(StrEnum):
    COUNTER = "counter"
    """窗口: fetched where people sit."""
    LOCKER = "locker"
    """取件柜: fetched from a box at any hour, with a pick-up code (取件码)."""
    COURIER = "courier"
    """快递: brought to an address that is asked for."""
    ELECTRONIC = "electronic"
    """电子: a document that a phone opens."""


FREE_OF_ERRANDS = frozenset({DeliveryWay.COUNTER, DeliveryWay.ELECTRONIC})
"""Ways that need no address and no box: one of them is always among an item's ways."""


class LockerPlace(Part):
    """A terminal with a locker: where somebody can fetch what was put into it."""

    id: str = Attribute(pattern=ID)
    terminal: str = Attribute(pattern=r"^[A-Z0-9]{4,12}$")
    name: Text
    place: Text
    hours: Text


class Delivery(Part):
    """One way. In a file the way alone (`- counter`) is as the region has it, and what is written replaces that."""

    way: DeliveryWay
    name: Text
    """As on the button that chooses it."""
    fee: Text
    workdays: int = Attribute(ge=0)
    """Working days from the decision until the resident has it, or can fetch it."""
    note: Text
    """Where, and what to bring."""
    lockers: tuple[LockerPlace, ...] = ()
    """Of the way `locker`: those of the region, so that they are as they were when the resident chose."""
    keep_days: int = Attribute(default=7, ge=1, le=60)
    """How many days something lies in a box before it goes back to the counter."""


class DeliveryHere(Part):
    """What a region has of each way, and its lockers (`services/_region/delivery.yaml`)."""

    ways: tuple[Delivery, ...]
    lockers: tuple[LockerPlace, ...] = ()
    areas: str
    """The list of the region from which a receiver's area is chosen."""
    keep_days: int = Attribute(default=7, ge=1, le=60)
    """How many days something lies in a box before it goes back to the counter."""

    def of(self, way: str) -> Delivery | None:
        return next((one for one in self.ways if one.way == way), None)
