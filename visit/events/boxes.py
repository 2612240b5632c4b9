"""取件柜: a box that opens, and what somebody found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class NothingInside(UserEvent):
    """The box that opened was empty."""


@dataclass(frozen=True)
class NotPutIn(UserEvent):
    """Staff shut the box without the thing in it."""


@dataclass(frozen=True)
class BoxOpened(OutsideEvent):
    """The lock board says that the door is open, and it is on disk that the code is spent."""

    job: UUID
    purpose: str
    """`pick_up`, `put_in` or `take_back`."""
    box: int
    case_number: str
    item_zh: str
    item_en: str


@dataclass(frozen=True)
class BoxRefused(OutsideEvent):
    """No box opened."""

    job: UUID
    code: str
    action: str
    wait_s: int = 0
    """How long no code is taken, when that is why."""
    box: int = 0


@dataclass(frozen=True)
class BoxShut(OutsideEvent):
    """The lock board says that the door is shut again."""

    job: UUID


@dataclass(frozen=True)
class BoxSettled(OutsideEvent):
    """What staff said of what they put in is on disk; or why not."""

    job: UUID
    code: str = ""
