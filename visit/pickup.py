"""A box of the locker in a visit: its code is tried, its door opens and is shut. For staff: something is put in.

The store decides whether a code opens anything, the lock board whether a door is open; here is what is told of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from visit.effects import CancelBox, Effect, OpenBox

if TYPE_CHECKING:
    from uuid import UUID

    from visit.state import State
    from visit.turn import Turn

LOCKER = "locker"


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


def fault_of(code: str) -> BoxFault:
    return BoxFault(code) if code in set(BoxFault) else BoxFault.LOCKER_DOWN


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


def with_box(state: State, **changes: object) -> State:
    return state.with_visit(pickup=replace(state.here.pickup, **changes))  # type: ignore[arg-type]


def staged(state: State, stage: BoxStage, **changes: object) -> State:
    """A new stage begins; whoever stands there has all of the time again."""
    state = with_box(state, stage=stage, since=state.at, urged=False, **changes)
    return replace(state, touched_at=state.at)


def tried(state: State, code: str, job: UUID) -> Turn:
    """Order it. The same code may be ordered again as long as no box has opened by it."""
    fresh = PickUp(job=job, code=code, since=state.at)
    return state.with_visit(pickup=fresh), (OpenBox(job, code),)


def leaving(state: State) -> tuple[Effect, ...]:
    """Whoever goes away before the lock was driven: no door opens behind their back."""
    pickup = state.here.pickup
    if pickup.stage is BoxStage.TRYING and pickup.job is not None:
        return (CancelBox(pickup.job),)
    return ()


def deadline(state: State) -> float:
    """Monotonic time at which a silent locker is given up, or an open door is spoken of again; else infinite."""
    pickup, delays = state.here.pickup, state.machine.delays
    if pickup.stage in UNDER_WAY:
        return pickup.since + delays.box_s
    if pickup.stage is BoxStage.OPEN and not pickup.urged:
        return pickup.since + delays.box_open_s
    return float("inf")
