"""预约: outlets, days and times to choose among, out of what the hub told and the visit holds."""

from __future__ import annotations

from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from catalogue.appointment_times import desks_for
from contract.civil_time import CIVIL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from catalogue.appointments import Appointments, Desk
    from catalogue.model import Item, Text
    from catalogue.outlets import Outlet
    from contract.appointment import Slot, SlotsTold
    from visit.state import State

Listed = TypeVar("Listed")

PHONE_DIGITS = 11
ON_A_PAGE = 8
"""A morning of half hours fits."""


def rules_of(state: State) -> Appointments | None:
    return state.machine.catalogue.region.appointments


def outlet_of(state: State, name: str) -> Outlet | None:
    outlets = state.machine.catalogue.region.outlets
    return outlets.outlet(name) if outlets is not None else None


def outlet_name(state: State, name: str) -> str:
    """In the resident's language; empty of one that this terminal does not know."""
    outlet = outlet_of(state, name)
    return outlet.name.to(state.language) if outlet is not None else ""


def free_by_outlet(slots: SlotsTold) -> dict[str, int]:
    """Free places of each outlet that takes the item, nought of one that is full."""
    found: dict[str, int] = {}
    for one in slots.slots:
        found[one.outlet] = found.get(one.outlet, 0) + one.free
    return found


def outlets_of(state: State) -> tuple[str, ...]:
    """Those that take the item, the nearest to this terminal first."""
    told = state.here.appointing.slots
    named = free_by_outlet(told) if told is not None else {}
    near = [reach.outlet.id for reach in state.machine.around.reaches if reach.outlet.id in named]
    return (*near, *(name for name in named if name not in near))


def slots_at(state: State) -> tuple[Slot, ...]:
    """Of the outlet that was chosen, full ones as well."""
    now = state.here.appointing
    return tuple(one for one in now.slots.slots if one.outlet == now.outlet) if now.slots is not None else ()


def days_of(state: State) -> tuple[tuple[date, int], ...]:
    """Each day that has times, and how many places are free on it."""
    by_day = groupby(slots_at(state), lambda one: one.starts_at.astimezone(CIVIL).date())
    return tuple((day, sum(one.free for one in some)) for day, some in by_day)


def times_of(state: State) -> tuple[Slot, ...]:
    day = state.here.appointing.day
    return tuple(one for one in slots_at(state) if one.starts_at.astimezone(CIVIL).date() == day)


def desk_name(state: State, item: Item, outlet: str) -> Text | None:
    """What stands over the window where somebody with this appointment is waited for; None where there is none."""
    desk: Desk | None = next(
        (one for one in desks_for(state.machine.catalogue.region, item) if one.outlet == outlet), None
    )
    if desk is not None:
        return desk.name or item.guide.window.name
    found = outlet_of(state, outlet)
    here = found is not None and state.machine.around.window_at(found, item)
    return item.guide.window.name if here else None


def phone_is_whole(typed: str) -> bool:
    return len(typed) == PHONE_DIGITS


def pages_of(state: State, count: int) -> int:
    """Pages of a list of so many."""
    return max(1, ceil(count / state.comfort.fewer(ON_A_PAGE)))


def turned_up(state: State, listed: Sequence[Listed]) -> Sequence[Listed]:
    """The part of a list that is shown."""
    many = state.comfort.fewer(ON_A_PAGE)
    first = state.here.appointing.turned * many
    return listed[first : first + many]
