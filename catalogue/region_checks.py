"""What must hold of a region: codes that exist, and names that mean one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.appointment_checks import appointment_complaints
from catalogue.complaint import Complaint
from catalogue.handover_checks import handover_complaints
from catalogue.identifiers import credit_code_fault
from catalogue.outlet_checks import outlet_complaints
from catalogue.retired import retired_twice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalogue.place import Place
    from catalogue.region import Region


def region_complaints(region: Region) -> Iterator[Complaint]:
    """Everything that does not hold; places begin with the key of the region."""
    for name, one in region.departments.items():
        fault = credit_code_fault(one.code)
        if fault:
            mend = "18 characters, the last a check character"
            yield Complaint(("departments", name, "code"), f"it is no credit code: {fault.en}", mend)
    for name, choices in region.lists.items():
        places: list[Place] = [("lists", name, number) for number in range(len(choices))]
        yield from _twice(places, [one.id for one in choices], "_")
        if not choices:
            yield Complaint(("lists", name), "it is empty", "write its choices, or delete it")
    here = region.delivery
    if here is not None:
        if here.areas not in region.lists:
            reason = f"`{here.areas}` is no list of the region"
            yield Complaint(
                ("delivery", "areas"), reason, f"the lists are: {', '.join(region.lists) or 'none'}"
            )
        boxes: list[Place] = [("delivery", "lockers", number) for number in range(len(here.lockers))]
        yield from _twice(boxes, [one.id for one in here.lockers], "_")
    yield from handover_complaints(region)
    trees = region.trees
    yield from _twice([("trees", number) for number in range(len(trees))], [one.id for one in trees], "-")
    branches: list[Place] = [
        ("trees", tree, "branches", branch)
        for tree, one in enumerate(trees)
        for branch in range(len(one.branches))
    ]
    yield from _twice(branches, [branch.id for _, branch in region.branches()], "-")
    yield from outlet_complaints(region)
    yield from appointment_complaints(region)
    yield from retired_twice(region.retired)


def _twice(places: Sequence[Place], ids: Sequence[str], joint: str) -> Iterator[Complaint]:
    seen: set[str] = set()
    for place, name in zip(places, ids, strict=True):
        if name in seen:
            reason = f"the id `{name}` is there already"
            yield Complaint((*place, "id"), reason, f"name it `{name}{joint}2` or better")
        seen.add(name)
