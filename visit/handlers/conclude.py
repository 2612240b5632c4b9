"""From submission to farewell: what is shown as done is done, and nothing is shown before it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract.codes import NEEDS_REASONS
from visit.effects import AcceptCase, Effect, RenderDocument, SyncNow
from visit.hand_over import unfinished
from visit.handlers import card_pin
from visit.handlers.confirm import case_facts
from visit.held.page import Over, Page
from visit.held.trouble import STORE_SILENT, Trouble
from visit.moves import go
from visit.papers import CERTIFICATE, print_papers, under_way
from visit.turn import Turn, also, stay

if TYPE_CHECKING:
    from visit.events import (
        CaseAccepted,
        CaseAnswered,
        CaseNotAccepted,
        CaseSetAside,
        DocumentRendered,
        GoNext,
        GoOnWithout,
        Stamped,
        TryAgain,
        Wiped,
    )
    from visit.state import State


def waits_for_answer(state: State) -> bool:
    """Whether the resident waits here: for the department's document, or for what its rules decide at once."""
    visit = state.visit
    return (
        visit is not None
        and visit.item is not None
        and (visit.item.certificate is not None or bool(visit.item.rules.instant))
        and not visit.accepted_offline
        and visit.answer is None
        and not visit.waiting_ended
    )


def case_accepted(state: State, event: CaseAccepted, stamped: Stamped) -> Turn:
    visit = state.here
    if event.key != visit.key:
        return stay(state)
    state = state.with_visit(
        number=event.number, accepted_at=event.accepted_at, proof=event.proof, trouble=None
    )
    turn = stay(state) if waits_for_answer(state) else card_pin.answered(state)
    return also(turn, SyncNow())


def case_not_accepted(state: State, event: CaseNotAccepted, stamped: Stamped) -> Turn:
    """A no to a repeated order, after a yes to the first, takes nothing back."""
    if event.key != state.here.key or state.here.number:
        return stay(state)
    return stay(state.with_visit(trouble=Trouble(event.code, event.action)))


def accept_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """The same confirmation, so the same key: should the first have reached the disk, there is still one case."""
    visit = state.here
    if visit.trouble is None or visit.number:
        return stay(state)
    state = replace(state.with_visit(trouble=None), entered_at=state.at)
    return stay(state, AcceptCase(case_facts(state)))


def back_to_signing(state: State, event: GoOnWithout, stamped: Stamped) -> Turn:
    """The disk said no: nothing was accepted, everything filled in is still there.

    After mere silence there is no way back: a second signature would make a second case of one that is on disk.
    """
    visit = state.here
    if visit.trouble in {None, STORE_SILENT} or visit.number:
        return stay(state)
    return go(state, Page.CHECK if visit.chosen.needs.anonymous else Page.SIGN)


def case_answered(state: State, event: CaseAnswered, stamped: Stamped) -> Turn:
    visit = state.visit
    if visit is not None and visit.handing is not None and event.answer.key == visit.handing.behind.key:
        return stay(state.with_visit(handing=replace(visit.handing, missed=event.answer)))
    if visit is None or event.answer.key != visit.key:
        return stay(state)  # an earlier resident's case: the store has it
    late = visit.answer is not None
    answer = event.answer
    if visit.answer is not None and not answer.documents and answer.state not in NEEDS_REASONS:
        answer = answer.model_copy(
            update={"documents": visit.answer.documents}
        )  # a later word brings no papers
    if answer.card_pin is not None and state.page is not Page.SUBMITTING:
        answer = answer.model_copy(update={"card_pin": None})  # nobody waits with the card any more
    state = state.with_visit(answer=answer)
    effects: tuple[Effect, ...] = tuple(RenderDocument(document) for document in event.answer.documents)
    if state.page is Page.SUBMITTING and visit.number and not late:
        return also(card_pin.answered(state), *effects)
    if state.page is Page.RESULT and not late:
        return also(print_papers(state, (CERTIFICATE,)), *effects)
    return stay(state, *effects)


def case_set_aside(state: State, event: CaseSetAside, stamped: Stamped) -> Turn:
    """The hub would not take it; the case stays on disk, staff see it, the resident is told honestly."""
    visit = state.visit
    if visit is None or event.key != visit.key:
        return stay(state)
    state = state.with_visit(waiting_ended=True, set_aside=True)
    return card_pin.to_result(state) if state.page is Page.SUBMITTING and visit.number else stay(state)


def document_rendered(state: State, event: DocumentRendered, stamped: Stamped) -> Turn:
    visit = state.visit
    if visit is None or visit.answer is None:
        return stay(state)
    if all(document.document_id != event.document_id for document in visit.answer.documents):
        return stay(state)
    return stay(state.with_visit(pictures={**visit.pictures, event.document_id: event.picture}))


def result_seen(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """A paper on its way out is waited for: the next resident shall not find it."""
    if under_way(state):
        return stay(state)
    if unfinished(state):
        return stay(replace(state, over=Over.ASK_EXIT))
    return go(state, Page.RATING)


def wiped(state: State, event: Wiped, stamped: Stamped) -> Turn:
    return stay(replace(state, wiped=True))
