"""Many cases in one request: an answer for each, and one bad case stops no other."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, JsonValue

from contract.case import CaseAnswer
from contract.message import Message

MOST_CASES = 50
MOST_BYTES = 1024 * 1024
"""Of the cases in one batch together; a single case may be larger and then travels alone."""


class CaseBatch(Message):
    """Each entry is a `CaseSubmission`, left unread here: one that does not fit the contract is refused alone."""

    cases: tuple[dict[str, JsonValue], ...] = Field(min_length=1, max_length=MOST_CASES)


class Taken(StrEnum):
    """What became of one case of a batch."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """It must not be sent again unchanged; `code` says why."""
    NOT_LOOKED_AT = "not_looked_at"
    """To be sent again: the hub ran out of time or room, or stumbled over it and then `code` says so."""


class CaseTaken(Message):
    result: Taken
    answer: CaseAnswer | None = None
    """The very answer that the case would have got alone."""
    code: str = ""


class BatchAnswer(Message):
    """As many entries as cases were sent, in their order."""

    cases: tuple[CaseTaken, ...]


def joined(cases: tuple[bytes, ...]) -> bytes:
    """A `CaseBatch` of cases that are JSON already: their bytes are not touched."""
    return b'{"cases":[' + b",".join(cases) + b"]}"
