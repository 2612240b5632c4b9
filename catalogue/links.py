"""What items say of each other: the parts of a joint item that are items on their own, and the guide to another."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.place import at, list_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from catalogue.place import Place


def link_complaints(
    data: object, items: Collection[str], guided: Collection[str] = ()
) -> Iterator[Complaint]:
    """Every name of another item that is not there, is the item itself, or leads from one guide to the next.

    `guided` are the items that are only told of at the terminal.
    """
    itself = at(data, ("id",))
    places: list[Place] = [("joint", part, "item") for part in range(len(list_at(data, ("joint",))))]
    for place in (*places, ("guide", "see")):
        name = at(data, place)
        if not isinstance(name, str):
            continue
        key = place[-1]
        if name == itself:
            mend = "delete `see`" if key == "see" else "delete `item`, or name the part's own"
            what = "item" if key == "see" else "joint item"
            yield Complaint(place, f"`{name}` is the {what} itself", mend)
        elif name not in items:
            near = get_close_matches(name, items, n=1)
            mend = f"did you mean `{near[0]}`?" if near else f"write its file, or delete `{key}` here"
            yield Complaint(place, f"there is no item `{name}`", mend)
        elif key == "see" and name in guided:
            reason = f"`{name}` is only guided at the terminal too"
            yield Complaint(place, reason, "name an item that is done there, or delete `see`")
