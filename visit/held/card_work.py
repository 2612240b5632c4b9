"""What a visit knows of the resident's own card: which it is, the PIN that was chosen, and how far the writing is.

No digit of a PIN is in any repr, and none is ever shown: pages show dots.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract.card_pin import CardScript, SocialCard


class CardStep(StrEnum):
    """Of writing a new PIN into the card, in this order."""

    SCRIPT = "script"
    """The issuer's commands: the card has a one-time PIN then."""
    CHANGE = "change"
    """From the one-time PIN to the resident's own."""
    TEST = "test"
    """The card is asked whether it takes the resident's."""


@dataclass(frozen=True)
class CardTrouble:
    """What went wrong with the card, or at writing it."""

    code: str
    action: str


@dataclass(frozen=True)
class CardWork:
    """All of it is empty in a visit that needs no card."""

    card: SocialCard | None = field(default=None, repr=False)
    reading: CardTrouble | None = None
    typed: str = field(default="", repr=False)
    first: str = field(default="", repr=False)
    """What was typed the first time; empty until that was taken."""
    pin: str = field(default="", repr=False)
    """Typed twice the same, and good; gone again as soon as the card has it."""
    fault: str = ""
    """Why the digits were not taken: a `PinFault`, or `differs`."""
    script: CardScript | None = field(default=None, repr=False)
    step: CardStep | None = None
    """Which one is under way, or failed."""
    tries: int = 0
    begun_at: float = 0.0
    touched: bool = False
    """Whether a command may have reached the card: then its old PIN is no longer sure."""
    trouble: CardTrouble | None = None
    written: bool = False
    """The card itself took the new PIN when it was tried."""

    def without_digits(self) -> CardWork:
        """The same with nothing of a PIN left in it."""
        return replace(self, typed="", first="", pin="", fault="", script=None)
