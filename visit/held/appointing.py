"""预约: what a visit knows of the times it was told, of the one that is being chosen, and of a ticket.

All of it goes with the visit. Nothing here is a booking before the hub has said so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from contract.appointment import Appointment, ShownTold, SlotsTold, Ticket
    from visit.held.paper import Paper
    from visit.held.trouble import Trouble


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
