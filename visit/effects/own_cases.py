"""Orders about cases handed in before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from uuid import UUID

    from contract.case import Applicant


@dataclass(frozen=True)
class AskProgress(Effect):
    """The cases of an applicant, or the one of a receipt of which nobody was asked for a name."""

    order: UUID
    applicant: Applicant | None = field(repr=False)
    receipt: str = field(default="", repr=False)


@dataclass(frozen=True)
class FetchCaseForm(Effect):
    order: UUID
    applicant: Applicant = field(repr=False)
    key: UUID
    supplement: bool


@dataclass(frozen=True)
class SendWithdrawal(Effect):
    order: UUID
    applicant: Applicant = field(repr=False)
    key: UUID


@dataclass(frozen=True)
class FetchPaper(Effect):
    """To be printed; the order is the key of this print."""

    order: UUID
    applicant: Applicant = field(repr=False)
    document_id: str
