"""A case (办件): what the terminal sends and what the hub answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, Field, model_validator

from contract import clock
from contract.attachment import MOST_FILES, AttachmentNote
from contract.card_pin import CardScript, SocialCard
from contract.codes import (
    NEEDS_REASONS,
    CaseState,
    Grade,
    IdDocument,
    IdentityMethod,
    MaterialTrust,
    known_state,
)
from contract.message import Message
from contract.rating_tags import fitting

Answer = str | int | bool | tuple[str, ...] | None
"""What a field can hold. Money is an integer number of fen; a date is ISO 8601; a month is YYYY-MM."""

State = Annotated[CaseState, BeforeValidator(known_state)]
"""As a terminal reads it: it must not choke on the state of a later hub."""


def _silent(told: object) -> bool:
    return told is None


NewPromise = Annotated[date | None, Field(exclude_if=_silent)]
"""A promised day that is not the one on the receipt. Left out of the message where nothing is said: terminals of an
older contract refuse a message with a word that they do not know.
"""


class Applicant(Message):
    """The identified resident. Personal data: encrypted on disk, never in a log."""

    name: str
    id_document: IdDocument
    id_number: str
    identified_by: IdentityMethod


class Consent(Message):
    """What the resident agreed to, when, and in which version of the text."""

    text_version: str
    agreed_at: AwareDatetime


class ReplacedPage(Message):
    """A page that the resident took anew. Its picture is gone; that it was there, and why not any more, is kept."""

    digest: bytes = Field(min_length=32, max_length=32)
    """SHA-256 of the picture."""
    reason: str = Field(pattern=r"^[a-z_]{1,32}$")
    """`blurred`, `cut_off` or `wrong_page`."""


class ScannedPage(Message):
    """One page of a material, taken under the document camera."""

    attachment: UUID
    """One of the case's attachments."""
    replaced: tuple[ReplacedPage, ...] = ()


class Material(Message):
    """One material (材料) of the case."""

    material_id: str
    trust: MaterialTrust
    promise_version: str | None = None
    """Version of the promise text when the resident promised instead of handing it in (告知承诺)."""
    deferred_until: date | None = None
    """容缺: to be handed in by this day."""
    fetch: bool = False
    """电子证照: the resident agreed that it is fetched from the body that issued it, for this case."""
    pages: tuple[ScannedPage, ...] = ()
    """In their order; the original is still to be seen (待核验原件)."""
    as_before: bool = False
    """Of a case that mends another: this material stands as it was handed in there, with its pages and its day."""


class CaseSubmission(Message):
    """One case. `key` is made once, when the resident confirms, and goes unchanged with every attempt."""

    key: UUID
    """Idempotency key."""
    terminal_id: str
    sequence: int = Field(ge=1)
    """Gap-free per terminal: a hole at the hub is a lost case."""
    case_number: str
    """收件编号, printed on the receipt."""
    clock: str = Field(default="", pattern=rf"^{clock.PATTERN}$")
    """The moment of acceptance by the machine's own counter (`contract/clock.py`), whatever its calendar said."""
    item_id: str
    item_version: str
    accepted_at: AwareDatetime
    clock_trusted: bool
    accepted_offline: bool
    promised_date: date | None
    applicant: Applicant | None
    """None only of an item for which nobody is asked who they are; the hub sends any other back."""
    answers: dict[str, Answer]
    materials: tuple[Material, ...] = ()
    consent: Consent
    signature_png: bytes
    """What was drawn with a finger; an empty field where `confirmed_by_key`."""
    confirmed_by_key: bool = False
    """The resident, served spoken, confirmed the statement with the tactile keypad and drew no signature."""
    attachments: tuple[AttachmentNote, ...] = Field(default=(), max_length=MOST_FILES)
    """What follows in pieces; the case is not durable at the hub before all of it is there."""
    card: SocialCard | None = None
    """Of an item whose result is written into it."""
    mends: UUID | None = None
    """Key of what the resident handed in before, of which this is the same case mended (补正) or completed (补交)."""


class Reason(Message):
    """One thing to mend, or one rule that held or did not."""

    field: str | None
    text_zh: str
    text_en: str


class RuleResult(Message):
    """One condition of 秒批 and whether it held, in plain words."""

    rule: str
    held: bool | None
    """None: what it needs is not known, so it did not hold."""
    text_zh: str
    """What was looked at; where it did not hold, why a person must look."""
    text_en: str


class PartAnswer(Message):
    """One line of a joint case (一件事): what became of it at one department."""

    part: str
    state: State
    office_number: str = ""
    promised_date: date | None = None
    waits_for: tuple[str, ...] = ()
    """Parts of the same case whose result it needs before it begins."""


class Document(Message):
    """A document that came out of a case."""

    document_id: str
    title_zh: str
    title_en: str
    pdf: bytes
    verify_url: str
    valid_until: date | None = None


class CaseAnswer(Message):
    """The hub's answer to a submission; a repeat of the same key gets the same answer."""

    key: UUID
    case_number: str
    state: State
    office_number: str
    """办件编号 given by the department."""
    reasons: tuple[Reason, ...] = ()
    documents: tuple[Document, ...] = ()
    durable_sequence: int
    """Every case of this terminal up to here is safe at the hub."""
    rules: tuple[RuleResult, ...] = ()
    """Of a case that rules looked at: every one of them."""
    parts: tuple[PartAnswer, ...] = ()
    """Of a joint case that was taken in: one for each part that is wanted."""
    card_pin: CardScript | None = Field(default=None, repr=False)
    """Of an approved case whose result is a new PIN in the card."""
    promised_date: NewPromise = None
    """Only after it has moved."""


class CaseChange(Message):
    """What became of a case after its first answer. It goes back to the terminal that took the case in."""

    number: int = Field(ge=1)
    """Counts the changes of one terminal, without a hole; the terminal asks for what follows."""
    key: UUID
    case_number: str
    state: State
    office_number: str
    reasons: tuple[Reason, ...] = ()
    """Never empty when the state is one that needs them (`contract/codes.py`)."""
    promised_date: NewPromise = None
    """When the answer is promised now: it moves when a case was suspended, or its time was extended."""

    @model_validator(mode="after")
    def _told_why(self) -> CaseChange:
        if self.state in NEEDS_REASONS and not self.reasons:
            raise ValueError("nobody is left in this state without being told why")
        return self


class Rating(Message):
    """好差评 of one visit, sent only when the resident chose a grade."""

    key: UUID
    terminal_id: str
    case_number: str | None
    grade: Grade
    rated_at: AwareDatetime
    item_id: str = ""
    """The item of the case: one rating a visit, told of its item."""
    tags: tuple[str, ...] = ()
    """Codes of `contract/rating_tags.py` that the resident ticked; all of them of this grade."""

    @model_validator(mode="after")
    def _of_this_grade(self) -> Rating:
        if fitting(self.grade, self.tags) != self.tags:
            raise ValueError("the tags are not those of the grade, each once and in order")
        return self


def as_answer(change: CaseChange) -> CaseAnswer:
    """For whoever waits for an answer. It says nothing of what is safe at the hub, and brings no documents."""
    return CaseAnswer(
        key=change.key,
        case_number=change.case_number,
        state=change.state,
        office_number=change.office_number,
        reasons=change.reasons,
        durable_sequence=0,
        promised_date=change.promised_date,
    )
