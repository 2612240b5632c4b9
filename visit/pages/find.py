"""Trees, branches and the search: eight things on a page at most, and the page turned over rather than scrolled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.events import FocusField, OpenBranch, OpenElsewhere, OpenOutlets, OpenVerify, OpenVoice
from visit.lists import (
    ON_A_PAGE,
    ON_A_SEARCH_PAGE,
    SEARCH_KEYS,
    branch_of,
    branches,
    elsewhere,
    items_of,
    list_of,
    often,
    pages_of,
    search_words,
    shown_of,
    tree_of,
    turned_of,
    voice_branch,
)
from visit.offers import offer
from visit.pages import paging
from visit.pages.board import elsewhere_parts, elsewhere_row
from visit.pages.cases import means_own_cases, own_cases_tile
from visit.pages.idle import item_tile
from visit.pages.keys import clearing, composed, keyboard
from visit.views import Button, EntryQuestion, ListBody, Mark, Pager, PublishedBody, SearchBody, Tile
from wording import say
from wording.forms import in_a_row

if TYPE_CHECKING:
    from catalogue.region import Branch
    from visit.state import State


def tree(state: State) -> ListBody:
    language = state.language
    shown = tree_of(state.machine, state.here.browsing.tree)
    assert shown is not None
    listed = shown_of(state, branches(state.machine, shown))
    tiles = tuple(_branch_tile(state, one) for one in listed)
    if shown.checks_papers and state.here.browsing.turned == pages_of(state) - 1 and len(tiles) < ON_A_PAGE:
        tiles = (*tiles, own_cases_tile(language))
    if _outlets_here(state) and len(tiles) < ON_A_PAGE:
        tiles = (*tiles, _outlets_tile(state))
    if _ends_here(state) and len(tiles) < ON_A_PAGE:
        tiles = (*tiles, _elsewhere_tile(state))
    if _has_voice(state) and len(tiles) < ON_A_PAGE:
        tiles = (*tiles, _voice_tile(state))
    if shown.checks_papers and state.here.browsing.turned == pages_of(state) - 1 and len(tiles) < ON_A_PAGE:
        tiles = (*tiles, _verify_tile(state))
    return ListBody(shown.name.to(language), shown.summary.to(language), tiles, pager(state))


def _branch_tile(state: State, one: Branch) -> Tile:
    language = state.language
    items = items_of(state.machine, one)
    closed = sum(not offer(state.machine, item, state.wall).open for item in items)
    names = in_a_row([item.names.plain.to(language) for item in items[:2]], language)
    more = say(language, "find.and_more", names=names, count=len(items)) if len(items) > 2 else names
    key = "find.closed_all" if closed == len(items) else "find.closed_some"
    return Tile(
        id=one.id,
        title=one.name.to(language),
        subtitle=more,
        mark=Mark.WARNING if closed else Mark.NONE,
        reason=say(language, key, count=closed) if closed else "",
        event=OpenBranch(one.id),
    )


def _ends_here(state: State) -> bool:
    """Whether the list of what is done elsewhere stands after the branches now shown."""
    published, looking = state.machine.catalogue.region.published, state.here.browsing
    if published is None or published.tree != looking.tree or not published.elsewhere:
        return False
    return looking.turned == pages_of(state) - 1


def _elsewhere_tile(state: State) -> Tile:
    language, found = state.language, elsewhere(state.machine)
    names = say(language, "find.and_more", names=found[0].name.to(language), count=len(found))
    return Tile("elsewhere", say(language, "find.elsewhere"), names, Mark.NONE, "", OpenElsewhere())


def _verify_tile(state: State) -> Tile:
    language = state.language
    told = say(language, "verify.summary")
    return Tile("verify", say(language, "verify.title"), told, Mark.NONE, "", OpenVerify())


def _outlets_here(state: State) -> bool:
    """Whether the list of outlets stands after the branches now shown."""
    known, looking = state.machine.catalogue.region.outlets, state.here.browsing
    if known is None or known.tree != looking.tree or not state.machine.around.reaches:
        return False
    return looking.turned == pages_of(state) - 1


def _outlets_tile(state: State) -> Tile:
    title, text = say(state.language, "outlets.title"), say(state.language, "outlets.summary")
    return Tile("outlets", title, text, Mark.NONE, "", OpenOutlets())


def _has_voice(state: State) -> bool:
    """Whether people say on this tree what did not work; after its last branch."""
    shown, said = tree_of(state.machine, state.here.browsing.tree), voice_branch(state.machine)
    last = state.here.browsing.turned == pages_of(state) - 1
    return shown is not None and said in shown.branches and last


def _voice_tile(state: State) -> Tile:
    language = state.language
    return Tile(
        "report", say(language, "voice.tile"), say(language, "voice.tile_note"), Mark.NONE, "", OpenVoice()
    )


def elsewhere_list(state: State) -> PublishedBody:
    """To be read in one's own time; the same list as on the attract page."""
    published = state.machine.catalogue.region.published
    assert published is not None
    language = state.language
    rows = [elsewhere_row(one, language) for one in shown_of(state, elsewhere(state.machine))]
    whole = elsewhere_parts(state, published)[0]()
    return PublishedBody(replace(whole, rows=tuple(rows), page=""), pager(state))


def branch(state: State) -> ListBody:
    language, looking = state.language, state.here.browsing
    above = tree_of(state.machine, looking.tree)
    shown = branch_of(above, looking.branch) if above is not None else None
    assert above is not None
    assert shown is not None
    tiles = tuple(item_tile(state, one) for one in shown_of(state, list_of(state)))
    return ListBody(shown.name.to(language), above.name.to(language), tiles, pager(state))


def search(state: State) -> SearchBody:
    language, visit = state.language, state.here
    asked = search_words(visit)
    found = len(visit.browsing.found)
    key = "find.found" if found else "find.nothing" if asked else "find.hint"
    status = say(language, key, count=found)
    not_here = state.machine.catalogue.not_here.find(asked)
    if not_here is not None:
        told = elsewhere_row(not_here, language)
        status = say(language, "find.not_here", name=told.label, why=told.note, where=told.value)
    entry = EntryQuestion(
        id="search",
        question=say(language, "find.question"),
        hint="",
        purpose="",
        shown=visit.browsing.typed,
        composing=composed(visit.composing),
        active=True,
        focus=Button("focus:search", say(language, "find.question"), FocusField("search"), enabled=False),
        clear=clearing(state, "search", visit.browsing.typed, SEARCH_KEYS),
    )
    suggested = () if asked else often(state.machine)
    return SearchBody(
        entry=entry,
        keys=keyboard(SEARCH_KEYS, state),
        status=status,
        tiles=_with_own_cases(state, tuple(item_tile(state, one) for one in shown_of(state, list_of(state)))),
        pager=pager(state),
        often=say(language, "home.often") if suggested else "",
        suggested=tuple(item_tile(state, one) for one in suggested),
    )


def _with_own_cases(state: State, tiles: tuple[Tile, ...]) -> tuple[Tile, ...]:
    """Whoever types 进度 or 补正 looks for a case, not for an item."""
    meant = means_own_cases(search_words(state.here))
    return (own_cases_tile(state.language), *tiles) if meant and len(tiles) < ON_A_SEARCH_PAGE else tiles


def pager(state: State) -> Pager | None:
    """Of the list of this page."""
    return paging.pager(state.language, turned_of(state), pages_of(state))
