"""Orders about the case of this visit: its facts, its pages, its rating."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from contract.attachment import AttachmentNote
    from contract.card_pin import SocialCard
    from contract.case import Answer, Applicant, Consent, Material
    from contract.codes import Grade
    from contract.query import Query


@dataclass(frozen=True)
class CaseFacts:
    """All of a case but what the store adds: sequence, number and terminal."""

    key: UUID
    item_id: str
    item_version: str
    confirmed_at: datetime
    """When the resident confirmed: the same at every attempt, or the store takes a repeat for another case."""
    clock_trusted: bool
    accepted_offline: bool
    promised_date: date | None
    applicant: Applicant | None
    """None only of an item for which nobody is asked who they are."""
    answers: dict[str, Answer] = field(hash=False)
    materials: tuple[Material, ...]
    consent: Consent
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    confirmed_by_key: bool
    """With the keypad, instead of a signature."""
    card: SocialCard | None = None
    attachments: tuple[AttachmentNote, ...] = ()
    mends: UUID | None = None
    """Key of what was handed in before, when this is the same case mended."""


@dataclass(frozen=True)
class AcceptCase(Effect):
    """Commit the case to disk; nothing is shown as accepted before `CaseAccepted`."""

    facts: CaseFacts


@dataclass(frozen=True)
class TakePicture(Effect):
    """One page under the document camera: found, made straight, sealed on disk, and only then told as taken."""

    order: UUID


@dataclass(frozen=True)
class DropPage(Effect):
    """Erase a page that no case has taken over."""

    attachment: UUID


@dataclass(frozen=True)
class AskHub(Effect):
    query: Query


@dataclass(frozen=True)
class SendRating(Effect):
    key: UUID
    case_number: str | None
    grade: Grade
    rated_at: datetime
    item_id: str = ""
    tags: tuple[str, ...] = ()
