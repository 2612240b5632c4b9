"""What must hold of the windows that take over, and of the item whose cases are their tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.model.field import FieldKind
from catalogue.place import at, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.region import Region

TARGET, TOLD, LEVEL = "target", "told", "level"
"""Fields of the item: which window, what was tried, and how much help is wanted."""
_NEEDED = {TARGET: FieldKind.CHOICE, TOLD: FieldKind.TEXT}


def handover_complaints(region: Region) -> Iterator[Complaint]:
    """Two of one id, and trees or branches that are not there."""
    stages = {tree.id for tree in region.trees} | {branch.id for _, branch in region.branches()}
    seen: set[str] = set()
    for number, one in enumerate(region.handovers):
        if one.id in seen:
            mend = f"name it `{one.id}_2` or better"
            yield Complaint(("handovers", number, "id"), f"the id `{one.id}` is there already", mend)
        seen.add(one.id)
        for position, name in enumerate(one.offered.of):
            if stages and name not in stages:  # a place without trees says nothing of them
                place = ("handovers", number, "offered", "of", position)
                yield Complaint(place, f"there is no tree or branch `{name}`", "name one of trees.yaml")


def hand_over_complaints(data: object) -> Iterator[Complaint]:
    """Of one item: a ticket says to which window it goes and what was tried, and asks nobody who they are."""
    if at(data, ("hand_over",)) is not True:
        return
    kinds: dict[object, object] = {}
    for page in range(len(list_at(data, ("form",)))):
        for field in range(len(list_at(data, ("form", page, "fields")))):
            place = ("form", page, "fields", field)
            kinds[at(data, (*place, "id"))] = at(data, (*place, "kind"))
    for name, kind in _NEEDED.items():
        if kinds.get(name) != kind:
            mend = f"add a field `id: {name}` of `kind: {kind}`"
            yield Complaint(("hand_over",), f"a hand-over has a field `{name}` of kind {kind}", mend)
    if at(data, ("needs", "anonymous")) is not True:
        reason = "who needs a person need not say who they are"
        yield Complaint(("hand_over",), reason, "write `needs: {anonymous: true, …}`")
    if at(data, ("handling",)) != "collect":
        yield Complaint(("handling",), "a person answers a ticket", "write `handling: collect`")
