"""What items say of each other: the parts of a joint item that are items on their own."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.place import at, list_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def link_complaints(data: object, items: Collection[str]) -> Iterator[Complaint]:
    """Every part that names an item which is not there, or the joint item itself."""
    for part in range(len(list_at(data, ("joint",)))):
        place = ("joint", part, "item")
        name = at(data, place)
        if not isinstance(name, str):
            continue
        if name == at(data, ("id",)):
            yield Complaint(
                place, f"`{name}` is the joint item itself", "delete `item`, or name the part's own"
            )
        elif name not in items:
            near = get_close_matches(name, items, n=1)
            mend = f"did you mean `{near[0]}`?" if near else "write its file, or delete `item` here"
            yield Complaint(place, f"there is no item `{name}`", mend)
