"""Finding an item: trees, branches, and typing what one is looking for. 返回 leads one step up, from a guide as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.held.page import Page
from visit.lists import MOST_FOUND, branch_of, pages_of, search_words, tree_of
from visit.moves import go
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import (
        GoBack,
        OpenBranch,
        OpenElsewhere,
        OpenSearch,
        OpenTree,
        Stamped,
        TurnPage,
    )
    from visit.state import State


def open_tree(state: State, event: OpenTree, stamped: Stamped) -> Turn:
    if tree_of(state.machine, event.tree) is None:
        return stay(state)
    return go(_looking(state, tree=event.tree, branch="", turned=0), Page.TREE)


def open_branch(state: State, event: OpenBranch, stamped: Stamped) -> Turn:
    tree = tree_of(state.machine, state.here.browsing.tree)
    if tree is None or branch_of(tree, event.branch) is None:
        return stay(state)
    turned = state.here.browsing.turned
    return go(_looking(state, branch=event.branch, turned=0, tree_turned=turned), Page.BRANCH)


def open_elsewhere(state: State, event: OpenElsewhere, stamped: Stamped) -> Turn:
    if state.machine.catalogue.region.published is None:
        return stay(state)
    turned = state.here.browsing.turned
    return go(_looking(state, turned=0, tree_turned=turned), Page.ELSEWHERE)


def open_search(state: State, event: OpenSearch, stamped: Stamped) -> Turn:
    return go(_looking(state, typed="", found=(), turned=0), Page.SEARCH)


def turn_page(state: State, event: TurnPage, stamped: Stamped) -> Turn:
    turned = state.here.browsing.turned + event.by
    if not 0 <= turned < pages_of(state):
        return stay(state)
    return stay(_looking(state, turned=turned))


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    """One step up, to the very page of the list that was left."""
    if state.page in {Page.BRANCH, Page.ELSEWHERE, Page.VOICE}:
        return go(_looking(state, turned=state.here.browsing.tree_turned), Page.TREE)
    if state.page in {Page.TREE, Page.SEARCH, Page.CODE}:
        return go(state, Page.HOME)
    state, effects = go(state, Page(state.here.browsing.chosen_on))
    return (searched(state, state.here.browsing.turned) if state.page is Page.SEARCH else state), effects


# --- typing: the keys are in write.py ------------------------------------------------------------


def put_search(state: State, text: str) -> State:
    return searched(_looking(state, typed=text))


def searched(state: State, turned: int = 0) -> State:
    """What is found for the words chosen and the letters behind them: who finds it by these need not choose."""
    found = state.machine.catalogue.find(search_words(state.here))[:MOST_FOUND]
    return _looking(state, found=tuple(one.id for one in found), turned=turned)


def _looking(state: State, **changes: object) -> State:
    return state.with_visit(browsing=replace(state.here.browsing, **changes))  # type: ignore[arg-type]
