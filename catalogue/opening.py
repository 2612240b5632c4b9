"""When an outlet is open: its hours against the calendar of working days and holidays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from catalogue.promise import is_holiday, is_workday

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalogue.outlets import Hours, Outlet

_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_SATURDAY = 5
LOOKED_AHEAD_DAYS = 30
"""Longer than any run of holidays: an outlet that does not open within them has no hours at all."""


@dataclass(frozen=True)
class Opening:
    """Whether somebody is there at a moment, and when that changes."""

    open: bool
    until: datetime | None = None
    """When it closes, of an open one."""
    opens: datetime | None = None
    """When it opens next, of a closed one; None: never."""


def span(text: str) -> tuple[int, int] | None:
    """Minutes of the day at which a span like `9:00-17:30` begins and ends; None where it is none. `24:00` may end one."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    first, last = hour * 60 + minute, last_hour * 60 + last_minute
    right = minute < 60 and last_minute < 60 and first < last <= 24 * 60
    return (first, last) if right else None


def spans_cross(texts: Iterable[str]) -> bool:
    """Whether two spans of one day have minutes in common. What is no span is left out."""
    known = sorted(found for found in map(span, texts) if found is not None)
    return any(before[1] > after[0] for before, after in pairwise(known))


def spans_of(hours: Hours, day: date) -> tuple[tuple[int, int], ...]:
    """The spans of one day, in order; holiday before weekday, and a make-up day is a working day."""
    if is_workday(day):
        texts = hours.workday
    elif is_holiday(day):
        texts = hours.holiday
    else:
        texts = hours.saturday if day.weekday() == _SATURDAY else hours.sunday
    return tuple(sorted(found for found in map(span, texts) if found is not None))


def opening(hours: Hours, now: datetime) -> Opening:
    """`now` is local time, with or without a zone; the times told have the same."""
    for days in range(LOOKED_AHEAD_DAYS):
        day = now.date() + timedelta(days=days)
        for first, last in spans_of(hours, day):
            begins, ends = _moment(now, day, first), _moment(now, day, last)
            if begins <= now < ends:
                return Opening(open=True, until=ends)
            if now < begins:
                return Opening(open=False, opens=begins)
    return Opening(open=False)


def reachable(outlet: Outlet, now: datetime) -> Opening:
    """Whether its terminals can be reached: day and night, or while it is open."""
    return Opening(open=True) if outlet.day_and_night else opening(outlet.hours, now)


def _moment(now: datetime, day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(), now.tzinfo) + timedelta(minutes=minutes)
