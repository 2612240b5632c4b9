"""The document that a case ends with: what stands on it is described here, so that a new paper needs no code."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field as Attribute

from catalogue.model.part import Part, Text

PAPER_WORDS = ("name", "id_number", "day", "until", "credit_code")
"""What a line may name besides answers and facts: the applicant, the day of the decision, the paper's last day, and the
code that a register gives to a new business."""

_WORD = re.compile(r"\{([^{}]*)\}")


class Layout(StrEnum):
    STATEMENT = "statement"
    """A4, labelled lines, sentences, perhaps a table."""
    LICENCE = "licence"
    """A4 on its side, as a licence that hangs on a wall."""
    SLIP = "slip"
    """A5 in large letters: one sentence that somebody takes home."""


class PaperLine(Part):
    """One labelled line, printed where `when` holds."""

    label: Text
    value: str = Attribute(min_length=1)
    """`{word}` stands for an answer or a fact in words, or is one of `PAPER_WORDS`."""
    when: str = "true"
    public: bool = False
    """Whether whoever verifies the paper reads this line, names and numbers masked; else only that it is not public."""


class Saying(Part):
    """What the paper states: the first whose `when` holds."""

    when: str = "true"
    text: Text
    """With words like a line's value."""


class Certificate(Part):
    """The item ends with a document from the department."""

    title: Text
    layout: Layout = Layout.STATEMENT
    lines: tuple[PaperLine, ...] = ()
    """Empty: the applicant, every answer, and every fact that is shown."""
    says: tuple[Saying, ...] = ()
    valid_days: int = Attribute(default=90, ge=1)
    """How long it can be verified."""


def words_in(text: str) -> tuple[str, ...]:
    """The words in braces of a line or a saying."""
    return tuple(_WORD.findall(text))


def filled(text: str, words: dict[str, str]) -> str:
    """With every word in braces replaced; one that is not known is left out."""
    return _WORD.sub(lambda found: words.get(found[1], ""), text)
