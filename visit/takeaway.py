"""The slip that somebody takes along of a guide: until when it is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.state import State


def slip_due(state: State) -> float:
    """Monotonic time at which the slip is given up; infinite while none is on its way."""
    visit = state.visit
    slip = visit.takeaway.slip if visit is not None else None
    if slip is None or slip.printing != "printing":
        return float("inf")
    return slip.asked_at + state.machine.delays.print_s
