"""Who waits for whom in a joint case (一件事), and by when each part is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.model import FieldKind
from catalogue.promise import promised_date, workdays_after

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from catalogue.model import Item, JointPart
    from contract.case import Answer


def wanted_parts(item: Item, answers: Mapping[str, Answer]) -> tuple[JointPart, ...]:
    """The parts that are ticked, in the order of the file; none of an item that is not joint."""
    field = next((one for one in item.fields() if one.kind is FieldKind.PARTS), None)
    ticked = answers.get(field.id) if field is not None else None
    return tuple(part for part in item.joint if isinstance(ticked, tuple) and part.id in ticked)


def waits_for(part: JointPart, wanted: Collection[JointPart]) -> tuple[JointPart, ...]:
    """The ticked parts whose result this one needs."""
    return tuple(one for one in wanted if one.id in part.after)


def workdays_until(parts: Iterable[JointPart]) -> dict[str, int]:
    """Working days from acceptance until each is promised: a part begins when those of `parts` before it are done.

    In the order of the file: a part stands behind those it waits for; the loader sees to it.
    """
    days: dict[str, int] = {}
    for part in parts:
        begin = max((days.get(one, 0) for one in part.after), default=0)
        days[part.id] = begin + part.promised_workdays
    return days


def part_dates(item: Item, answers: Mapping[str, Answer], accepted: date) -> dict[str, date]:
    """The promised day of each ticked part; the day of acceptance where it is done on the spot."""
    days = workdays_until(wanted_parts(item, answers))
    return {name: workdays_after(accepted, number) if number else accepted for name, number in days.items()}


def promised_for(item: Item, answers: Mapping[str, Answer], accepted: date) -> date | None:
    """When the whole case is promised: of a joint one when its last ticked part is; else as `promised_date` says."""
    dates = part_dates(item, answers, accepted)
    return max(dates.values()) if dates else promised_date(item, accepted)
