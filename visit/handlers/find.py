"""Finding an item: trees, branches, and typing what one is looking for. 返回 leads one step up, from a guide as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.effects import LookUpPinyin
from visit.lists import LONGEST_SEARCH, MOST_FOUND, SEARCH_KEYS, branch_of, pages_of, tree_of
from visit.moves import go
from visit.state import Page, State
from visit.turn import Turn, stay
from visit.typed import LONGEST_PINYIN, is_character

if TYPE_CHECKING:
    from visit.events import (
        GoBack,
        KeyPressed,
        OpenBranch,
        OpenElsewhere,
        OpenSearch,
        OpenTree,
        PickCandidate,
        Stamped,
        TurnPage,
    )


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
    return (_searched(state, state.here.browsing.turned) if state.page is Page.SEARCH else state), effects


# --- typing -------------------------------------------------------------------------------------


def key_pressed(state: State, event: KeyPressed, stamped: Stamped) -> Turn:
    visit, typed = state.here, state.here.browsing.typed
    if event.key == "clear":
        return stay(_searched(_looking(state, typed="").with_visit(composing="", candidates=())))
    if event.key == "delete" and visit.composing:
        return _compose(state, visit.composing[:-1])
    if event.key == "delete":
        return stay(_searched(_looking(state, typed=typed[:-1])))
    if not is_character(event.key, SEARCH_KEYS):
        return stay(state)
    if event.key.isascii() and event.key.isalpha():
        return _compose(state, (visit.composing + event.key)[:LONGEST_PINYIN])
    if visit.composing:
        return stay(state)
    return stay(_searched(_looking(state, typed=(typed + event.key)[:LONGEST_SEARCH])))


def pick_candidate(state: State, event: PickCandidate, stamped: Stamped) -> Turn:
    visit = state.here
    if (event.word, event.used) not in visit.candidates:
        return stay(state)
    state = _looking(state, typed=(visit.browsing.typed + event.word)[:LONGEST_SEARCH])
    return _compose(state, visit.composing[event.used :])


def _compose(state: State, letters: str) -> Turn:
    """Letters are looked for as they are: who finds the item by them need not choose a word."""
    state = _searched(state.with_visit(composing=letters, candidates=()))
    return stay(state, LookUpPinyin(letters)) if letters else stay(state)


def _searched(state: State, turned: int = 0) -> State:
    visit = state.here
    found = state.machine.catalogue.find(visit.browsing.typed + visit.composing)[:MOST_FOUND]
    return _looking(state, found=tuple(one.id for one in found), turned=turned)


def _looking(state: State, **changes: object) -> State:
    return state.with_visit(browsing=replace(state.here.browsing, **changes))  # type: ignore[arg-type]
