"""The ways to be served, from any page: nothing that was filled in is lost by choosing one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.held.page import Over, Page
from visit.lists import ON_A_PAGE, from_the_first
from visit.moves import go
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import CloseComfort, OpenComfort, SetComfort, Stamped
    from visit.state import State


def set_comfort(state: State, event: SetComfort, stamped: Stamped) -> Turn:
    """On the start page this also begins the visit: 长辈版 is one tap."""
    before, state = state, replace(state, comfort=state.comfort.with_wish(event.wish, on=event.on))
    if before.comfort.fewer(ON_A_PAGE) != state.comfort.fewer(ON_A_PAGE):
        state = from_the_first(state)
    if event.on and state.page is Page.ATTRACT and state.over is Over.NOTHING:
        return go(state, Page.HOME)
    return stay(state)


def open_comfort(state: State, event: OpenComfort, stamped: Stamped) -> Turn:
    """Not over another question: that one wants its answer first."""
    return stay(replace(state, over=Over.COMFORT) if state.over is Over.NOTHING else state)


def close_comfort(state: State, event: CloseComfort, stamped: Stamped) -> Turn:
    return stay(replace(state, over=Over.NOTHING))
