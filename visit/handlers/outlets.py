"""附近网点: opened from a tree or from an item that is closed here, turned over, and left; and the hub's news of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.nearby import Reports
from visit.held.outlet_list import OutletList
from visit.held.page import Page
from visit.lists import pages_of
from visit.moves import go
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import GoBack, OpenOutlets, OutletsHeard, Stamped, TurnPage
    from visit.state import State


def open_outlets(state: State, event: OpenOutlets, stamped: Stamped) -> Turn:
    if not state.machine.around.reaches:
        return stay(state)
    return go(state.with_visit(outlets=OutletList(str(state.page))), Page.OUTLETS)


def turn_page(state: State, event: TurnPage, stamped: Stamped) -> Turn:
    looking = state.here.outlets
    turned = looking.turned + event.by
    if not 0 <= turned < pages_of(state):
        return stay(state)
    return stay(state.with_visit(outlets=replace(looking, turned=turned)))


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return go(state, Page(state.here.outlets.opened_on))


def heard(state: State, event: OutletsHeard, stamped: Stamped) -> Turn:
    """Nobody's page changes under their hands but in what it says of other outlets."""
    known = {} if event.news.whole else state.machine.reports.terminals
    terminals = {**known, **{one.terminal_id: one for one in event.news.terminals}}
    reports = Reports(terminals, heard_at=state.at)
    return stay(replace(state, machine=replace(state.machine, reports=reports)))
