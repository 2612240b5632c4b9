"""A ticket is shown at an outlet, at whichever: it is taken once, and told plainly what it is worth."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from contract.appointment import AppointmentState, Seen, ShownTold
from contract.civil_time import CIVIL
from hub.appointments.tickets import appointment_of, state_of
from hub.tables import appointment, appointment_open

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Row

    from hub.wiring import Hub

USUAL_EARLY = 30


def show(hub: Hub, key: UUID, number: str, outlet: str) -> ShownTold:
    """Take the ticket if its time is now. `key` is one for each showing: the same again is the same use."""
    with hub.database.write() as connection:
        found = select(appointment).where(appointment.c.number == number)
        row = connection.execute(found.with_for_update()).one_or_none()
        if row is None:
            return ShownTold(seen=Seen.UNKNOWN)
        seen = _worth(hub, row, key)
        if seen is Seen.HONOURED and row.state == AppointmentState.BOOKED:
            now = hub.clock()
            connection.execute(
                update(appointment)
                .where(appointment.c.number == number)
                .values(
                    state=AppointmentState.USED,
                    shown_key=key,
                    used_at=now,
                    changed_at=now,
                    used_outlet=outlet or row.outlet,
                )
            )
            connection.execute(delete(appointment_open).where(appointment_open.c.number == number))
            row = connection.execute(found).one()
        return ShownTold(seen=seen, appointment=appointment_of(hub, row))


def _worth(hub: Hub, row: Row[Any], key: UUID) -> Seen:
    state = state_of(hub, row)
    if state is AppointmentState.USED:
        return Seen.HONOURED if row.shown_key == key else Seen.USED
    if state is AppointmentState.CANCELLED:
        return Seen.CANCELLED
    if state is AppointmentState.MISSED:
        return Seen.TOO_LATE
    rules = hub.timetable.region(hub.settings.services).appointments
    early = timedelta(minutes=rules.early_minutes if rules is not None else USUAL_EARLY)
    if hub.clock() >= row.starts_at - early:
        return Seen.HONOURED
    same_day = row.starts_at.astimezone(CIVIL).date() == hub.clock().astimezone(CIVIL).date()
    return Seen.TOO_EARLY if same_day else Seen.OTHER_DAY
