"""A row of the table as its holder may see it: with the code that any terminal knows to be the hub's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from contract.appointment import Appointment, AppointmentState, Ticket
from hub.hub_key import signing_key

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from contract.case import Applicant
    from hub.wiring import Hub

PAGE = "/ticket"
"""The public page that a phone's camera opens."""
MOST_LATE = timedelta(minutes=30)
"""Where the region's file says nothing any more."""


@dataclass(frozen=True)
class Who:
    """Whose appointment it is; lies sealed in the row, and is gone from it when it was cancelled."""

    name: str
    id_number: str
    phone: str

    def sealed(self, hub: Hub, number: str) -> bytes:
        return hub.vault.seal(json.dumps(self.__dict__, ensure_ascii=False).encode(), _place(number))

    @staticmethod
    def opened(hub: Hub, row: Row[Any]) -> Who | None:
        if row.sealed_who is None:
            return None
        return Who(**json.loads(hub.vault.open(row.sealed_who, _place(row.number))))


def person_mark(hub: Hub, applicant: Applicant) -> str:
    """Tells one person from another, and who they are to nobody without the hub's key."""
    told = f"appointment/{applicant.id_document}/{applicant.id_number}"
    return hub.vault.fingerprint(told.encode())


def state_of(hub: Hub, row: Row[Any]) -> AppointmentState:
    """As it is now: that a time has passed needs nobody to write it down."""
    state = AppointmentState(row.state)
    late = state is AppointmentState.BOOKED and hub.clock() > last_moment(hub, row)
    return AppointmentState.MISSED if late else state


def last_moment(hub: Hub, row: Row[Any]) -> datetime:
    """Until then the ticket is taken."""
    rules = hub.timetable.region(hub.settings.services).appointments
    late = timedelta(minutes=rules.late_minutes) if rules is not None else MOST_LATE
    ends: datetime = row.starts_at + timedelta(minutes=row.minutes)
    return ends + late


def appointment_of(hub: Hub, row: Row[Any]) -> Appointment:
    ticket = Ticket(row.number, row.item_id, row.outlet, row.starts_at, row.minutes)
    return Appointment(
        number=row.number,
        item_id=row.item_id,
        outlet=row.outlet,
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=state_of(hub, row),
        code=ticket.code(signing_key(hub).sign, hub.settings.public_url + PAGE),
        used_at=row.used_at,
        used_outlet=row.used_outlet,
    )


def _place(number: str) -> str:
    return f"appointment/{number}/who"
