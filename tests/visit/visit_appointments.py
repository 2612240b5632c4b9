"""The hub's desk of appointments in the world of the visit: it keeps what was booked, and says no when a time is full."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from catalogue.appointments import Appointments, Desk
from catalogue.model import Text
from contract.appointment import (
    Appointment,
    AppointmentState,
    Booking,
    Cancelling,
    Moving,
    OwnAsked,
    OwnTold,
    Seen,
    ShownTold,
    Slot,
    SlotsAsked,
    SlotsTold,
    Ticket,
    number_from,
    read_code,
    ticket_of,
)
from contract.civil_time import CIVIL
from visit import events as e

if TYPE_CHECKING:
    from uuid import UUID

    from contract.message import Message
    from visit import effects as do

KEY = Ed25519PrivateKey.generate()
OUTLETS = ("hall", "town")
DAY = datetime(2026, 11, 24, tzinfo=CIVIL)
TIMES = tuple(DAY + timedelta(days=day, minutes=30 * slot, hours=9) for day in range(10) for slot in range(9))
"""More days than fit a page, and more times a day."""


def appointment_rules(outlets: tuple[str, ...]) -> Appointments:
    return Appointments(
        slot_minutes=30,
        days_ahead=14,
        notice_minutes=60,
        early_minutes=30,
        late_minutes=30,
        conditions=(
            Text(zh="提前1小时约。", en="Book an hour before."),
            Text(zh="不来也没关系。", en="No harm done."),
        ),
        desks=tuple(Desk(id=one, outlet=one, windows=("any",), at_once=2) for one in outlets),
    )


@dataclass
class HubDesk:
    """`full`: times that have no place left; `refuses`: the code word of the next no."""

    outlets: tuple[str, ...] = OUTLETS
    booked: dict[str, Appointment] = field(default_factory=dict)
    keys: dict[UUID, str] = field(default_factory=dict)
    full: set[datetime] = field(default_factory=set)
    refuses: str = ""
    seen: Seen = Seen.HONOURED
    line: bool = True

    def answer(self, effect: do.AskAppointments) -> e.Event:
        if not self.line:
            return e.AppointmentsFailed(effect.order, "line_down", "nobody")
        if self.refuses:
            code, self.refuses = self.refuses, ""
            return e.AppointmentsFailed(effect.order, code, "resident")
        told = self._answer(effect.message)
        if isinstance(told, str):
            return e.AppointmentsFailed(effect.order, told, "resident")
        return e.AppointmentsTold(effect.order, told)

    def shown(self, effect: do.ShowTicket) -> e.Event:
        signed = read_code(effect.text)
        if signed is not None and not signed.is_of(KEY.public_key().public_bytes_raw()):
            return e.AppointmentsFailed(effect.order, "forged", "nobody")
        if not self.line:
            genuine = signed.ticket if signed is not None else None
            return e.AppointmentsFailed(effect.order, "line_down", "nobody", genuine)
        known = self.booked.get(ticket_of(effect.text) or "")
        if known is None:
            return e.AppointmentsTold(effect.order, ShownTold(seen=Seen.UNKNOWN))
        return e.AppointmentsTold(effect.order, ShownTold(seen=self.seen, appointment=known))

    def _answer(self, message: Message) -> SlotsTold | Appointment | OwnTold | str:
        match message:
            case SlotsAsked():
                slots = tuple(
                    Slot(outlet=one, starts_at=at, minutes=30, free=0 if at in self.full else 2)
                    for at in TIMES
                    for one in self.outlets
                )
                return SlotsTold(item_id=message.item_id, as_of=DAY, slots=slots)
            case Booking():
                number = self.keys.setdefault(message.key, number_from(len(self.keys) + 1_234_567_890))
                if message.starts_at in self.full:
                    return "time_full"
                return self._keep(number, message.item_id, message.outlet, message.starts_at)
            case Moving():
                before = self.booked[message.number]
                return self._keep(message.number, before.item_id, message.outlet, message.starts_at)
            case Cancelling():
                gone = self.booked[message.number].model_copy(update={"state": AppointmentState.CANCELLED})
                self.booked[message.number] = gone
                return gone
            case OwnAsked():
                open_ = (one for one in self.booked.values() if one.state is AppointmentState.BOOKED)
                return OwnTold(appointments=tuple(open_))
        raise AssertionError(message)

    def _keep(self, number: str, item_id: str, outlet: str, starts_at: datetime) -> Appointment:
        ticket = Ticket(number, item_id, outlet, starts_at, 30)
        kept = Appointment(
            number=number,
            item_id=item_id,
            outlet=outlet,
            starts_at=starts_at,
            minutes=30,
            state=AppointmentState.BOOKED,
            code=ticket.code(KEY.sign, "https://hub.test/ticket"),
        )
        self.booked[number] = kept
        return kept


def at_nine(days: int = 0) -> datetime:
    return datetime.combine(DAY.date() + timedelta(days=days), time(9), CIVIL)
