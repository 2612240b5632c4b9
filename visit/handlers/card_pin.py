"""The social security card: put in, given a new PIN typed twice, and written once the case is approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.pin_rules import DIGITS, pin_fault
from contract.card_pin import CardReport
from visit.card_writing import OF_ANOTHER, begin, enter_new_pin, failed, job_id, to_be_written, with_card
from visit.effects import ReadSocialCard, ReportCard
from visit.handlers.eligible import go_on
from visit.held.card_work import CardStep, CardTrouble, CardWork
from visit.held.page import Page
from visit.moves import go, previous_page
from visit.turn import Turn, also, stay

if TYPE_CHECKING:
    from visit.events import (
        CardStepDone,
        CardStepFailed,
        GoBack,
        GoNext,
        GoOnWithout,
        PinKey,
        SocialCardRead,
        SocialCardTrouble,
        Stamped,
        TryAgain,
    )
    from visit.held.visit import Visit
    from visit.state import State

# --- the card is put in -----------------------------------------------------------------------------


def card_read(state: State, event: SocialCardRead, stamped: Stamped) -> Turn:
    """Only the applicant's own card is taken; another one is told, and the next one waited for."""
    visit = state.here
    if visit.card.card is not None or visit.applicant is None:
        return stay(state)
    if event.id_number.upper() != visit.applicant.id_number.upper():
        trouble = CardTrouble(OF_ANOTHER, "resident")
        return stay(with_card(state, reading=trouble), ReadSocialCard())
    return stay(with_card(state, card=event.card, reading=None))


def card_trouble(state: State, event: SocialCardTrouble, stamped: Stamped) -> Turn:
    """Say what to do and go on reading: the resident need not touch anything to try again."""
    if state.here.card.card is not None:
        return stay(state)
    return stay(with_card(state, reading=CardTrouble(event.code, event.action)), ReadSocialCard())


def read_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """Another card of theirs."""
    return stay(state.with_visit(card=CardWork()), ReadSocialCard())


def card_seen(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return go_on(state, stamped) if state.here.card.card is not None else stay(state)


# --- the new PIN ------------------------------------------------------------------------------------


def pin_key(state: State, event: PinKey, stamped: Stamped) -> Turn:
    typed = state.here.card.typed
    if event.key == "delete":
        return stay(with_card(state, typed=typed[:-1]))
    if event.key == "clear":
        return stay(with_card(state, typed=""))
    if len(event.key) != 1 or not event.key.isascii() or not event.key.isdigit() or len(typed) >= DIGITS:
        return stay(state)
    return stay(with_card(state, typed=typed + event.key, fault=""))


def pin_typed(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """The first time it is looked at, the second time compared; what is not taken is typed anew."""
    visit = state.here
    work = visit.card
    assert visit.applicant is not None
    fault = pin_fault(work.typed, visit.applicant.id_number)
    if not work.first:
        if fault is not None:
            return stay(with_card(state, typed="", fault=str(fault)))
        return stay(with_card(state, first=work.typed, typed="", fault=""))
    if len(work.typed) < DIGITS:
        return stay(with_card(state, fault=str(fault)))
    if work.typed != work.first:
        return stay(with_card(state, typed="", first="", fault="differs"))
    return go_on(with_card(state, pin=work.typed, typed="", first="", fault=""), stamped)


def pin_back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    """From the second time to the first."""
    if state.here.card.first:
        return enter_new_pin(state)
    return previous_page(state)


# --- the writing ------------------------------------------------------------------------------------


def answered(state: State) -> Turn:
    """The department has answered, or nobody waits any longer: to the card if it may be written now, else to the end."""
    return go(state, Page.CARD_WRITING) if to_be_written(state) else to_result(state)


def to_result(state: State) -> Turn:
    """The digits have no more use, neither the resident's nor those of the one-time PIN."""
    visit = state.here
    answer = visit.answer
    if answer is not None and answer.card_pin is not None:
        answer = answer.model_copy(update={"card_pin": None})
    told = _report(visit)
    turn = go(state.with_visit(card=visit.card.without_digits(), answer=answer), Page.RESULT)
    return also(turn, told) if told is not None else turn


def _report(visit: Visit) -> ReportCard | None:
    """Only of a card that was to be written: the hub let it, and does not know what became of it."""
    work, answer = visit.card, visit.answer
    if answer is None or answer.card_pin is None:
        return None
    code = "" if work.written else work.trouble.code if work.trouble is not None else "not_begun"
    report = CardReport(case_key=answer.key, written=work.written, touched=work.touched, code=code)
    return ReportCard(report)


def step_done(state: State, event: CardStepDone, stamped: Stamped) -> Turn:
    work = state.here.card
    if event.job_id != job_id(state) or work.trouble is not None:
        return stay(state)
    state = with_card(state, touched=True)
    if work.step is CardStep.SCRIPT:
        return begin(state, CardStep.CHANGE)
    if work.step is CardStep.CHANGE:
        return begin(state, CardStep.TEST)
    return to_result(with_card(state, written=True))


def step_failed(state: State, event: CardStepFailed, stamped: Stamped) -> Turn:
    """A script that the card calls used up: its PIN was changed before, though nobody heard of it. So it is tried."""
    work = state.here.card
    if event.job_id != job_id(state) or work.trouble is not None:
        return stay(state)
    if work.step is CardStep.SCRIPT and event.code == "script_used":
        return begin(with_card(state, touched=True), CardStep.TEST)
    return stay(failed(state, event.code, event.action))


def write_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    return go(state, Page.CARD_WRITING) if state.here.card.trouble is not None else stay(state)


def without_writing(state: State, event: GoOnWithout, stamped: Stamped) -> Turn:
    return to_result(state) if state.here.card.trouble is not None else stay(state)
