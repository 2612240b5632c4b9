"""A paper: what it is made of, and what it must be able to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from catalogue.model import Item
    from contract.case import Answer, Applicant
    from contract.query import Row
    from hub.departments.papers.statement import Statement
    from hub.departments.register import Record


@dataclass(frozen=True)
class Asked:
    """One question to a department: who asks what, on which day, and what is on record."""

    item: Item
    applicant: Applicant | None
    """None of an anonymous item."""
    answers: Mapping[str, Answer]
    """Only those that belong to the case."""
    day: date
    record: Record | None
    key: UUID | None = None
    """Of the case; None while it is only a question."""

    @property
    def known(self) -> bool:
        """Whether anything is on record: a register that says nothing of all that is shown knows nobody."""
        shown = [fact.id for fact in self.item.facts if fact.shown]
        return self.record is not None and (
            not shown or any(self.record.facts.get(name) is not None for name in shown)
        )

    @property
    def facts(self) -> Mapping[str, Answer]:
        """What is on record, by the ids of the item's facts."""
        return self.record.facts if self.record is not None else {}


class Paper(Protocol):
    """Both are pure: the same question gives the same words."""

    def rows(self, asked: Asked) -> tuple[Row, ...] | None:
        """What a preview shows besides the facts, masked; None: nothing is on record for this question."""

    def statement(self, asked: Asked) -> Statement | None:
        """What the document says; None: nothing is on record for this question."""
