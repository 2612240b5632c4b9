"""Carries a visit's questions about appointments to the hub. The signature of a ticket needs no line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.appointment import (
    Booking,
    Cancelling,
    Moving,
    OwnAsked,
    Showing,
    SlotsAsked,
    read_code,
    ticket_of,
)
from offline_cache.hub_trouble import LINE_DOWN_CODES, refusal_code
from outcome import Action, Failure, Outcome
from visit.events import AppointmentsFailed, AppointmentsTold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import ThreadPoolExecutor
    from typing import Any
    from uuid import UUID

    from contract.appointment import Ticket
    from contract.message import Message
    from offline_cache.hub_link import HubLink
    from visit.effects import AskAppointments, ShowTicket
    from visit.events import Event

FORGED = Failure("forged", Action.NOBODY, "the hub of this terminal did not sign this ticket")


class AppointmentDesk:
    """Returns at once; answers are posted with the order they belong to."""

    def __init__(
        self,
        link: HubLink,
        hub_key: Callable[[], bytes | None],
        pool: ThreadPoolExecutor,
        post: Callable[[Event], None],
    ) -> None:
        """`hub_key`: the public key that was pinned when the terminal was enrolled."""
        self._link = link
        self._hub_key = hub_key
        self._pool = pool
        self._post = post
        self._ways: Mapping[type[Message], Callable[[Any], Outcome[Any]]] = {
            SlotsAsked: link.appointment_times,
            Booking: link.book_appointment,
            OwnAsked: link.own_appointments,
            Cancelling: link.cancel_appointment,
            Moving: link.move_appointment,
            Showing: link.show_ticket,
        }

    def ask(self, order: AskAppointments) -> None:
        self._pool.submit(self._ask, order.order, order.message)

    def show(self, order: ShowTicket) -> None:
        self._pool.submit(self._show, order)

    def _show(self, order: ShowTicket) -> None:
        number, signed = ticket_of(order.text), read_code(order.text)
        genuine: Ticket | None = None
        if signed is not None:
            key = self._hub_key()
            if key is None or not signed.is_of(key):
                self._post(AppointmentsFailed(order.order, FORGED.code, str(FORGED.action)))
                return
            genuine = signed.ticket
        if number is not None:
            self._ask(order.order, Showing(key=order.key, number=number), genuine)

    def _ask(self, order: UUID, message: Message, genuine: Ticket | None = None) -> None:
        answer = self._ways[type(message)](message)
        if not isinstance(answer, Failure):
            self._post(AppointmentsTold(order, answer.value))
            return
        code = refusal_code(answer) if answer.code == "refused" else answer.code
        offline = genuine if answer.code in LINE_DOWN_CODES else None
        self._post(AppointmentsFailed(order, code, str(answer.action), offline))
