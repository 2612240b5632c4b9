"""Questions that a form needs answered before it can be checked (shared data of a department)."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from contract.case import Answer, Applicant
from contract.message import Message


class Query(Message):
    """Ask the department behind an item what it has on record for the applicant: nobody is looked up anonymously."""

    item_id: str
    item_version: str
    applicant: Applicant
    answers: dict[str, Answer]


class Row(Message):
    """One line of a preview, already masked by the hub."""

    label_zh: str
    label_en: str
    value: str
    value_en: str = ""
    """Where it is not the same in English."""


class QueryAnswer(Message):
    """`found` false is an answer too: nothing on record."""

    found: bool
    rows: tuple[Row, ...]
    source_zh: str
    source_en: str
    as_of: AwareDatetime
    facts: dict[str, Answer] = Field(default_factory=dict)
    """The item's facts by id, for the rules that the terminal asks before anything is submitted."""
