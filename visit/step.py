"""The one decision: `step(state, stamped) -> (state, effects)`. Pure; the same input always gives the same output."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.events import Stamped, UserEvent
from visit.held.page import Over
from visit.table import decide

if TYPE_CHECKING:
    from visit.state import State
    from visit.turn import Turn


def step(state: State, stamped: Stamped) -> Turn:
    """Take one event in. Every pair of state and event is decided (visit/table.py)."""
    event = stamped.event
    state = replace(state, at=max(state.at, stamped.at), wall=stamped.wall)
    if isinstance(event, UserEvent) and state.over is not Over.STILL_THERE:
        state = replace(state, touched_at=state.at)
    return decide(state.page, state.over, type(event))(state, event, stamped)
