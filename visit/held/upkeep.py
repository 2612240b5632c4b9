"""What the maintenance pages hold: who is in, what they asked for, and what the store said. Nothing of any resident."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

PIN_DIGITS = 6
DOOR_NUMBER = "990099"
"""Typed on the page for codes it opens the door to the maintenance pages; no number on a paper of ours is so short."""


class Act(StrEnum):
    """What staff can have done."""

    TEST_RECEIPT = "test_receipt"
    TEST_SHEET = "test_sheet"
    RELOAD = "reload"
    """Of one device."""
    RESTART = "restart"
    """Of the program."""


class Why(StrEnum):
    """Why a terminal is taken out of service, in words that a resident is told."""

    PAPER = "paper"
    REPAIR = "repair"
    CLEANING = "cleaning"
    POWER = "power"


class Back(StrEnum):
    """When it will be back, as far as that is known."""

    HOUR = "hour"
    TODAY = "today"
    TOMORROW = "tomorrow"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Closure:
    """Staff took the terminal out of service."""

    why: Why
    back: Back


@dataclass(frozen=True)
class StoreFacts:
    """Numbers of the store and the line, as staff ask for them."""

    waiting: int
    """Cases that the hub does not have yet."""
    aside: int
    """Records that will not be sent by themselves."""
    heard_at: datetime | None
    """When the hub last answered; None: not since the program began."""


@dataclass(frozen=True)
class Upkeep:
    """One stay of staff."""

    staff: str = ""
    """Staff number; empty while nobody was let in."""
    typed: str = field(default="", repr=False)
    order: UUID | None = None
    """What is being waited for."""
    refused: str = ""
    """Why the last credential was not taken."""
    wait_s: int = 0
    """Seconds until another one is taken."""
    store: StoreFacts | None = None
    act: Act | None = None
    """What was last asked for."""
    acted: str = ""
    """What came of it: `doing`, `done`, or a code of trouble."""
    why: Why = Why.PAPER
    back: Back = Back.TODAY
