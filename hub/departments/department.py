"""What the hub asks of a department, and what it answers.

Real departments are reached by adapters of this shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from catalogue.model import Item
    from contract.case import CaseSubmission, Reason
    from contract.codes import CaseState
    from contract.query import Query, QueryAnswer
    from hub.certificates.certificate import Statement


@dataclass(frozen=True)
class Decision:
    """What became of a case at the department."""

    state: CaseState
    reasons: tuple[Reason, ...] = ()
    statements: tuple[Statement, ...] = ()
    """Each becomes a certificate."""


@dataclass(frozen=True)
class DepartmentItem:
    """An item as its department names it."""

    code: str
    """实施编码, 31 characters: the body's credit code, its level, the basic code."""
    zh: str
    en: str


class Department(Protocol):
    """One department. Both questions are pure: they may be asked again for the same case."""

    @property
    def items(self) -> Mapping[str, DepartmentItem]:
        """What it answers for, by item id."""

    def query(self, query: Query, now: datetime) -> QueryAnswer:
        """What is on record for the applicant, masked."""

    def decide(self, submission: CaseSubmission, item: Item, now: datetime) -> Decision:
        """Decide a case as far as it can be decided at once (秒批), by the rules of this version of its item."""
