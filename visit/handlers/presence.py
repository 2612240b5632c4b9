"""Time: is somebody still there, and every deadline of every page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit import card_writing, pickup
from visit.effects import CloseHelpCall, Note, Wipe
from visit.hand_over import unfinished
from visit.handlers import takeaway
from visit.handlers.appointment import appointment_due, appointment_late
from visit.handlers.card_pin import to_result
from visit.handlers.cases import cases_due, cases_late
from visit.handlers.conclude import waits_for_answer
from visit.handlers.pickup import due as of_a_box
from visit.handlers.scan import failed
from visit.handlers.upkeep import left
from visit.held.comfort import USUAL
from visit.held.page import IDLE_PAGES, RATING_PAGES, UNDECIDED_PAGES, Over, Page
from visit.held.trouble import STORE_SILENT, Trouble
from visit.moves import go
from visit.offers import any_open
from visit.papers import given_up, under_way
from visit.resting import turn_s
from visit.takeaway import slip_due
from visit.turn import Turn, also, stay

if TYPE_CHECKING:
    from visit.events import AskExit, ConfirmExit, KeepGoing, Stamped, TimePassed, Touched
    from visit.held.delays import Delays
    from visit.state import State

READING_PAGES = frozenset(
    {
        Page.GUIDE,
        Page.CHECKLIST,
        Page.CONSENT,
        Page.CHECK,
        Page.SUBMITTING,
        Page.CARD_WRITING,
        Page.RESULT,
        Page.CLOSED_ITEM,
        Page.CASES,
        Page.CASE,
        Page.OUTLETS,
        Page.NOT_ELIGIBLE,
        Page.HAND_OVER,
        Page.HAND_OVER_TOLD,
        Page.RECORDS,
        Page.SCAN,
        Page.PREVIEW,
        Page.APPOINTMENT,
        Page.TICKET_SHOWN,
        Page.VERIFY,
        Page.BOX,
    }
)
NEVER = float("inf")


def touched(state: State, event: Touched, stamped: Stamped) -> Turn:
    return stay(state)


def ask_exit(state: State, event: AskExit, stamped: Stamped) -> Turn:
    """Ask only when something would be lost; never while a case is on its way to the disk."""
    visit = state.visit
    begun = visit is not None and (visit.applicant is not None or bool(visit.answers))
    if (begun and state.page in UNDECIDED_PAGES) or unfinished(state):
        return stay(replace(state, over=Over.ASK_EXIT))
    return go(state, Page.FAREWELL)


def confirm_exit(state: State, event: ConfirmExit, stamped: Stamped) -> Turn:
    return go(state, Page.FAREWELL)


def keep_going(state: State, event: KeepGoing, stamped: Stamped) -> Turn:
    return stay(replace(state, over=Over.NOTHING, touched_at=state.at))


def idle_limit(state: State) -> float:
    """Seconds without a touch until the terminal asks; longer where people read, or wait for a helper."""
    delays = state.machine.delays
    if state.help is not None and state.page not in IDLE_PAGES:
        return delays.help_idle_s
    if state.page in RATING_PAGES:
        usual = delays.rating_s
    else:
        usual = delays.reading_idle_s if state.page in READING_PAGES else delays.idle_s
    return usual * more_time(state)


def more_time(state: State) -> float:
    """How many times the usual time is given: to listen to a page takes longer than to look at it."""
    return 3.0 if state.comfort.spoken else 2.0 if state.comfort.elder else 1.0


def still_there_s(state: State) -> float:
    """Seconds to answer 还在吗."""
    return state.machine.delays.still_there_s * more_time(state)


def next_deadline(state: State) -> float:
    """Monotonic time at which `TimePassed` must come at the latest; never infinite while somebody could be there."""
    return min(_page_deadline(state), _help_deadline(state))


def _page_deadline(state: State) -> float:
    delays = state.machine.delays
    page = state.page
    if page is Page.STARTING:
        return state.entered_at + delays.starting_s
    if page in {Page.ATTRACT, Page.OUT_OF_SERVICE}:
        return state.at + turn_s(state)
    if page is Page.FAREWELL:
        return state.entered_at + _farewell_s(state)
    if page is Page.SUBMITTING and state.here.trouble is None:
        return state.entered_at + _submit_s(state)
    if page is Page.CARD_WRITING and state.here.card.trouble is None:
        return card_writing.deadline(state)
    if page is Page.BOX and state.over is not Over.STILL_THERE:
        return min(state.touched_at + idle_limit(state), pickup.deadline(state))
    if state.over is Over.STILL_THERE:
        # The seconds left are shown: one turn a second, no more.
        return min(state.at + 1.0, state.asked_at + still_there_s(state))
    waiting = state.entered_at + _query_s(state) if _query_open(state) else NEVER
    paper = min(under_way(state).values(), default=NEVER) if page is Page.RESULT else NEVER
    if page is Page.CHECKLIST:
        paper = slip_due(state)
    return min(
        state.touched_at + idle_limit(state),
        waiting,
        paper,
        _picture_due(state),
        appointment_due(state),
        cases_due(state),
    )


def _help_deadline(state: State) -> float:
    """A help panel left open with nobody's visit behind it closes by itself."""
    if state.help is None or state.page not in IDLE_PAGES:
        return NEVER
    return state.touched_at + state.machine.delays.help_idle_s


def _submit_s(state: State) -> float:
    delays = state.machine.delays
    return delays.answer_s if state.here.number else delays.accept_s


def _farewell_s(state: State) -> float:
    delays: Delays = state.machine.delays
    if state.machine.card_left:
        return delays.card_left_s
    return delays.farewell_s * more_time(state)


def _picture_due(state: State) -> float:
    scanning = state.visit.scanning if state.visit is not None else None
    if state.page is not Page.SCAN or scanning is None or scanning.order is None:
        return NEVER
    return scanning.ordered_at + state.machine.delays.scan_s


def _query_open(state: State) -> bool:
    visit = state.visit
    if visit is None or visit.trouble is not None:
        return False
    unanswered = {Page.PREVIEW: visit.preview, Page.RECORDS: visit.records}
    return state.page in unanswered and unanswered[state.page] is None


def _query_s(state: State) -> float:
    delays = state.machine.delays
    return delays.records_s if state.page is Page.RECORDS else delays.query_s


def time_passed(state: State, event: TimePassed, stamped: Stamped) -> Turn:
    """Whatever is due now, most urgent first; a turn that comes early changes nothing but the clock."""
    if _help_deadline(state) <= state.at:
        return _help_forgotten(state)
    by_page = _DUE.get(state.page, _idle_due)
    return by_page(state)


def _help_forgotten(state: State) -> Turn:
    """Somebody called from an idle page and left: what was said must not meet the next one."""
    assert state.help is not None
    key = state.help.key
    state = replace(
        state, over=Over.NOTHING, help=None, language=state.machine.languages[0], comfort=USUAL, wiped=False
    )
    return stay(state, CloseHelpCall(key), Wipe())


def _starting_due(state: State) -> Turn:
    """Devices that have not reported by now are down; what works is offered."""
    if state.at < state.entered_at + state.machine.delays.starting_s:
        return stay(state)
    return go(state, Page.ATTRACT)


def _rest_due(state: State) -> Turn:
    """Whoever looked at the start page in another language and went away leaves it as it was."""
    page = Page.ATTRACT if any_open(state.machine) else Page.OUT_OF_SERVICE
    left = state.help is None and state.touched_at + idle_limit(state) <= state.at
    if left:
        state = replace(state, language=state.machine.languages[0], comfort=USUAL)
        if state.over in {Over.COMFORT, Over.LANGUAGES}:
            state = replace(state, over=Over.NOTHING)
    return stay(replace(state, page=page))


def _farewell_due(state: State) -> Turn:
    if state.at < state.entered_at + _farewell_s(state):
        return stay(state)
    notes = [Note("card_left_behind")] if state.machine.card_left else []
    if not state.wiped:
        notes.append(Note("not_wiped", "the screen never said that it was cleared"))
    return also(go(state, Page.ATTRACT), *notes)


def _submitting_due(state: State) -> Turn:
    if state.here.trouble is not None:
        return _idle_due(state)
    if state.at < state.entered_at + _submit_s(state):
        return stay(state)
    if not state.here.number:
        # The resident waited and touched nothing: the time to answer 还在吗 begins now.
        return stay(replace(state.with_visit(trouble=STORE_SILENT), touched_at=state.at))
    assert waits_for_answer(state)
    return to_result(state.with_visit(waiting_ended=True))


def _writing_due(state: State) -> Turn:
    """A reader that has said nothing for so long is not waited for; the resident chooses what now."""
    if state.here.card.trouble is not None:
        return _idle_due(state)
    if state.at < card_writing.deadline(state):
        return stay(state)
    return stay(replace(card_writing.failed(state, "timeout", "site_keeper"), touched_at=state.at))


def _idle_due(state: State) -> Turn:
    if state.over is Over.STILL_THERE:
        if state.at < state.asked_at + still_there_s(state):
            return stay(state)
        return go(state, Page.FAREWELL)
    if _query_open(state) and state.at >= state.entered_at + _query_s(state):
        return stay(state.with_visit(trouble=Trouble("timeout_unknown", "nobody")))
    if _picture_due(state) <= state.at:
        scanning = state.here.scanning
        assert scanning is not None
        return stay(state.with_visit(scanning=failed(scanning, Trouble("timeout", "site_keeper"))))
    if state.page is Page.CHECKLIST and slip_due(state) <= state.at:
        return stay(takeaway.given_up(state))
    for until, late in ((appointment_due, appointment_late), (cases_due, cases_late)):
        if until(state) <= state.at:
            return stay(late(state))
    if state.page is Page.RESULT and any(until <= state.at for until in under_way(state).values()):
        return stay(given_up(state))
    if state.at < state.touched_at + idle_limit(state):
        return stay(state)
    if state.page in RATING_PAGES:
        return go(state, Page.FAREWELL)
    return stay(replace(state, over=Over.STILL_THERE, asked_at=state.at))


def _box_due(state: State) -> Turn:
    """A locker that has said nothing for so long is not waited for; an open door is spoken of again."""
    after = of_a_box(state) if state.over is not Over.STILL_THERE else None
    return stay(after) if after is not None else _idle_due(state)


def _staff_due(state: State) -> Turn:
    """Nobody is asked whether they are still there: whoever went away leaves no open door behind."""
    if state.at < state.touched_at + idle_limit(state):
        return stay(state)
    return left(state)


_DUE = {
    Page.BOX: _box_due,
    Page.STARTING: _starting_due,
    Page.STAFF_DOOR: _staff_due,
    Page.MAINTENANCE: _staff_due,
    Page.CLOSURE: _staff_due,
    Page.ATTRACT: _rest_due,
    Page.OUT_OF_SERVICE: _rest_due,
    Page.FAREWELL: _farewell_due,
    Page.SUBMITTING: _submitting_due,
    Page.CARD_WRITING: _writing_due,
}
