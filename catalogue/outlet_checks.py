"""What must hold of outlets.yaml besides its shape: hours that can be read, one home for a terminal, names that exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.opening import span, spans_cross

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from catalogue.outlets import Outlet, Outlets
    from catalogue.place import Place
    from catalogue.region import Region

VILLAGES = "villages"
"""The list of the region that has the villages a form asks for."""


def outlet_complaints(region: Region) -> Iterator[Complaint]:
    """Everything that does not hold; places begin with `outlets`, the file's name."""
    if region.outlets is None:
        return
    yield from _twice("outlets", [one.id for one in region.outlets.outlets])
    yield from _twice("villages", [one.id for one in region.outlets.villages])
    yield from _terminals(region.outlets)
    branches = [branch.id for _, branch in region.branches()]
    for number, one in enumerate(region.outlets.outlets):
        place = ("outlets", "outlets", number)
        yield from _hours(place, one)
        yield from _levels(place, one)
        yield from _names((*place, "windows"), one.windows, region.windows, "window")
        for at, left_out in enumerate(one.leaves_out):
            yield from _left_out((*place, "leaves_out", at), left_out.items, left_out.branches, branches)
    yield from _villages(region, region.outlets)


def _twice(key: str, ids: Iterable[str]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            mend = "give it another, or delete one"
            yield Complaint(("outlets", key, number, "id"), f"the id `{name}` is there already", mend)
        seen.add(name)


def _terminals(outlets: Outlets) -> Iterator[Complaint]:
    homes: dict[str, str] = {}
    for number, one in enumerate(outlets.outlets):
        for position, name in enumerate(one.terminals):
            if name in homes:
                reason = f"terminal `{name}` stands at `{homes[name]}` already"
                place: Place = ("outlets", "outlets", number, "terminals", position)
                yield Complaint(place, reason, "keep it where it stands, and delete it here")
            homes.setdefault(name, one.id)


def _hours(place: Place, outlet: Outlet) -> Iterator[Complaint]:
    for day in type(outlet.hours).model_fields:
        texts: tuple[str, ...] = getattr(outlet.hours, day)
        for position, text in enumerate(texts):
            if span(text) is None:
                mend = 'write for example "9:00-17:00"'
                yield Complaint((*place, "hours", day, position), f"`{text}` is no span of a day", mend)
        if spans_cross(texts):
            yield Complaint(
                (*place, "hours", day), "two spans of the day cross", "write them one after the other"
            )


def _levels(place: Place, outlet: Outlet) -> Iterator[Complaint]:
    if outlet.acts_for is not None and outlet.acts_for > outlet.level:
        reason = f"it acts for level {outlet.acts_for} only, which is below its own level {outlet.level}"
        yield Complaint((*place, "acts_for"), reason, f'write `acts_for: "{outlet.level}"`, or leave it out')


def _left_out(
    place: Place, items: tuple[str, ...], branches: tuple[str, ...], known: Collection[str]
) -> Iterator[Complaint]:
    yield from _names((*place, "branches"), branches, known, "branch")
    if not items and not branches:
        yield Complaint(place, "it leaves nothing out", "name `items` or `branches`, or delete it")


def _names(place: Place, names: Iterable[str], known: Collection[str], what: str) -> Iterator[Complaint]:
    for position, name in enumerate(names):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            mend = f"did you mean `{near[0]}`?" if near else f"the region has: {', '.join(known) or 'none'}"
            yield Complaint((*place, position), f"`{name}` is no {what} of the region", mend)


def _villages(region: Region, outlets: Outlets) -> Iterator[Complaint]:
    """A village that forms ask for must be on the map, or nobody notices that no outlet is near it."""
    placed = {one.id for one in outlets.villages}
    for one in region.lists.get(VILLAGES, ()) if placed else ():
        if one.id not in placed:
            mend = f"add `- {{id: {one.id}, name: …, at: {{lat: …, lon: …}}}}`"
            yield Complaint(
                ("outlets", "villages"), f"the village `{one.id}` of lists.yaml is not here", mend
            )
