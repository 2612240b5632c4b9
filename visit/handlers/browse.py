"""Before an item begins: attract, home, guide, consent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract.case import Consent
from visit.held.browsing import Browsing
from visit.held.page import BROWSING_PAGES, Over, Page
from visit.held.visit import Visit
from visit.held.writing import Writing
from visit.lists import search_words
from visit.moves import go, next_page, previous_page
from visit.offers import offer
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import Agree, Begin, ChooseItem, GoBack, GoNext, OpenLanguages, SetLanguage, Stamped
    from visit.state import State


def begin(state: State, event: Begin, stamped: Stamped) -> Turn:
    return go(replace(state, language=_offered(state, event.language)), Page.HOME)


def set_language(state: State, event: SetLanguage, stamped: Stamped) -> Turn:
    over = Over.NOTHING if state.over is Over.LANGUAGES else state.over
    return stay(replace(state, language=_offered(state, event.language), over=over))


def _offered(state: State, language: str) -> str:
    return language if language in state.machine.languages else state.language


def open_languages(state: State, event: OpenLanguages, stamped: Stamped) -> Turn:
    """Not over another question: that one wants its answer first."""
    return stay(replace(state, over=Over.LANGUAGES) if state.over is Over.NOTHING else state)


def choose_item(state: State, event: ChooseItem, stamped: Stamped) -> Turn:
    """Paper, cover, line and disk are looked at here, before the resident gives anything."""
    item = state.machine.item(event.item_id)
    if item is None:
        return stay(state)
    known = state.visit.applicant if state.visit is not None else None
    looked = state.visit.browsing if state.visit is not None else Browsing()
    if state.page in BROWSING_PAGES:
        # Letters that found it without a word being chosen stay as they are, to be found again on the way back.
        looked = replace(looked, chosen_on=str(state.page), typed=search_words(state.here))
    # One identification serves several items of the same visit; nothing else passes from item to item.
    writing = state.visit.writing if state.visit is not None else Writing()
    state = replace(state, visit=Visit(item=item, applicant=known, browsing=looked, writing=writing))
    return go(state, Page.GUIDE if offer(state.machine, item, stamped.wall).open else Page.CLOSED_ITEM)


def go_next(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return next_page(state)


def go_back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return previous_page(state)


def agree(state: State, event: Agree, stamped: Stamped) -> Turn:
    agreed = state.here.chosen.consent
    assert agreed is not None
    consent = Consent(text_version=agreed.version, agreed_at=stamped.wall)
    return next_page(state.with_visit(consent=consent))
