"""办不成事: to whom, what they are told, and back to where it stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.handover_checks import TARGET, TOLD
from contract.case import Consent
from visit.effects import Effect, ReadIdCard, ReadSocialCard
from visit.events import CaseAnswered
from visit.hand_over import ON_A_PAGE, may_hand_over, targets, ticket_item
from visit.handlers import conclude
from visit.handlers.fill import set_answer
from visit.held.page import IDLE_PAGES, Page
from visit.held.visit import HandOver, Visit
from visit.lists import voice_branch
from visit.moves import go, next_page
from visit.offers import offer
from visit.papers import under_way
from visit.turn import Turn, also, ignore_late, stay

if TYPE_CHECKING:
    from visit.events import (
        ChooseWindow,
        GoBack,
        GoNext,
        LeaveHandOver,
        OpenHandOver,
        OpenVoice,
        Stamped,
        Toggled,
        TurnPage,
    )
    from visit.state import State


def open_voice(state: State, event: OpenVoice, stamped: Stamped) -> Turn:
    return go(state, Page.VOICE) if voice_branch(state.machine) is not None else stay(state)


def open_hand_over(state: State, event: OpenHandOver, stamped: Stamped) -> Turn:
    """The visit stays behind as it is. A touch that was made on another page carries what stood there: it is late."""
    item = ticket_item(state.machine)
    if item is None or event.page != state.page or not may_hand_over(state):
        return ignore_late(state, event, stamped)
    left = _left(state)
    handing = HandOver(left, state.page, event.lines, frozenset(one.id for one in event.lines))
    state, effects = go(state, Page.HAND_OVER)
    state = replace(state, visit=Visit(item=item, handing=handing, browsing=left.browsing))
    if not event.target or not offer(state.machine, item).open:
        return state, effects
    return also(_to(state, event.target), *effects)


def _left(state: State) -> Visit:
    """What can be returned to. A PIN is not kept for so long, and what is signed is what was read last."""
    if state.visit is None:
        return Visit()
    strokes = () if state.page is Page.SIGN else state.visit.strokes
    return replace(
        state.visit, card=state.visit.card.without_digits(), strokes=strokes, confirmed_by_key=False
    )


def choose_window(state: State, event: ChooseWindow, stamped: Stamped) -> Turn:
    """Where nothing more can be taken in, the list tells whom to ring up instead."""
    if not offer(state.machine, state.here.chosen).open:
        return stay(state)
    return _to(state, event.target)


def _to(state: State, target: str) -> Turn:
    field = next(one for one in state.here.chosen.fields() if one.id == TARGET)
    if all(one.id != target for one in field.choices):
        return stay(state)
    return next_page(set_answer(state, field, target))


def turn_page(state: State, event: TurnPage, stamped: Stamped) -> Turn:
    handing = state.here.handing
    assert handing is not None
    turned = handing.turned + event.by
    if not 0 <= turned * ON_A_PAGE < len(targets(state)):
        return stay(state)
    return stay(state.with_visit(handing=replace(handing, turned=turned)))


def toggle(state: State, event: Toggled, stamped: Stamped) -> Turn:
    handing = state.here.handing
    assert handing is not None
    if event.field != TOLD or all(one.id != event.choice for one in handing.lines):
        return stay(state)
    return stay(state.with_visit(handing=replace(handing, kept=handing.kept ^ {event.choice})))


def agreed(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """What stays ticked goes along, and nothing else; without a line the form asks for a few words."""
    visit = state.here
    assert visit.handing is not None
    assert visit.chosen.consent is not None
    field = next(one for one in visit.chosen.fields() if one.id == TOLD)
    text = visit.handing.told(field.maximum or 0)
    state = set_answer(state, field, text or None)
    consent = Consent(text_version=visit.chosen.consent.version, agreed_at=stamped.wall)
    return next_page(state.with_visit(consent=consent, typed={**state.here.typed, TOLD: text}))


def leave(state: State, event: GoBack | LeaveHandOver, stamped: Stamped) -> Turn:
    """Back to where it stopped, with everything that was there; nobody's page is left by the farewell."""
    handing = state.here.handing
    if handing is None or under_way(state):
        return stay(state)
    if handing.page in IDLE_PAGES:
        return go(state, Page.FAREWELL)
    behind = handing.behind
    state = replace(state, page=handing.page, visit=behind, entered_at=state.at, touched_at=state.at)
    effects: list[Effect] = []
    if state.page is Page.IDENTIFY and behind.applicant is None:
        effects.append(ReadIdCard())
    if state.page is Page.SOCIAL_CARD and behind.card.card is None:
        effects.append(ReadSocialCard())
    if handing.missed is None:
        return state, tuple(effects)
    return also(conclude.case_answered(state, CaseAnswered(handing.missed), stamped), *effects)
