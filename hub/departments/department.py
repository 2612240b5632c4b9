"""What the hub asks of a department, and what it answers. Real departments are reached by adapters of this shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

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


class Department(Protocol):
    """One department. Both questions are pure: they may be asked again for the same case."""

    item_codes: dict[str, str]
    """Item id to 实施编码 (31 characters: body's credit code, level, basic code)."""

    def query(self, query: Query, now: datetime) -> QueryAnswer:
        """What is on record for the applicant, masked."""

    def decide(self, submission: CaseSubmission, now: datetime) -> Decision:
        """Decide a case as far as it can be decided at once (秒批)."""
