"""A box of the locker in a visit: its code is tried, its door opens and is shut. For staff: something is put in.

The store decides whether a code opens anything, the lock board whether a door is open; here is what follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.effects import CancelBox, Effect, OpenBox
from visit.held.pickup import UNDER_WAY, BoxFault, BoxStage, PickUp

if TYPE_CHECKING:
    from uuid import UUID

    from visit.state import State
    from visit.turn import Turn

LOCKER = "locker"


def fault_of(code: str) -> BoxFault:
    return BoxFault(code) if code in set(BoxFault) else BoxFault.LOCKER_DOWN


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
