"""Who may apply: asked whenever the resident goes on, and told at once with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_pages
from visit.held.page import Over, Page
from visit.held.trouble import Trouble
from visit.moves import go, next_page
from visit.situation import bars, records_shown
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import GoBack, GoNext, JumpTo, QueryAnswered, QueryFailed, Stamped, TryAgain
    from visit.state import State


def go_on(state: State, stamped: Stamped) -> Turn:
    """One page on, unless it is decided by now that this applicant may not."""
    if bars(state, stamped.wall.date()):
        return go(state.with_visit(barred_from=state.page), Page.NOT_ELIGIBLE)
    return next_page(state)


def change(state: State, event: GoBack, stamped: Stamped) -> Turn:
    """Back to where it was decided. What stands there can be changed, or another card laid down."""
    visit = state.here
    back = visit.barred_from
    if back is Page.RECORDS and not records_shown(visit.chosen, visit.records):
        back = Page.IDENTIFY
    return go(state, back)


def change_answer(state: State, event: JumpTo, stamped: Stamped) -> Turn:
    """To the question that decided it; from there the way goes on as before."""
    visit = state.here
    for number, page in enumerate(asked_pages(visit.chosen, visit.answers)):
        if any(field.id == event.field for field in page.fields):
            again = visit.back_to_check or visit.barred_from in {Page.CHECK, Page.SIGN}
            return go(state.with_visit(form_at=number, back_to_check=again), Page.FORM)
    return stay(state)


def records_answered(state: State, event: QueryAnswered, stamped: Stamped) -> Turn:
    """What is on record may decide it at once; with nothing to show, the way goes on by itself."""
    state = state.with_visit(records=event.answer, trouble=None)
    if state.over in {Over.STILL_THERE, Over.ASK_EXIT}:
        return stay(state)
    if bars(state, stamped.wall.date()) or not records_shown(state.here.chosen, event.answer):
        return go_on(state, stamped)
    return stay(state)


def records_failed(state: State, event: QueryFailed, stamped: Stamped) -> Turn:
    if state.here.records is not None:
        return stay(state)
    return stay(state.with_visit(trouble=Trouble(event.code, event.action)))


def ask_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    return go(state, Page.RECORDS) if state.here.trouble is not None else stay(state)


def records_seen(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """Nobody waits for a department that does not answer: the office looks when it decides."""
    visit = state.here
    return go_on(state, stamped) if visit.records is not None or visit.trouble is not None else stay(state)
