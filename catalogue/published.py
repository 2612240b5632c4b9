"""两张清单: what a hall takes in, by floor and zone, and what it does not, with the reason and where it is done.

A file of the region (`services/_region/published.yaml`) with a version and a date, as it hangs in the hall.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field as Attribute

from catalogue.model import Text
from catalogue.model.part import ID, Part


class Zone(Part):
    """One floor, or one zone of it, that has a list of its own."""

    floor: str = Attribute(min_length=1)
    zone: str = ""
    name: Text
    items: tuple[str, ...] = Attribute(min_length=1)


class Elsewhere(Part):
    """进驻事项负面清单: something that is not done in this hall."""

    id: str = Attribute(pattern=ID)
    name: Text
    keywords: tuple[str, ...] = ()
    """By which a search finds it as well."""
    reason: Text
    place: Text
    """Where it is done."""
    phone: str = ""


class Published(Part):
    version: str
    date: date
    name: Text
    """Whose lists these are."""
    zones: tuple[Zone, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    tree: str
    """The tree on whose page the list of what is done elsewhere can be opened."""
    address: str = ""
    """Of the folder on the web with the pages of the handbook: both lists, and one page a guide. Codes lead there; without
    one they hold the list or the guide itself."""

    def zones_of(self, floor: str, zone: str) -> tuple[Zone, ...]:
        """Those of a terminal that stands there; empty words stand for every floor and every zone."""
        return tuple(
            one for one in self.zones if floor in {"", one.floor} and (not one.zone or zone in {"", one.zone})
        )
