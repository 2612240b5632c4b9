"""预约: times, tickets, and what the hub says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID

    from contract.appointment import Appointment, OwnTold, ShownTold, SlotsTold, Ticket


@dataclass(frozen=True)
class OpenAppointment(UserEvent):
    """预约: to choose a time for the item."""


@dataclass(frozen=True)
class OpenOwnAppointments(UserEvent):
    """To see, move or cancel what one has booked."""


@dataclass(frozen=True)
class Pick(UserEvent):
    """One line of a list of outlets, days, times or tickets."""

    value: str


@dataclass(frozen=True)
class MoveAppointment(UserEvent):
    pass


@dataclass(frozen=True)
class CancelAppointment(UserEvent):
    """Asked for, and once more when the page asked whether it is meant."""


@dataclass(frozen=True)
class AppointmentsTold(OutsideEvent):
    """The hub's answer to one question about appointments."""

    order: UUID
    answer: SlotsTold | Appointment | OwnTold | ShownTold


@dataclass(frozen=True)
class AppointmentsFailed(OutsideEvent):
    """No answer, or a no with the hub's own code word."""

    order: UUID
    code: str
    action: str
    genuine: Ticket | None = None
    """With no line: what stands in a ticket that the hub has signed."""
