"""Which times there are at a desk: its hours against the calendar, from now to the last day that can be booked."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from catalogue.opening import spans_of
from contract.civil_time import CIVIL

if TYPE_CHECKING:
    from datetime import date

    from catalogue.appointments import Appointments, Desk
    from catalogue.model import Item
    from catalogue.outlets import Hours, Outlet
    from catalogue.region import Region


def window_of(region: Region, item: Item) -> str | None:
    """The name of the item's window; None of one that is written out in the item's file."""
    return next((name for name, one in region.windows.items() if one.name == item.guide.window.name), None)


def desks_for(region: Region, item: Item) -> tuple[Desk, ...]:
    """Where an appointment for this item can be kept, at most one desk an outlet."""
    window = window_of(region, item)
    if region.appointments is None or region.outlets is None or window is None:
        return ()
    found: dict[str, Desk] = {}
    for desk in region.appointments.desks:
        if window in desk.windows and region.outlets.outlet(desk.outlet) is not None:
            found.setdefault(desk.outlet, desk)
    return tuple(found.values())


def hours_of(desk: Desk, outlet: Outlet) -> Hours:
    return desk.hours if desk.hours is not None else outlet.hours


def times_on(rules: Appointments, hours: Hours, day: date) -> tuple[datetime, ...]:
    """Every time of a day that ends while the desk is still open; none on a day on which it is closed."""
    if day in rules.closed:
        return ()
    length = rules.slot_minutes
    return tuple(
        datetime.combine(day, time(), CIVIL) + timedelta(minutes=begins)
        for first, last in spans_of(hours, day)
        for begins in range(first, last - length + 1, length)
    )


def bookable(rules: Appointments, hours: Hours, now: datetime) -> tuple[datetime, ...]:
    """The times that can be booked now, in order. `now` is aware."""
    local = now.astimezone(CIVIL)
    earliest = local + timedelta(minutes=rules.notice_minutes)
    days = (local.date() + timedelta(days=ahead) for ahead in range(rules.days_ahead + 1))
    return tuple(one for day in days for one in times_on(rules, hours, day) if one >= earliest)
