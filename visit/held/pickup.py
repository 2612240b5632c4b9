"""A box of the locker: which it is, how far its opening is, and why it stayed shut."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class BoxStage(StrEnum):
    TRYING = "trying"
    """The code is looked at, and the lock driven."""
    STOPPED = "stopped"
    """It did not open: `trouble` says why."""
    OPEN = "open"
    ASKING = "asking"
    """Staff shut it: is the thing inside?"""
    SETTLING = "settling"
    """What staff said is on its way to the disk."""
    DONE = "done"


class BoxFault(StrEnum):
    """Why no box opened, as it is told: the store's word, the lock board's, or that nobody answered."""

    WRONG_CODE = "wrong_code"
    CODE_LOCKED = "code_locked"
    CODE_EXPIRED = "code_expired"
    CODE_SPENT = "code_spent"
    NOT_THERE_YET = "not_there_yet"
    BOX_IN_DOUBT = "box_in_doubt"
    BOX_NOT_OPENED = "box_not_opened"
    LOCKER_DOWN = "locker_down"
    LOCKER_FULL = "locker_full"
    NO_DUTIES = "no_duties"
    """The hub has told nothing of any box yet."""
    STORE = "store"
    TIMEOUT = "timeout"
    CANCELLED = "cancelled"


AGAIN = frozenset({BoxFault.BOX_NOT_OPENED, BoxFault.LOCKER_DOWN, BoxFault.STORE, BoxFault.TIMEOUT})
"""The same code may be tried once more: as far as anybody knows nothing has opened."""

UNDER_WAY = frozenset({BoxStage.TRYING, BoxStage.SETTLING})
"""Somebody else has to answer; the resident has nothing to do."""


@dataclass(frozen=True)
class BoxTrouble:
    """Why a box did not open, or why that is not on disk."""

    fault: BoxFault
    action: str
    wait_s: int = 0
    """How long no code is taken, when that is why."""


@dataclass(frozen=True)
class PickUp:
    """All of it is empty in a visit that opens no box."""

    job: UUID | None = None
    """Of the box that is opened; news of another one is old."""
    code: str = field(default="", repr=False)
    """Kept until a box opened, so that a stuck door can be tried again."""
    stage: BoxStage = BoxStage.TRYING
    purpose: str = ""
    """`pick_up`, `put_in` or `take_back`, once a box is open."""
    box: int = 0
    case_number: str = ""
    item_zh: str = ""
    item_en: str = ""
    since: float = 0.0
    """When this stage began, monotonic."""
    urged: bool = False
    """The door has stood open for so long that it is said again."""
    empty: bool = False
    """The resident said that nothing was inside."""
    inside: bool = True
    """What staff said of what they put in."""
    trouble: BoxTrouble | None = None

    @property
    def of_staff(self) -> bool:
        return self.purpose in {"put_in", "take_back"}
