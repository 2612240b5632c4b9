"""预约: the times of an item, booking one of them, and the ticket that is valid at any outlet.

A ticket is a number of twelve digits, so that it can be typed on a number pad and told on the telephone, and a code with
the same number that the hub signed: any terminal knows a genuine one by the hub's public key, also with no line. Nothing
of a person is in either.

    code      = T1: | base41(version | suite | statement | signature 64)
    statement = number 5 | day 3 | minute of the day 2 | minutes 1 | item | outlet

Texts carry their length in one byte; numbers are big-endian; day 1 is 0001-01-01, in civil time. Suite 1 is Ed25519.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import AwareDatetime, Field

from contract import base41, packed
from contract.case import Applicant
from contract.case_number import check_digits
from contract.civil_time import CIVIL
from contract.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "T1:"
"""How the code of a ticket begins, behind the address if there is one."""
DRAWN_DIGITS = 10
NUMBER_DIGITS = 12
"""With the two check digits (`contract/case_number.py`)."""
NUMBER_PATTERN = rf"^[0-9]{{{NUMBER_DIGITS}}}$"
MOST_SLOTS = 4000
_HEAD = bytes((1, 1))
_NUMBER_BYTES, _MINUTE_BYTES = 5, 2


# --- messages -----------------------------------------------------------------------------------


class AppointmentState(StrEnum):
    BOOKED = "booked"
    USED = "used"
    """It was shown at an outlet, and the resident was let in."""
    CANCELLED = "cancelled"
    MISSED = "missed"
    """Its time has passed and nobody came."""


class Channel(StrEnum):
    """Where it was booked."""

    TERMINAL = "terminal"
    PHONE = "phone"
    """On a telephone, or for somebody who rang up."""


class SlotsAsked(Message):
    item_id: str


class Slot(Message):
    """One time at one outlet."""

    outlet: str
    starts_at: AwareDatetime
    minutes: int = Field(ge=1, le=240)
    free: int = Field(ge=0)


class SlotsTold(Message):
    """Every time that is open now, full ones with nothing free: that all is taken is to be seen as well."""

    item_id: str
    as_of: AwareDatetime
    slots: tuple[Slot, ...] = Field(max_length=MOST_SLOTS)


class Booking(Message):
    """One place at one time. `key` is made once, when the resident confirms: a repeat gets the same ticket."""

    key: UUID
    item_id: str
    outlet: str
    starts_at: AwareDatetime
    applicant: Applicant = Field(repr=False)
    phone: str = Field(pattern=r"^[0-9]{11}$", repr=False)
    """To be told when something changes at the outlet."""


class Appointment(Message):
    """One ticket as its holder may see it."""

    number: str = Field(pattern=NUMBER_PATTERN)
    item_id: str
    outlet: str
    starts_at: AwareDatetime
    minutes: int
    state: AppointmentState
    code: str
    """For the QR code on the slip."""
    used_at: AwareDatetime | None = None
    used_outlet: str = ""


class OwnAsked(Message):
    """Which open appointments the person on the card has."""

    applicant: Applicant = Field(repr=False)


class OwnTold(Message):
    appointments: tuple[Appointment, ...]


class Cancelling(Message):
    number: str = Field(pattern=NUMBER_PATTERN)
    applicant: Applicant = Field(repr=False)


class Moving(Message):
    """To another time, perhaps at another outlet, under the same number. A repeat changes nothing."""

    number: str = Field(pattern=NUMBER_PATTERN)
    applicant: Applicant = Field(repr=False)
    outlet: str
    starts_at: AwareDatetime


class Showing(Message):
    """A ticket was shown at an outlet. `key` is one for each showing: a repeat is not a second use."""

    key: UUID
    number: str = Field(pattern=NUMBER_PATTERN)


class Seen(StrEnum):
    """What a ticket that was shown is worth now."""

    HONOURED = "honoured"
    TOO_EARLY = "too_early"
    OTHER_DAY = "other_day"
    """Its day is still to come."""
    TOO_LATE = "too_late"
    USED = "used"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class ShownTold(Message):
    seen: Seen
    appointment: Appointment | None = None
    """None of a number that was never given out."""


# --- the number ---------------------------------------------------------------------------------


def number_from(drawn: int) -> str:
    """A ticket number from a drawn one of `DRAWN_DIGITS` digits."""
    digits = f"{drawn:0{DRAWN_DIGITS}d}"
    return digits + check_digits(digits)


def read_number(text: str) -> str | None:
    """The twelve digits of a number as it was typed, in groups or not; None when one of them is wrong."""
    bare = text.replace(" ", "").replace("-", "")
    if len(bare) != NUMBER_DIGITS or not (bare.isascii() and bare.isdigit()):
        return None
    return bare if check_digits(bare[:DRAWN_DIGITS]) == bare[DRAWN_DIGITS:] else None


def in_groups(number: str) -> str:
    """As it is printed and read out: four digits at a time."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


# --- the code -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ticket:
    """What the hub signed: nothing of it can be changed on paper."""

    number: str
    item_id: str
    outlet: str
    starts_at: datetime
    """A whole minute."""
    minutes: int

    def packed(self) -> bytes:
        begins = self.starts_at.astimezone(CIVIL)
        return b"".join(
            (
                int(self.number[:DRAWN_DIGITS]).to_bytes(_NUMBER_BYTES, "big"),
                packed.day(begins.date()),
                (begins.hour * 60 + begins.minute).to_bytes(_MINUTE_BYTES, "big"),
                bytes((self.minutes,)),
                packed.text(self.item_id),
                packed.text(self.outlet),
            )
        )

    def code(self, sign: Callable[[bytes], bytes], address: str = "") -> str:
        """For a QR code: leads to the hub's page where there is an address."""
        bare = PREFIX + base41.encode(_HEAD + self.packed() + sign(_signed(self)))
        return f"{address}?{bare}" if address else bare


@dataclass(frozen=True)
class SignedTicket:
    """A ticket as it was read; `is_of` says whether the hub made it."""

    ticket: Ticket
    signature: bytes

    def is_of(self, hub_key: bytes) -> bool:
        return packed.fits(hub_key, self.signature, _signed(self.ticket))


def read_code(text: str) -> SignedTicket | None:
    """The ticket in a code's text; None when it is none, or not all of one."""
    bare = text.strip().rpartition("?")[2]
    if not bare.startswith(PREFIX):
        return None
    data = base41.decode(bare.removeprefix(PREFIX))
    if data is None or data[: len(_HEAD)] != _HEAD:
        return None
    try:
        return _taken_apart(packed.Reader(data[len(_HEAD) :]))
    except (ValueError, OverflowError):
        return None


def ticket_of(text: str) -> str | None:
    """The number of the ticket that was read or typed; None when this is no ticket."""
    found = read_code(text)
    return found.ticket.number if found is not None else read_number(text.strip())


def _signed(ticket: Ticket) -> bytes:
    return b"bangban ticket\n" + _HEAD + ticket.packed()


def _taken_apart(reader: packed.Reader) -> SignedTicket:
    drawn = int.from_bytes(reader.take(_NUMBER_BYTES), "big")
    if drawn >= 10**DRAWN_DIGITS:
        raise ValueError
    day = reader.day()
    hour, minute = divmod(int.from_bytes(reader.take(_MINUTE_BYTES), "big"), 60)
    minutes = reader.take(1)[0]
    begins = datetime.combine(day, time(hour, minute), CIVIL)
    ticket = Ticket(number_from(drawn), reader.text(), reader.text(), begins, minutes)
    signature = reader.take(packed.SIGNATURE_BYTES)
    reader.end()
    return SignedTicket(ticket, signature)
