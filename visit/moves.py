"""Going from page to page: what entering and leaving a page always brings with it, said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.answers import asked_pages
from catalogue.model import DeviceAct, Handling, Item
from contract.query import Query
from visit.card_writing import enter_new_pin, enter_social_card, enter_writing, writes_now
from visit.effects import (
    AskHub,
    ClaimDevices,
    CloseHelpCall,
    Effect,
    ListenForCodes,
    ReadIdCard,
    ReleaseDevices,
    SendRating,
    StopListening,
    StopReading,
    Wipe,
)
from visit.hand_over import first_page
from visit.held.browsing import Browsing
from visit.held.comfort import USUAL
from visit.held.page import IDLE_PAGES, ITEM_PAGES, LISTENING_PAGES, Over, Page
from visit.held.pickup import PickUp
from visit.held.visit import Visit
from visit.judgement import DECIDED
from visit.offers import any_open
from visit.papers import print_papers
from visit.pickup import leaving
from visit.scanning import dropped
from visit.situation import asks_records, records_shown
from visit.typed import TYPED_KINDS

if TYPE_CHECKING:
    from contract.case import Applicant
    from visit.state import State
    from visit.turn import Turn


def go(state: State, page: Page) -> Turn:
    """Enter a page. The clock of idleness starts anew."""
    effects: list[Effect] = []
    if (
        state.page in {Page.IDENTIFY, Page.APPOINT_WHO, Page.CASES_CARD, Page.SOCIAL_CARD}
        and page is not state.page
    ):
        effects.append(StopReading())
    if page not in LISTENING_PAGES and state.page in LISTENING_PAGES:
        effects.append(StopListening())
    if state.page in IDLE_PAGES and page not in IDLE_PAGES:
        effects.append(ClaimDevices())
        state = replace(state, visit=Visit(), wiped=False)
    if state.page is Page.SIGN and page is not Page.SUBMITTING:
        # What is signed is what was read last: going back asks for a new signature.
        state = state.with_visit(strokes=(), confirmed_by_key=False)
    if state.page is Page.RATING_WHY and page is Page.FAREWELL:
        # Also when they just walk away: the grade was their own choice.
        effects.append(_send_rating(state))
    if state.visit is not None and state.visit.scans and not state.visit.number and page not in ITEM_PAGES:
        # Left without a case: no page that was laid under the camera stays behind.
        effects += dropped(state.visit)
        state = state.with_visit(scans={}, scanning=None)
    if state.visit is not None and state.visit.handing is not None and page not in ITEM_PAGES:
        # The ticket is the end of it: what was left behind is left for good.
        behind = state.visit.handing.behind
        effects += dropped(behind) if not behind.number else ()
        state = state.with_visit(handing=None)
    if state.page is Page.BOX and page is not Page.BOX:
        effects += leaving(state)
        state = state.with_visit(pickup=PickUp())
    # A call for help goes on while the page behind it changes by itself.
    over = Over.HELP if state.over is Over.HELP and page is not Page.FAREWELL else Over.NOTHING
    state = replace(state, page=page, over=over, entered_at=state.at, touched_at=state.at)
    if state.visit is not None:
        writing = state.visit.writing.put_down()
        state = state.with_visit(
            trouble=None, shown_problems=False, composing="", candidates=(), writing=writing
        )
    entering = _ENTERING.get(page)
    if entering is not None:
        state, more = entering(state)
        effects += more
    if page in LISTENING_PAGES:
        effects.append(ListenForCodes())
    return state, tuple(effects)


def _send_rating(state: State) -> SendRating:
    visit = state.here
    assert visit.rating is not None
    return SendRating(
        visit.rating.key,
        visit.number or None,
        visit.rating.grade,
        visit.rating.rated_at,
        item_id=visit.item.id if visit.item is not None else "",
        tags=visit.rating.tags,
    )


def _enter_identify(state: State) -> Turn:
    if state.here.applicant is not None:
        return state, ()
    return state.with_visit(reading=None), (ReadIdCard(),)


def _enter_form(state: State) -> Turn:
    """Where typing comes first the field is active at once, so that the keys are there without a touch. Where something is
    to be chosen before, they wait: keys and the field in sight would leave that out of sight.
    """
    visit = state.here
    if visit.item is None:
        return state, ()
    pages = asked_pages(visit.item, visit.answers)
    at = min(visit.form_at, len(pages) - 1)
    fields = pages[at].fields if pages else ()
    empty = [field for field in fields if field.id not in visit.answers]
    first = [field.id for field in (*empty, *fields)[:1] if field.kind in TYPED_KINDS]
    return state.with_visit(form_at=at, active="".join(first)), ()


def _enter_preview(state: State) -> Turn:
    visit = state.here
    assert visit.applicant is not None
    return state.with_visit(preview=None), (_ask_hub(visit, visit.applicant),)


def _enter_records(state: State) -> Turn:
    """Asked once: who goes back finds what was answered."""
    visit = state.here
    assert visit.applicant is not None
    return state, () if visit.records is not None else (_ask_hub(visit, visit.applicant),)


def _ask_hub(visit: Visit, applicant: Applicant) -> AskHub:
    return AskHub(
        Query(
            item_id=visit.chosen.id,
            item_version=visit.chosen.version,
            applicant=applicant,
            answers=dict(visit.answers),
        )
    )


def _enter_farewell(state: State) -> Turn:
    """The end, however it came: from this instant on no state of ours holds the person."""
    effects: list[Effect] = [StopReading(), ReleaseDevices(), Wipe()]
    if state.help is not None:
        effects.insert(0, CloseHelpCall(state.help.key))
    return replace(state, visit=None, help=None, language=state.machine.languages[0], wiped=False), tuple(
        effects
    )


def _enter_attract(state: State) -> Turn:
    """Back to nobody's visit, or out of service when no item at all can be done.

    A call made while starting or at the farewell is still somebody's call: it goes on, in that person's language.
    """
    page = Page.ATTRACT if any_open(state.machine) else Page.OUT_OF_SERVICE
    if state.help is None:
        state = replace(state, language=state.machine.languages[0], comfort=USUAL)
    return replace(state, page=page, visit=None), ()


def _enter_home(state: State) -> Turn:
    """Whoever is at the beginning again looks for something else."""
    return state.with_visit(browsing=Browsing()), ()


_ENTERING = {
    Page.HOME: _enter_home,
    Page.IDENTIFY: _enter_identify,
    Page.CASES_CARD: _enter_identify,
    Page.APPOINT_WHO: _enter_identify,
    Page.RECORDS: _enter_records,
    Page.FORM: _enter_form,
    Page.PREVIEW: _enter_preview,
    Page.SOCIAL_CARD: enter_social_card,
    Page.NEW_PIN: enter_new_pin,
    Page.CARD_WRITING: enter_writing,
    Page.RESULT: print_papers,
    Page.FAREWELL: _enter_farewell,
    Page.ATTRACT: _enter_attract,
}


# --- the order of an item's pages ---------------------------------------------------------------

CARD_PAGES = (Page.SOCIAL_CARD, Page.NEW_PIN)
CHANGED_ON = frozenset({Page.FORM, Page.MATERIALS, Page.HAND_OVER, Page.HAND_OVER_TOLD})
"""Where 修改 leads to, and from where it leads back to the check."""


def way_of(item: Item) -> tuple[Page, ...]:
    """The pages that this item goes through, in order; form pages count as one here."""
    if item.handling is Handling.GUIDE:
        return (Page.GUIDE,)
    pages = [Page.GUIDE, Page.CONSENT]
    if not item.needs.anonymous:
        pages.append(Page.IDENTIFY)
    if asks_records(item):
        pages.append(Page.RECORDS)
    if item.form:
        pages.append(Page.FORM)
    if any(material.way in DECIDED for material in item.materials):
        pages.append(Page.MATERIALS)
    if item.preview:
        pages.append(Page.PREVIEW)
    if item.act is DeviceAct.CARD_PIN:
        pages += CARD_PAGES
    # Who need not say who they are signs nothing.
    signing = () if item.needs.anonymous else (Page.SIGN,)
    return (*pages, Page.CHECK, *signing, Page.SUBMITTING, Page.RESULT)


def _way(visit: Visit) -> tuple[Page, ...]:
    """Of a ticket the window is chosen first; what the page said is agreed to line by line where it said something."""
    way = way_of(visit.chosen)
    if visit.mending is not None:
        # Whose it is was asked before; and who only hands in later what was put off has filled in the form.
        left_out = {Page.IDENTIFY} | ({Page.FORM} if visit.mending.supplement else set())
        return tuple(page for page in way if page not in left_out)
    if visit.handing is None:
        return way
    return (Page.HAND_OVER, Page.HAND_OVER_TOLD if visit.handing.lines else Page.CONSENT, *way[2:])


def _first(visit: Visit) -> int:
    """The first page of the form that was not answered before it."""
    if visit.handing is None:
        return 0
    return first_page(
        visit, ([field.id for field in page.fields] for page in asked_pages(visit.chosen, visit.answers))
    )


def next_page(state: State) -> Turn:
    """One page on, form pages one by one."""
    visit = state.here
    if state.page is Page.FORM and not visit.back_to_check:
        last = len(asked_pages(visit.chosen, visit.answers)) - 1
        if visit.form_at < last:
            return go(state.with_visit(form_at=visit.form_at + 1), Page.FORM)
    way = _way(visit)
    if visit.back_to_check and state.page in CHANGED_ON:
        state = state.with_visit(back_to_check=False)
        return go(state, Page.PREVIEW if visit.chosen.preview else Page.CHECK)
    if state.page is way[-1]:
        return go(state, Page.HOME)
    here = state.page if state.page in way else Page.CONSENT
    following = way[way.index(here) + 1]
    while _passed_over(state, following):
        following = way[way.index(following) + 1]
    return go(state.with_visit(form_at=_first(visit)) if following is Page.FORM else state, following)


def previous_page(state: State) -> Turn:
    """One page back; before the guide lies the home page."""
    visit = state.here
    if visit.item is None or state.page is Page.GUIDE:
        return go(state, Page.HOME)
    if visit.back_to_check and state.page in CHANGED_ON:
        # A changed answer has outdated what the department showed: it is looked up again before the check.
        outdated = visit.item.preview and visit.preview is None
        return go(state.with_visit(back_to_check=False), Page.PREVIEW if outdated else Page.CHECK)
    if state.page is Page.FORM and visit.form_at > _first(visit):
        return go(state.with_visit(form_at=visit.form_at - 1), Page.FORM)
    way = _way(visit)
    before = way[way.index(state.page if state.page in way else Page.CONSENT) - 1]
    while before in CARD_PAGES and not writes_now(state):
        before = way[way.index(before) - 1]
    if before is Page.RECORDS and not records_shown(visit.item, visit.records):
        before = way[way.index(before) - 1]
    if before is Page.FORM:
        state = state.with_visit(form_at=len(asked_pages(visit.item, visit.answers)) - 1)
    return go(state, before)


def _passed_over(state: State, page: Page) -> bool:
    if page in CARD_PAGES:
        return not writes_now(state)
    return page is Page.RECORDS and _nothing_to_ask(state)


def _nothing_to_ask(state: State) -> bool:
    """With the line down the office looks later; what was answered and shows nothing needs no page."""
    visit = state.here
    if visit.records is None:
        return not state.machine.line_up
    return not records_shown(visit.chosen, visit.records)
