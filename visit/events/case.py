"""The case on its way to the disk and the hub, and what departments have on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from contract.case import CaseAnswer
    from contract.query import QueryAnswer


@dataclass(frozen=True)
class CaseAccepted(OutsideEvent):
    """The case is on disk, encrypted; only now may success be shown."""

    key: UUID
    number: str
    accepted_at: datetime
    proof: str = ""
    """What the code on the receipt says; nothing of a person."""


@dataclass(frozen=True)
class CaseNotAccepted(OutsideEvent):
    key: UUID
    code: str
    action: str


@dataclass(frozen=True)
class CaseAnswered(OutsideEvent):
    """The hub answered (at once or after the line came back)."""

    answer: CaseAnswer


@dataclass(frozen=True)
class CaseSetAside(OutsideEvent):
    """The hub refused to take the case in; it stays on disk and staff must act."""

    key: UUID
    code: str


@dataclass(frozen=True)
class QueryAnswered(OutsideEvent):
    answer: QueryAnswer


@dataclass(frozen=True)
class QueryFailed(OutsideEvent):
    code: str
    action: str
