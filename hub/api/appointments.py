"""POST appointments: times, booking, and what becomes of a ticket. Terminals speak; who it is was read from a card."""

from fastapi import APIRouter, Response

from contract import wire
from contract.appointment import (
    Appointment,
    Booking,
    Cancelling,
    Channel,
    Moving,
    OwnAsked,
    OwnTold,
    Showing,
    ShownTold,
    SlotsAsked,
    SlotsTold,
)
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply
from hub.appointments.book import book, cancel, move, own
from hub.appointments.show import show
from hub.appointments.slots import slots
from hub.wiring import TheHub
from outcome import Action, Failure, Outcome

router = APIRouter(tags=["appointments"])

UNKNOWN_ITEM = Failure("unknown_item", Action.ENGINEER, "this item was never published at this hub")


@router.post(
    wire.APPOINTMENT_TIMES,
    summary="Every time of an item that can be booked now",
    response_model=SlotsTold,
    responses={**documented(404, *SIGNED)},
)
def times(hub: TheHub, _caller: TheCaller, message: SlotsAsked) -> Response:
    """Full ones as well. No times at all is an answer: nobody takes appointments for the item."""
    with hub.database.read() as connection:
        item = hub.items.current(connection, message.item_id)
    if item is None:
        raise refuse(UNKNOWN_ITEM)
    return reply(slots(hub, item))


@router.post(
    wire.APPOINTMENTS,
    summary="Book one place",
    response_model=Appointment,
    responses={**documented(404, 409, *SIGNED)},
)
def booking(hub: TheHub, caller: TheCaller, message: Booking) -> Response:
    """The same key gets the same ticket."""
    return _told(book(hub, message, Channel.TERMINAL, caller.terminal_id))


@router.post(
    wire.APPOINTMENTS_OWN,
    summary="What the person on the card has open",
    response_model=OwnTold,
    responses={**documented(*SIGNED)},
)
def own_ones(hub: TheHub, _caller: TheCaller, message: OwnAsked) -> Response:
    """The next one first."""
    return reply(OwnTold(appointments=own(hub, message.applicant)))


@router.post(
    wire.APPOINTMENT_CANCEL,
    summary="Cancel one's own; its place is free again",
    response_model=Appointment,
    responses={**documented(404, 409, *SIGNED)},
)
def cancelling(hub: TheHub, _caller: TheCaller, message: Cancelling) -> Response:
    """Cancelling what is cancelled is fine."""
    return _told(cancel(hub, message))


@router.post(
    wire.APPOINTMENT_MOVE,
    summary="Another time under the same number",
    response_model=Appointment,
    responses={**documented(404, 409, *SIGNED)},
)
def moving(hub: TheHub, _caller: TheCaller, message: Moving) -> Response:
    """Moving to where it is is fine."""
    return _told(move(hub, message))


@router.post(
    wire.APPOINTMENT_SHOW,
    summary="A ticket was shown at the outlet of this terminal",
    response_model=ShownTold,
    responses={**documented(*SIGNED)},
)
def showing(hub: TheHub, caller: TheCaller, message: Showing) -> Response:
    """Taken at any outlet, once. Nothing of a person is told back."""
    outlet = hub.timetable.outlet_of(hub.settings.services, caller.terminal_id)
    return reply(show(hub, message.key, message.number, outlet))


def _told(done: Outcome[Appointment]) -> Response:
    if isinstance(done, Failure):
        raise refuse(done)
    return reply(done.value)
