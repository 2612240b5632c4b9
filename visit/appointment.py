"""预约: what a visit knows of the times it was told, of the one that is being chosen, and of a ticket.

All of it goes with the visit. Nothing here is a booking before the hub has said so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from catalogue.appointment_times import desks_for
from contract.civil_time import CIVIL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from catalogue.appointments import Appointments, Desk
    from catalogue.model import Item, Text
    from catalogue.outlets import Outlet
    from contract.appointment import Appointment, ShownTold, Slot, SlotsTold, Ticket
    from visit.state import Paper, State, Trouble

Listed = TypeVar("Listed")

PHONE_DIGITS = 11
ON_A_PAGE = 8
"""A morning of half hours fits."""


class Stage(StrEnum):
    """What is chosen on the page of times, one after the other."""

    OUTLET = "outlet"
    DAY = "day"
    TIME = "time"


class Done(StrEnum):
    """What the hub has just done with the ticket that is shown."""

    NOTHING = "nothing"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Appointing:
    order: UUID | None = None
    """Of the question that the hub has not answered yet; answers to any other are of before."""
    asked_at: float = 0.0
    trouble: Trouble | None = None
    """Why the last question got no answer, or a no."""
    slots: SlotsTold | None = None
    stage: Stage = Stage.OUTLET
    outlet: str = ""
    day: date | None = None
    starts_at: datetime | None = None
    turned: int = 0
    phone: str = field(default="", repr=False)
    phone_asked: bool = False
    """After the first try to go on, the page says what is missing."""
    key: UUID | None = None
    """Of the booking: the same at every try, so that no repeat becomes a second one."""
    moving: Appointment | None = None
    """The ticket that gets another time; None: a new one is booked."""
    wants_own: bool = False
    """The card is read to see what is booked, not to book."""
    own: tuple[Appointment, ...] | None = None
    told: Appointment | None = None
    done: Done = Done.NOTHING
    sure: bool = False
    """Asked whether to cancel really."""
    slip: Paper | None = None
    job: str = ""
    """Of the newest slip."""
    shown: ShownTold | None = None
    """What the ticket that was shown is worth; None while nobody has said."""
    shown_key: UUID | None = None
    shown_text: str = field(default="", repr=False)
    genuine: Ticket | None = None
    """Signed by our hub, and with no line nobody can say more."""


def rules_of(state: State) -> Appointments | None:
    return state.machine.catalogue.region.appointments


def outlet_of(state: State, name: str) -> Outlet | None:
    outlets = state.machine.catalogue.region.outlets
    return outlets.outlet(name) if outlets is not None else None


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
