"""What the printers say, and what the resident does about a paper that did not come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.handlers import takeaway
from visit.handlers.appointment import slip_ended
from visit.handlers.cases import own_ended
from visit.handlers.talk import help_job
from visit.held.paper import Printing
from visit.held.trouble import Trouble
from visit.papers import PAPERS, in_question, job_id, paper, print_copy, print_papers
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import AskCopy, GoOnWithout, Printed, PrintFailed, Stamped, TryAgain
    from visit.state import State

DOUBTFUL = frozenset({"not_confirmed", "timeout", "disconnected", "driver_bug"})
"""Failures of a print after which nobody but the resident knows whether the paper came out."""


def printed(state: State, event: Printed, stamped: Stamped) -> Turn:
    return _ended(state, event.job_id, Printing.PRINTED, None)


def print_failed(state: State, event: PrintFailed, stamped: Stamped) -> Turn:
    """Doubt is told apart: the paper may have come out, so only the resident can say."""
    ended = Printing.NOT_CONFIRMED if event.code in DOUBTFUL else Printing.FAILED
    return _ended(state, event.job_id, ended, Trouble(event.code, event.action))


def _ended(state: State, job: str, ended: Printing, trouble: Trouble | None) -> Turn:
    if state.help is not None and job == help_job(state.help):
        return stay(replace(state, help=replace(state.help, printing=ended)))
    if state.visit is not None:
        state = takeaway.ended(state, job, ended, trouble)
    state = slip_ended(state, job, ended, trouble)
    state = own_ended(state, job, ended, trouble)
    visit = state.visit
    if visit is None or visit.key is None:
        return stay(state)
    name = next((one for one in PAPERS if job.startswith(f"{visit.key}/{one}/")), "")
    if not name:
        return stay(state)
    # A late yes counts, of whichever try: the resident holds a paper. A late no tells nothing new.
    now = paper(state, name)
    news = ended is Printing.PRINTED or (now.printing is Printing.PRINTING and job == job_id(state, name))
    return stay(state.with_visit(**{name: replace(now, printing=ended, trouble=trouble)}) if news else state)


def ask_copy(state: State, event: AskCopy, stamped: Stamped) -> Turn:
    return print_copy(state)


def print_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """Only a paper that is known or feared not to have come out is printed again."""
    return print_papers(state, in_question(state))


def without_paper(state: State, event: GoOnWithout, stamped: Stamped) -> Turn:
    for name in in_question(state):
        left_out = replace(paper(state, name), printing=Printing.LEFT_OUT, trouble=None)
        state = state.with_visit(**{name: left_out})
    return stay(state)
