"""What a handler gives back, and the few ways there are to say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from visit.effects import Effect, Note
from visit.events import Stamped
from visit.state import State

Turn = tuple[State, tuple[Effect, ...]]
Handler = Callable[[State, Any, Stamped], Turn]
"""(state, event, its envelope) -> turn. Pure."""


def stay(state: State, *effects: Effect) -> Turn:
    return state, effects


def also(turn: Turn, *effects: Effect) -> Turn:
    """The same turn with more effects after its own."""
    return turn[0], (*turn[1], *effects)


def ignore_late(state: State, event: object, stamped: Stamped) -> Turn:
    """A touch that belongs to a page already left: nothing happens, staff can see that it came."""
    return state, (Note("late_touch", f"{type(event).__name__} on {state.page}/{state.over}"),)


def ignore_stale(state: State, event: object, stamped: Stamped) -> Turn:
    """News for a visit or a page that is over; it must not enter the next one."""
    return state, (Note("stale_news", f"{type(event).__name__} on {state.page}"),)
