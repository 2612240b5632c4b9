"""要带的东西: ticking the cases that are theirs, and printing the list. It needs neither line nor hub."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.checklist import answered, cases
from visit.both import in_both
from visit.checklist_slip import checklist_slip
from visit.effects import PrintSlip
from visit.held.page import Page
from visit.held.paper import Paper, Printing
from visit.held.takeaway import TakeAway
from visit.held.trouble import Trouble
from visit.moves import go
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import GoBack, OpenChecklist, PrintChecklist, Stamped, ToggleCase
    from visit.state import State

PRINTER = "receipt_printer"


def open_checklist(state: State, event: OpenChecklist, stamped: Stamped) -> Turn:
    """What was answered by now is ticked already."""
    ticked = answered(state.here.chosen, state.here.answers, state.language)
    return go(state.with_visit(takeaway=TakeAway(str(state.page), ticked)), Page.CHECKLIST)


def toggle_case(state: State, event: ToggleCase, stamped: Stamped) -> Turn:
    """Another case makes another list: a slip of before is not of this one."""
    now = state.here.takeaway
    if event.case not in {one.id for one in cases(state.here.chosen, state.language)}:
        return stay(state)
    return stay(state.with_visit(takeaway=TakeAway(now.opened_on, now.ticked ^ {event.case})))


def print_checklist(state: State, event: PrintChecklist, stamped: Stamped) -> Turn:
    """One slip a list: again only where the printer did not say that it came out."""
    now = state.here.takeaway
    busy = now.slip is not None and not now.slip.in_question
    if busy or PRINTER not in state.machine.usable():
        return stay(state)
    tries = now.slip.tries + 1 if now.slip is not None else 1
    job = f"{stamped.fresh_id}/guide/{tries}"
    slip = Paper(Printing.PRINTING, tries, state.at)
    order = PrintSlip(job, in_both(state, checklist_slip))
    return stay(state.with_visit(takeaway=replace(now, job=job, slip=slip)), order)


def ended(state: State, job: str, printing: Printing, trouble: Trouble | None) -> State:
    """What the printer said of the slip; of any other job nothing changes."""
    now = state.here.takeaway
    if now.slip is None or now.job != job:
        return state
    return state.with_visit(takeaway=replace(now, slip=replace(now.slip, printing=printing, trouble=trouble)))


def given_up(state: State) -> State:
    """The printer has been silent for too long."""
    trouble = Trouble("timeout", "site_keeper")
    return ended(state, state.here.takeaway.job, Printing.NOT_CONFIRMED, trouble)


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return go(state, Page(state.here.takeaway.opened_on))
