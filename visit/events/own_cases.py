"""我办的事: what somebody handed in before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID

    from contract.progress import CaseForm, CaseProgress, OwnDocument, ProgressAnswer


@dataclass(frozen=True)
class OpenCases(UserEvent):
    """我办的事."""


@dataclass(frozen=True)
class OpenCase(UserEvent):
    """One of the own cases."""

    key: UUID


@dataclass(frozen=True)
class MendCase(UserEvent):
    """补正, or 补交: the case is filled in again, with what stood in it."""

    supplement: bool


@dataclass(frozen=True)
class AskWithdraw(UserEvent):
    """撤回: asked before it is done."""


@dataclass(frozen=True)
class WithdrawCase(UserEvent):
    """Yes, 撤回."""


@dataclass(frozen=True)
class KeepCase(UserEvent):
    """No, the case goes on."""


@dataclass(frozen=True)
class PrintPaper(UserEvent):
    """A paper that came out of an own case."""

    document_id: str


@dataclass(frozen=True)
class ProgressTold(OutsideEvent):
    """The hub's word on the cases that were asked about."""

    order: UUID
    answer: ProgressAnswer = field(repr=False)


@dataclass(frozen=True)
class CaseFormGiven(OutsideEvent):
    """What was handed in, to be mended."""

    order: UUID
    form: CaseForm = field(repr=False)
    supplement: bool


@dataclass(frozen=True)
class CaseWithdrawn(OutsideEvent):
    order: UUID
    case: CaseProgress = field(repr=False)


@dataclass(frozen=True)
class PaperGiven(OutsideEvent):
    """A paper of an own case, as it is to be printed."""

    order: UUID
    paper: OwnDocument = field(repr=False)


@dataclass(frozen=True)
class ProgressFailed(OutsideEvent):
    """Of any question about own cases."""

    order: UUID
    code: str
    """Of the line, or the hub's own: `moved_on`, `no_such_case`, `no_such_paper`, `not_genuine`, `needs_identity`."""
    action: str
