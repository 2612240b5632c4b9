"""What stands in the lists of a browsing page: as many as a hand has no trouble with, the rest on further pages."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from visit.held.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.model import Item
    from catalogue.published import Elsewhere
    from catalogue.region import Branch, Tree
    from visit.held.machine import Machine
    from visit.held.visit import Visit
    from visit.state import State

Listed = TypeVar("Listed")

ON_A_PAGE = 8
"""At most: a longer list is shared evenly among its pages, nine things as five and four."""
ON_A_SEARCH_PAGE = 4
"""Beside the keys."""
ON_A_BOARD = 5
"""Lines of a published list: read from some steps away."""
NOTICES_ON_A_BOARD = 3
"""Each is two or three lines."""
MOST_FOUND = 24
"""Nobody turns more pages than this fills; a few letters more say it better."""
OFTEN = 3
"""Items on the home page, beside four trees and the search; fewer beside more trees."""
LONGEST_SEARCH = 40
SEARCH_KEYS = "pinyin"

_MOST = {Page.SEARCH: ON_A_SEARCH_PAGE, Page.ELSEWHERE: ON_A_BOARD, Page.OUTLETS: ON_A_BOARD}
_ALWAYS_SO_MANY = {Page.TREE, Page.SEARCH}
"""Names of branches are short, and what is found shares its page with the keys, however many there are."""


def search_words(visit: Visit) -> str:
    """What is searched by: the words chosen, and the letters behind them as they are (strokes say nothing yet)."""
    letters = visit.composing if visit.composing.isalpha() else ""
    return visit.browsing.typed + letters


def trees(machine: Machine) -> tuple[Tree, ...]:
    """Those that hold something here."""
    return tuple(one for one in machine.catalogue.region.trees if branches(machine, one))


def branches(machine: Machine, tree: Tree) -> tuple[Branch, ...]:
    return tuple(one for one in tree.branches if items_of(machine, one))


def items_of(machine: Machine, branch: Branch) -> tuple[Item, ...]:
    """Of one branch, in its order; a terminal need not carry all."""
    found = (machine.item(one) for one in branch.items)
    return tuple(one for one in found if one is not None)


def tree_of(machine: Machine, name: str) -> Tree | None:
    return next((one for one in trees(machine) if one.id == name), None)


def branch_of(tree: Tree, name: str) -> Branch | None:
    return next((one for one in tree.branches if one.id == name), None)


def voice_branch(machine: Machine) -> Branch | None:
    """The branch with the item whose cases are tickets: there people say what did not work."""
    if not machine.catalogue.region.handovers:
        return None
    for _, branch in machine.catalogue.region.branches():
        if any(one.hand_over for one in items_of(machine, branch)):
            return branch
    return None


def often(machine: Machine) -> tuple[Item, ...]:
    """What is most used at this kind of outlet; where nothing is said of the kind, the first of what can be done here."""
    wanted = machine.catalogue.region.favourites.get(machine.around.kind, ())
    found = [one for one in map(machine.item, wanted) if one is not None]
    complete = [one for one in machine.items if one.complete]
    return tuple((found or complete)[: min(OFTEN, ON_A_PAGE - 1 - len(trees(machine)))])


def elsewhere(machine: Machine) -> tuple[Elsewhere, ...]:
    """What is not done in this hall."""
    published = machine.catalogue.region.published
    return published.elsewhere if published is not None else ()


def list_of(state: State) -> tuple[Item, ...]:
    """The whole list of a page with items."""
    looking = state.here.browsing
    if state.page is Page.SEARCH:
        found = (state.machine.item(one) for one in looking.found)
        return tuple(one for one in found if one is not None)
    tree = tree_of(state.machine, looking.tree)
    branch = branch_of(tree, looking.branch) if tree is not None else None
    return items_of(state.machine, branch) if branch is not None else ()


def shown_of(state: State, listed: Sequence[Listed]) -> Sequence[Listed]:
    """The part of a page's list that is turned up."""
    most = _most(state)
    many = most if state.page is Page.SEARCH else ceil(len(listed) / _pages(len(listed), most))
    first = turned_of(state) * many
    return listed[first : first + many]


def turned_of(state: State) -> int:
    """How far the list of this page is turned."""
    return state.here.outlets.turned if state.page is Page.OUTLETS else state.here.browsing.turned


def pages_of(state: State) -> int:
    """How many pages the list of this page has."""
    return _pages(_length(state), _most(state))


def _length(state: State) -> int:
    if state.page is Page.OUTLETS:
        return len(state.machine.around.reaches)
    if state.page is Page.ELSEWHERE:
        return len(elsewhere(state.machine))
    if state.page is Page.SEARCH:
        return len(state.here.browsing.found)
    tree = tree_of(state.machine, state.here.browsing.tree)
    if state.page is Page.TREE:
        return len(branches(state.machine, tree)) if tree is not None else 0
    return len(list_of(state))


def _most(state: State) -> int:
    """Things on a page of this list, as the resident is served."""
    usual = _MOST.get(state.page, ON_A_PAGE)
    return usual if state.page in _ALWAYS_SO_MANY else state.comfort.fewer(usual)


def from_the_first(state: State) -> State:
    """Where a page holds another number of things, what was turned to is not what it was."""
    if state.visit is None:
        return state
    visit = state.visit
    turned = visit.browsing.turned if state.page in _ALWAYS_SO_MANY else 0
    return state.with_visit(
        browsing=replace(visit.browsing, turned=turned),
        outlets=replace(visit.outlets, turned=0),
        appointing=replace(visit.appointing, turned=0),
    )


def _pages(count: int, most: int) -> int:
    return max(1, ceil(count / most))
