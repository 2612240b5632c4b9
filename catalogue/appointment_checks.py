"""What must hold of appointments.yaml besides its shape: desks at outlets that exist, for windows that exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.opening import span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from catalogue.appointments import Desk
    from catalogue.place import Place
    from catalogue.region import Region


def appointment_complaints(region: Region) -> Iterator[Complaint]:
    """Everything that does not hold; places begin with `appointments`, the file's name."""
    rules = region.appointments
    if rules is None:
        return
    outlets = [one.id for one in region.outlets.outlets] if region.outlets is not None else []
    seen: set[str] = set()
    for number, desk in enumerate(rules.desks):
        place = ("appointments", "desks", number)
        if desk.id in seen:
            yield Complaint((*place, "id"), f"the id `{desk.id}` is there already", "give it another")
        seen.add(desk.id)
        if desk.outlet not in outlets:
            reason = f"`{desk.outlet}` is no outlet of the region"
            yield Complaint((*place, "outlet"), reason, _mend(desk.outlet, outlets))
        for position, window in enumerate(desk.windows):
            if window not in region.windows:
                reason = f"`{window}` is no window of the region"
                mend = _mend(window, region.windows)
                yield Complaint((*place, "windows", position), reason, mend)
        yield from _hours(place, desk)


def _mend(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"the region has: {', '.join(known) or 'none'}"


def _hours(place: Place, desk: Desk) -> Iterator[Complaint]:
    if desk.hours is None:
        return
    for day in type(desk.hours).model_fields:
        for position, text in enumerate(getattr(desk.hours, day)):
            if span(text) is None:
                mend = 'write for example "9:00-17:00"'
                yield Complaint((*place, "hours", day, position), f"`{text}` is no span of a day", mend)
