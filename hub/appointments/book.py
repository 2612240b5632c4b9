"""Booking, cancelling and moving. A place is a row that only one ticket can have: no rush can overbook a time.

A number is drawn once and its row stays for ever: what was cancelled is never given to anybody else.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from contract.appointment import DRAWN_DIGITS, Appointment, AppointmentState, Channel, number_from
from hub.appointments.tickets import Who, appointment_of, person_mark, state_of
from hub.database import insert_new
from hub.tables import appointment, appointment_open, appointment_place
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from contract.appointment import Booking, Cancelling, Moving
    from contract.case import Applicant
    from hub.timetable import Counter
    from hub.wiring import Hub

NO_TIME = Failure("no_such_time", Action.RESIDENT, "no desk takes this item at this outlet and time")
FULL = Failure("time_full", Action.RESIDENT, "somebody took the last place of this time")
ALREADY = Failure("already_booked", Action.RESIDENT, "this person has an open appointment for this item")
KEY_REUSED = Failure("key_reused", Action.ENGINEER, "this key came before with another booking")
NO_TICKET = Failure("no_such_ticket", Action.RESIDENT, "this person has no ticket with this number")
TICKET_OVER = Failure(
    "ticket_over", Action.RESIDENT, "the ticket was used, cancelled, or its time has passed"
)


def book(hub: Hub, booking: Booking, channel: Channel, terminal_id: str = "") -> Outcome[Appointment]:
    """A ticket, or the one that this key got before. Failures: `no_such_time`, `time_full`, `already_booked`,
    `key_reused`."""
    fingerprint = hub.vault.fingerprint(booking.model_dump_json().encode())
    with hub.database.write() as connection:
        known = _known(hub, connection, booking, fingerprint)
        if known is not None:
            return known
        counter = _counter(hub, connection, booking.item_id, booking.outlet)
        if counter is None or booking.starts_at not in counter.times(hub.clock()):
            return NO_TIME
        number = number_from(secrets.randbelow(10**DRAWN_DIGITS))
        person = person_mark(hub, booking.applicant)
        if not _opened(hub, connection, person, booking.item_id, number):
            # It may be this very booking, sent twice at once, that has become the open one in this moment.
            return _known(hub, connection, booking, fingerprint) or ALREADY
        if not _place_taken(connection, counter, booking.starts_at, number):
            _forget_open(connection, number)
            return FULL
        row = {
            "number": number,
            "key": booking.key,
            "fingerprint": fingerprint,
            "item_id": booking.item_id,
            "desk": counter.key,
            "outlet": booking.outlet,
            "starts_at": booking.starts_at,
            "minutes": counter.rules.slot_minutes,
            "state": AppointmentState.BOOKED,
            "person": person,
            "channel": channel,
            "terminal_id": terminal_id,
            "booked_at": hub.clock(),
            "sealed_who": Who(booking.applicant.name, booking.applicant.id_number, booking.phone).sealed(
                hub, number
            ),
        }
        if not insert_new(connection, appointment, row):
            # Another booking has come under this key, or one number in ten thousand million was drawn before.
            _forget_open(connection, number)
            _free(connection, number)
            return _known(hub, connection, booking, fingerprint) or FULL
        return Ok(appointment_of(hub, _by_number(connection, number)))


def cancel(hub: Hub, asked: Cancelling) -> Outcome[Appointment]:
    """Cancelling what is cancelled is fine. Failures: `no_such_ticket`, `ticket_over`."""
    with hub.database.write() as connection:
        row = _own(hub, connection, asked.number, asked.applicant)
        if row is None:
            return NO_TICKET
        state = state_of(hub, row)
        if state is AppointmentState.CANCELLED:
            return Ok(appointment_of(hub, row))
        if state is not AppointmentState.BOOKED:
            return TICKET_OVER
        connection.execute(
            update(appointment)
            .where(appointment.c.number == row.number)
            .values(state=AppointmentState.CANCELLED, changed_at=hub.clock(), sealed_who=None)
        )
        _forget_open(connection, row.number)
        _free(connection, row.number)
        return Ok(appointment_of(hub, _by_number(connection, row.number)))


def move(hub: Hub, asked: Moving) -> Outcome[Appointment]:
    """The same number at another time. Failures: `no_such_ticket`, `ticket_over`, `no_such_time`, `time_full`."""
    with hub.database.write() as connection:
        row = _own(hub, connection, asked.number, asked.applicant)
        if row is None:
            return NO_TICKET
        if state_of(hub, row) is not AppointmentState.BOOKED:
            return TICKET_OVER
        if (row.outlet, row.starts_at) == (asked.outlet, asked.starts_at):
            return Ok(appointment_of(hub, row))
        counter = _counter(hub, connection, row.item_id, asked.outlet)
        if counter is None or asked.starts_at not in counter.times(hub.clock()):
            return NO_TIME
        # First the new place, then the old one goes: nobody ends with neither.
        if not _place_taken(connection, counter, asked.starts_at, row.number):
            return FULL
        connection.execute(
            delete(appointment_place).where(
                appointment_place.c.number == row.number,
                (appointment_place.c.desk != counter.key)
                | (appointment_place.c.starts_at != asked.starts_at),
            )
        )
        connection.execute(
            update(appointment)
            .where(appointment.c.number == row.number)
            .values(
                desk=counter.key,
                outlet=asked.outlet,
                starts_at=asked.starts_at,
                minutes=counter.rules.slot_minutes,
                changed_at=hub.clock(),
            )
        )
        return Ok(appointment_of(hub, _by_number(connection, row.number)))


def own(hub: Hub, applicant: Applicant) -> tuple[Appointment, ...]:
    """What this person has open, the next one first."""
    with hub.database.read() as connection:
        rows = connection.execute(
            select(appointment)
            .where(
                appointment.c.person == person_mark(hub, applicant),
                appointment.c.state == AppointmentState.BOOKED,
            )
            .order_by(appointment.c.starts_at)
        ).all()
    return tuple(appointment_of(hub, row) for row in rows if state_of(hub, row) is AppointmentState.BOOKED)


# --- rows ---------------------------------------------------------------------------------------


def _counter(hub: Hub, connection: Connection, item_id: str, outlet: str) -> Counter | None:
    item = hub.items.current(connection, item_id)
    return hub.timetable.counter(hub.settings.services, item, outlet) if item is not None else None


def _opened(hub: Hub, connection: Connection, person: str, item_id: str, number: str) -> bool:
    """Whether this becomes the one open ticket of the person for the item; a missed one stands in nobody's way."""
    row = {"person": person, "item_id": item_id, "number": number}
    if insert_new(connection, appointment_open, row):
        return True
    mine = (appointment_open.c.person == person, appointment_open.c.item_id == item_id)
    before = connection.execute(
        select(appointment)
        .join(appointment_open, appointment_open.c.number == appointment.c.number)
        .where(*mine)
    ).one_or_none()
    if before is None or state_of(hub, before) is not AppointmentState.MISSED:
        return False
    taken_over = (
        update(appointment_open)
        .where(*mine, appointment_open.c.number == before.number)
        .values(number=number)
        .returning(appointment_open.c.number)
    )
    return connection.execute(taken_over).one_or_none() is not None


def _place_taken(connection: Connection, counter: Counter, starts_at: datetime, number: str) -> bool:
    here = (appointment_place.c.desk == counter.key, appointment_place.c.starts_at == starts_at)
    taken = set(connection.execute(select(appointment_place.c.place).where(*here)).scalars())
    for place in range(1, counter.desk.at_once + 1):
        row = {"desk": counter.key, "starts_at": starts_at, "place": place, "number": number}
        if place not in taken and insert_new(connection, appointment_place, row):
            return True
    return False


def _forget_open(connection: Connection, number: str) -> None:
    connection.execute(delete(appointment_open).where(appointment_open.c.number == number))


def _free(connection: Connection, number: str) -> None:
    connection.execute(delete(appointment_place).where(appointment_place.c.number == number))


def _known(
    hub: Hub, connection: Connection, booking: Booking, fingerprint: str
) -> Outcome[Appointment] | None:
    """What this key got before; None when it is new."""
    row = connection.execute(select(appointment).where(appointment.c.key == booking.key)).one_or_none()
    if row is None:
        return None
    return Ok(appointment_of(hub, row)) if row.fingerprint == fingerprint else KEY_REUSED


def _by_number(connection: Connection, number: str) -> Row[Any]:
    return connection.execute(select(appointment).where(appointment.c.number == number)).one()


def _own(hub: Hub, connection: Connection, number: str, applicant: Applicant) -> Row[Any] | None:
    """Held until the transaction ends: two changes of one ticket come one after the other."""
    mine = (appointment.c.number == number, appointment.c.person == person_mark(hub, applicant))
    return connection.execute(select(appointment).where(*mine).with_for_update()).one_or_none()
