"""送达: what becomes of a result that is handed out, and what a terminal with a locker is told of it and reports."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from contract.message import Message
from contract.pickup_code import SALT_BYTES, VERIFIER_BYTES

MOST_DUTIES = 200
"""Of one terminal at a time; a board has at most 48 locks."""
MOST_BOX = 255


class DeliveryState(StrEnum):
    MAKING = "making"
    """制作中: decided or not, there is nothing to hand out yet."""
    READY = "ready"
    """待领: it lies at the counter, or can be opened on a phone."""
    TO_PUT_IN = "to_put_in"
    """待存: it belongs into a locker, and staff have the code to put it in."""
    IN_BOX = "in_box"
    """待取: in a box, until the resident fetches it."""
    SENT = "sent"
    """With the courier."""
    COLLECTED = "collected"
    """已取: the resident has it."""
    RETURNED = "returned"
    """Nobody came for it, or it could not be brought: back at the counter."""


OPEN_STATES = frozenset(DeliveryState) - {DeliveryState.COLLECTED}
"""Somebody has still to act."""


class BoxDuty(Message):
    """One result that goes into a box of this terminal, or lies in it. Nothing here tells of a person."""

    delivery: UUID
    case_number: str
    item_zh: str
    item_en: str
    put_in: bytes = Field(min_length=VERIFIER_BYTES, max_length=VERIFIER_BYTES)
    """Of the code with which staff put it in (`contract/pickup_code.py`)."""
    put_in_until: AwareDatetime
    pick_up: bytes = Field(min_length=VERIFIER_BYTES, max_length=VERIFIER_BYTES)
    """Of the resident's code; it holds from the moment at which the thing is in."""
    keep_days: int = Field(ge=1, le=60)
    """How long the resident's code holds."""
    take_back: bytes = Field(default=b"", max_length=VERIFIER_BYTES)
    """Of the code with which staff take it out again; from then on the resident's code is void. Empty: none."""
    box: int = Field(default=0, ge=0, le=MOST_BOX)
    """Where it lies, as far as the hub was told; 0: not in a box yet."""


class BoxDuties(Message):
    """All of one terminal that are not over."""

    salt: bytes = Field(min_length=SALT_BYTES, max_length=SALT_BYTES)
    duties: tuple[BoxDuty, ...] = Field(default=(), max_length=MOST_DUTIES)


class BoxEvent(StrEnum):
    PUT_IN = "put_in"
    """The box was shut with the thing in it."""
    COLLECTED = "collected"
    """The resident's code opened the box: from here on it opens nothing."""
    TAKEN_BACK = "taken_back"
    """Staff have it again."""
    SHUT = "shut"
    """The door was shut after somebody took something out."""
    LEFT_OPEN = "left_open"
    """The door still stood open long after that."""
    NOT_OPENED = "not_opened"
    """The lock was driven, and the door stayed shut."""
    IN_DOUBT = "in_doubt"
    """Nobody knows whether the box opened: its code opens it no more, until staff have looked."""
    NOTHING_INSIDE = "nothing_inside"
    """The resident said that the box was empty."""
    LOCKED = "locked"
    """Too many wrong codes: nobody can pick up anything for a while."""


class BoxReport(Message):
    """What happened at a box. Kept on the terminal's disk until the hub has it."""

    key: UUID
    """A repeat of the same key changes nothing."""
    terminal_id: str
    delivery: UUID | None
    """None of what belongs to no single result."""
    event: BoxEvent
    box: int = Field(default=0, ge=0, le=MOST_BOX)
    at: AwareDatetime
