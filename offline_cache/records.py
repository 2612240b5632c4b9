"""What goes into the store and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from contract.attachment import AttachmentNote
    from contract.card_pin import SocialCard
    from contract.case import Answer, Applicant, CaseAnswer, Consent, Material
    from contract.receipt_proof import Statement


class Kind(StrEnum):
    """What a record is; authenticated with its ciphertext. Only cases carry a sequence number."""

    CASE = "case"
    RATING = "rating"
    HELP = "help"


class State(IntEnum):
    """Where a record stands. Never renumbered: the numbers are on disk."""

    WAITING = 0
    """To be sent, or sent with an unknown result: which of the two makes no difference."""
    ANSWERED = 1
    """The hub answered, but may yet lose it: the payload stays until the hub calls it durable."""
    ERASED = 2
    """Safe at the hub. Number, time, item and state are left here; the payload is gone."""
    ASIDE = 3
    """Refused or unreadable. Kept encrypted and shown to staff; never in the way of the others."""


@dataclass(frozen=True)
class CaseDraft:
    """A confirmed case before it has a number. `key` was made once, when the resident confirmed."""

    key: UUID
    item_id: str
    item_version: str
    accepted_at: datetime
    """Aware. Its own calendar day goes into the case number."""
    clock_trusted: bool
    accepted_offline: bool
    promised_date: date | None
    applicant: Applicant | None = field(repr=False)
    """None only of an item for which nobody is asked who they are."""
    answers: Mapping[str, Answer] = field(repr=False)
    materials: tuple[Material, ...]
    consent: Consent
    signature_png: bytes = field(repr=False)
    confirmed_by_key: bool = False
    attachments: tuple[AttachmentNote, ...] = ()
    """What `OfflineCache.attach` gave for each."""
    card: SocialCard | None = field(default=None, repr=False)
    mends: UUID | None = None
    """Key of what the resident handed in before, when this is the same case mended."""


@dataclass(frozen=True)
class Accepted:
    """On disk, encrypted, fsynced: only now may a screen or a receipt say so."""

    key: UUID
    sequence: int
    case_number: str
    accepted_at: datetime
    statement: Statement | None
    """What `OfflineCache.prove` signs for the receipt; None when a repeat comes so late that the payload is erased."""


def key_of(stored: bytes) -> UUID:
    """A record's key; one that the disk damaged may have another length."""
    return UUID(bytes=stored[:16].ljust(16, b"\0"))


@dataclass(frozen=True)
class Pending:
    """A record to send. `body` are the bytes of every attempt; they never change."""

    key: UUID
    kind: Kind
    attempts: int
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class NextUp:
    """`record` is due now, or None; then `due_in` seconds until one is, or None when nothing waits."""

    record: Pending | None
    due_in: float | None = None
    aside: tuple[tuple[UUID, str], ...] = ()
    """Cases that did not open and were set aside on the way: key and code."""
    more: tuple[Pending, ...] = ()
    """Cases that may travel with `record`, which is a case too then."""


@dataclass(frozen=True)
class Settled:
    """What one case of a batch came to: `answer`, or the code of the hub's refusal."""

    key: UUID
    answer: CaseAnswer | None = field(default=None, repr=False)
    refusal: str = ""


@dataclass(frozen=True)
class Aside:
    """A record, or an attachment, that staff must look at."""

    key: UUID
    kind: str
    """A `Kind`, unless the disk damaged that as well; or `attachment`, which `case_number` tells the case of."""
    case_number: str | None
    item_id: str | None
    code: str
    action: str
