"""我办的事: what became of a resident's cases, at whichever terminal they were handed in, and what can be done about one.

Every question but that of a receipt names the applicant whom the terminal identified. The hub answers of that person's
cases alone: name, document and number must all be those of the case.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from contract.case import Answer, Applicant, Document, Material, PartAnswer, Reason
from contract.codes import CaseState
from contract.message import Message

MOST_CASES = 24
"""Of one answer, the newest."""


class ProgressQuery(Message):
    """Whose cases there are."""

    applicant: Applicant = Field(repr=False)


class ReceiptQuery(Message):
    """Of one case, by the code on its receipt; answered only where nobody was asked who they are."""

    proof: str = Field(max_length=2000)


class OwnCase(Message):
    """One case of the applicant: to be mended, or to be withdrawn."""

    applicant: Applicant = Field(repr=False)
    key: UUID
    """Of the last that was handed in for it."""


class OwnPaper(Message):
    """One document that came out of a case of the applicant."""

    applicant: Applicant = Field(repr=False)
    document_id: str = Field(max_length=40)
    print_key: UUID
    """Made once for this print: the same again counts as one."""


class Step(Message):
    """One thing that happened to a case."""

    state: CaseState
    at: AwareDatetime
    mended: bool = False
    """The resident handed it in again."""


class Owed(Message):
    """What the resident still has to hand in, or to bring."""

    material_id: str
    name_zh: str
    name_en: str
    until: date | None = None
    """容缺: the last day. None: an original to be shown, whenever it is asked for."""
    here: bool = False
    """Whether it can be handed in at a terminal."""


class PaperLine(Message):
    """A document that can be printed."""

    document_id: str
    title_zh: str
    title_en: str
    valid_until: date
    again: bool
    """It was given out before: the next one is marked."""


class CaseProgress(Message):
    """One case (办件), as it stands."""

    key: UUID
    """Of the last that was handed in for it."""
    case_number: str
    """收件编号 of the first: the one that the resident knows best."""
    numbers: tuple[str, ...]
    """Every 收件编号 of it, the first and those it was mended with."""
    office_number: str
    item_id: str
    item_zh: str
    item_en: str
    state: CaseState
    since: AwareDatetime
    steps: tuple[Step, ...]
    """In the order of time."""
    promised_date: date | None = None
    """None also where nothing is under way any more."""
    reasons: tuple[Reason, ...] = ()
    owed: tuple[Owed, ...] = ()
    parts: tuple[PartAnswer, ...] = ()
    part_names: dict[str, tuple[str, str]] = Field(default_factory=dict)
    """Chinese and English, by the ids of parts."""
    papers: tuple[PaperLine, ...] = ()
    mendable: bool = False
    """It can be mended at a terminal."""
    supplementable: bool = False
    """Something that is owed can be handed in at a terminal."""
    withdrawable: bool = False
    asked_anonymously: bool = False
    """Nobody's case: no name is in it, and only its receipt leads to it."""


class ProgressAnswer(Message):
    """The newest first; none is an answer too."""

    cases: tuple[CaseProgress, ...] = Field(max_length=MOST_CASES)
    more: int = 0
    """Older ones that are not in here."""
    as_of: AwareDatetime


class CaseForm(Message):
    """What was handed in, given back to its applicant so that it need not be filled in again."""

    key: UUID
    case_number: str
    office_number: str
    item_id: str
    state: CaseState
    answers: dict[str, Answer] = Field(repr=False)
    materials: tuple[Material, ...] = ()
    """As they count now: one that was kept from before stands here as it was handed in then."""
    reasons: tuple[Reason, ...] = ()


class OwnDocument(Message):
    """One document, as it is to be printed now."""

    document: Document = Field(repr=False)
    again: bool
    """It was printed before, and says so."""
