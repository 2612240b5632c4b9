"""What of a region an item's file names: what a place that takes the item over must have."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.model import FieldKind
from catalogue.place import at, list_at


@dataclass(frozen=True)
class Needed:
    """Names, each once, in the order of the file."""

    departments: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    """Kinds of electronic licences: entries of the list of that name."""
    items: tuple[str, ...] = ()
    """Items that the parts of a joint item are on their own, and the one that its guide leads to."""
    ways: tuple[str, ...] = ()
    """In which its result reaches a resident, as the region has them."""


def needed(data: object) -> Needed:
    """Of the plain values of an item's file, as they are written in it."""
    parts = range(len(list_at(data, ("joint",))))
    fields = [
        ("form", page, "fields", field)
        for page in range(len(list_at(data, ("form",))))
        for field in range(len(list_at(data, ("form", page, "fields"))))
    ]
    materials = range(len(list_at(data, ("materials",))))
    return Needed(
        _names([at(data, ("department",)), *(at(data, ("joint", one, "department")) for one in parts)]),
        _names([at(data, ("guide", "window"))]),
        _names(
            [at(data, (*one, "choices")) for one in fields if at(data, (*one, "kind")) != FieldKind.PARTS]
        ),
        _names([at(data, ("materials", one, "licence")) for one in materials]),
        _names([*(at(data, ("joint", one, "item")) for one in parts), at(data, ("guide", "see"))]),
        _names(list(list_at(data, ("delivery",)))),
    )


def _names(values: list[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str)))
