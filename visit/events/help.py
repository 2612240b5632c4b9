"""呼叫帮办."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID

    from contract.codes import HelpState
    from contract.help import HelpWords


@dataclass(frozen=True)
class CallHelp(UserEvent):
    """呼叫帮办, in any state."""


@dataclass(frozen=True)
class CloseHelp(UserEvent):
    """Back to the page; the call goes on."""


@dataclass(frozen=True)
class EndHelp(UserEvent):
    """The resident no longer needs help."""


@dataclass(frozen=True)
class SayToHelper(UserEvent):
    text: str


@dataclass(frozen=True)
class HelpUpdated(OutsideEvent):
    key: UUID
    state: HelpState
    helper: str | None
    words: tuple[HelpWords, ...]
    """All words so far, in order."""


@dataclass(frozen=True)
class HelpUnreachable(OutsideEvent):
    """The call could not reach the hub: it is queued, and a call-back slip is due."""

    key: UUID
    kept: bool = True
    """Whether it is on disk; when not even that worked, nobody may be told that it is noted."""
