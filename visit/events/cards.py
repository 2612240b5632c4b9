"""The identity card, and the social security card with its PIN."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from contract.card_pin import SocialCard
    from contract.case import Applicant


@dataclass(frozen=True)
class PinKey(UserEvent):
    """One key of a PIN: a digit, `delete` or `clear`. Not in its repr."""

    key: str = field(repr=False)


@dataclass(frozen=True)
class CardRead(OutsideEvent):
    applicant: Applicant


@dataclass(frozen=True)
class CardTrouble(OutsideEvent):
    code: str
    action: str


@dataclass(frozen=True)
class SocialCardRead(OutsideEvent):
    """The social security card in its reader, and whose it says it is."""

    card: SocialCard
    id_number: str = field(repr=False)


@dataclass(frozen=True)
class SocialCardTrouble(OutsideEvent):
    code: str
    action: str


@dataclass(frozen=True)
class CardStepDone(OutsideEvent):
    """The card itself said yes to one step of writing it."""

    job_id: str


@dataclass(frozen=True)
class CardStepFailed(OutsideEvent):
    job_id: str
    code: str
    """Also `script_used`: the card has obeyed this script before, and its one-time PIN was changed."""
    action: str


@dataclass(frozen=True)
class CardPresence(OutsideEvent):
    """Whether a card lies on the reader, or is in it; None when the reader cannot tell."""

    present: bool | None
    chip: bool = False
    """In the reader for chip cards, not on the one for identity cards."""
