"""我办的事: whose cases, which there are, one of them, and what can be done about it here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract import receipt_proof
from contract.case_number import parse
from outcome import Ok
from visit.effects import FetchCaseForm, FetchPaper, PrintDocument, ReadIdCard, SendWithdrawal
from visit.held.browsing import Browsing
from visit.held.page import Page
from visit.held.paper import Paper, Printing
from visit.held.progress import Progress
from visit.held.trouble import Trouble
from visit.held.visit import Visit
from visit.mending import begun
from visit.moves import go
from visit.offers import offer
from visit.progress import asked, due, opened, pages_of, with_progress
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from contract.progress import CaseProgress
    from visit.events import (
        AskWithdraw,
        CaseFormGiven,
        CaseWithdrawn,
        GoBack,
        GoNext,
        KeepCase,
        MendCase,
        OpenCase,
        OpenCases,
        PaperGiven,
        PrintPaper,
        ProgressFailed,
        ProgressTold,
        Stamped,
        TryAgain,
        TurnPage,
        WithdrawCase,
    )
    from visit.state import State


JOB = "own"
"""Begins the id of every job that prints a paper of an own case. Nothing of a person: printers show it."""
PRINTER = "document_printer"


# --- the way there ------------------------------------------------------------------------------


def open_cases(state: State, event: OpenCases, stamped: Stamped) -> Turn:
    return _look(state.with_visit(progress=Progress()), stamped)


def on_receipt(state: State, text: str, stamped: Stamped) -> Turn:
    """The code of a receipt, or the bar code of its number. Where nobody was asked for a name it is enough; of every
    other case it only says which one to open, once the applicant's card was read.
    """
    read = receipt_proof.read(text)
    if not isinstance(read, Ok):
        number = parse(text.strip().upper())
        return _look(state.with_visit(progress=Progress(wanted=str(number) if number else "")), stamped)
    statement = read.value.statement
    item = state.machine.item(statement.item_id)
    wanted = str(statement.number)
    if item is not None and not item.needs.anonymous:
        return _look(state.with_visit(progress=Progress(wanted=wanted)), stamped)
    return _look(state.with_visit(progress=Progress(wanted=wanted, receipt=text.strip())), stamped)


def _look(state: State, stamped: Stamped) -> Turn:
    """With the line down it is said at once: nobody lays down a card for nothing."""
    if not state.machine.line_up:
        return go(with_progress(state, order=None, trouble=Trouble("line_down", "nobody")), Page.CASES)
    if state.here.applicant is None and not state.here.progress.receipt:
        return go(state, Page.CASES_CARD)
    state, effects = go(state, Page.CASES)
    state, ask = asked(state, stamped.fresh_id)
    return state, (*effects, *ask)


def read_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """Another person's card."""
    gone = Progress(wanted=state.here.progress.wanted)
    return stay(state.with_visit(applicant=None, reading=None, progress=gone), ReadIdCard())


def identified(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return _look(state, stamped) if state.here.applicant is not None else stay(state)


def home(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return go(state.with_visit(progress=Progress()), Page.HOME)


# --- the list -----------------------------------------------------------------------------------


def told(state: State, event: ProgressTold, stamped: Stamped) -> Turn:
    progress = state.here.progress
    if event.order != progress.order:
        return stay(state)
    state = with_progress(state, order=None, answer=event.answer)
    wanted = progress.wanted
    found = next((one for one in event.answer.cases if wanted in one.numbers), None) if wanted else None
    if found is None:
        return stay(with_progress(state, missed=bool(wanted), wanted=""))
    return go(with_progress(state, key=found.key, wanted=""), Page.CASE)


def failed(state: State, event: ProgressFailed, stamped: Stamped) -> Turn:
    """Also of what was asked about one case: what was done is shown only when the hub said so."""
    progress = state.here.progress
    if event.order != progress.order:
        return stay(state)
    state = with_progress(state, order=None, printing="", asking=False)
    if event.code == "needs_identity":
        return go(with_progress(state, receipt=""), Page.CASES_CARD)
    return stay(with_progress(state, trouble=Trouble(event.code, event.action)))


def ask_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    progress = state.here.progress
    return _look(state, stamped) if progress.order is None and progress.trouble is not None else stay(state)


def turn_page(state: State, event: TurnPage, stamped: Stamped) -> Turn:
    turned = state.here.progress.turned + event.by
    if not 0 <= turned < pages_of(state.here.progress):
        return stay(state)
    return stay(with_progress(state, turned=turned))


def open_case(state: State, event: OpenCase, stamped: Stamped) -> Turn:
    state = with_progress(state, key=event.key, asking=False, told="", trouble=None)
    return go(state, Page.CASE) if opened(state) is not None else stay(with_progress(state, key=None))


# --- one case -----------------------------------------------------------------------------------


def close_case(state: State, event: GoBack, stamped: Stamped) -> Turn:
    """To the list, as it is now; what is on its way is no longer waited for."""
    progress = state.here.progress
    if progress.receipt:
        return home(state, event, stamped)
    if progress.told or progress.trouble is not None:
        return _look(with_progress(state, told="", trouble=None), stamped)
    return go(with_progress(state, order=None, printing="", key=None, asking=False), Page.CASES)


def mend(state: State, event: MendCase, stamped: Stamped) -> Turn:
    """The form is asked for; everything else follows when it is here."""
    one, visit = opened(state), state.here
    if one is None or visit.applicant is None or visit.progress.order is not None:
        return stay(state)
    if not (one.supplementable if event.supplement else one.mendable):
        return stay(state)
    state = _ordered(state, stamped)
    return stay(state, FetchCaseForm(stamped.fresh_id, visit.applicant, one.key, supplement=event.supplement))


def form_given(state: State, event: CaseFormGiven, stamped: Stamped) -> Turn:
    """From here on nothing needs the line: what is handed in goes its way like any case."""
    visit = state.here
    if event.order != visit.progress.order:
        return stay(state)
    item = state.machine.item(event.form.item_id)
    if item is None or not offer(state.machine, item).open:
        return stay(with_progress(state, order=None, trouble=Trouble("not_here", "nobody")))
    mending, filled_in = begun(item, event.form, supplement=event.supplement)
    again = Visit(item=item, applicant=visit.applicant, browsing=Browsing(), mending=mending)
    return go(replace(state, visit=replace(again, **filled_in)), Page.CONSENT)  # type: ignore[arg-type]


def ask_withdraw(state: State, event: AskWithdraw, stamped: Stamped) -> Turn:
    one = opened(state)
    able = one is not None and one.withdrawable and state.here.progress.order is None
    return stay(with_progress(state, asking=True, trouble=None)) if able else stay(state)


def keep_case(state: State, event: KeepCase, stamped: Stamped) -> Turn:
    return stay(with_progress(state, asking=False))


def withdraw(state: State, event: WithdrawCase, stamped: Stamped) -> Turn:
    one, visit = opened(state), state.here
    if one is None or visit.applicant is None or not visit.progress.asking:
        return stay(state)
    if visit.progress.order is not None:
        return stay(state)
    return stay(_ordered(state, stamped), SendWithdrawal(stamped.fresh_id, visit.applicant, one.key))


def withdrawn(state: State, event: CaseWithdrawn, stamped: Stamped) -> Turn:
    if event.order != state.here.progress.order:
        return stay(state)
    return stay(with_progress(_put(state, event.case), order=None, asking=False, told="cases.withdrawn"))


def _put(state: State, now: CaseProgress) -> State:
    """The case as the hub tells it now, in the place where it stood."""
    answer = state.here.progress.answer
    if answer is None:
        return state
    cases = tuple(now if one.key == now.key else one for one in answer.cases)
    return with_progress(state, answer=answer.model_copy(update={"cases": cases}))


def _ordered(state: State, stamped: Stamped) -> State:
    return with_progress(state, order=stamped.fresh_id, ordered_at=state.at, trouble=None, told="")


# --- papers -------------------------------------------------------------------------------------


def print_paper(state: State, event: PrintPaper, stamped: Stamped) -> Turn:
    one, visit = opened(state), state.here
    if one is None or visit.applicant is None or visit.progress.order is not None:
        return stay(state)
    if PRINTER not in state.machine.usable() or under_way(state) < float("inf"):
        return stay(state)
    if all(paper.document_id != event.document_id for paper in one.papers):
        return stay(state)
    state = with_progress(_ordered(state, stamped), printing=event.document_id)
    return stay(state, FetchPaper(stamped.fresh_id, visit.applicant, event.document_id))


def paper_given(state: State, event: PaperGiven, stamped: Stamped) -> Turn:
    progress = state.here.progress
    document = event.paper.document
    if event.order != progress.order or document.document_id != progress.printing:
        return stay(state)
    tries = progress.papers.get(document.document_id, Paper()).tries + 1
    paper = Paper(Printing.PRINTING, tries, state.at)
    state = with_progress(
        state, order=None, printing="", papers={**progress.papers, document.document_id: paper}
    )
    return stay(state, PrintDocument(job_of(document.document_id, tries), document))


def job_of(document_id: str, tries: int) -> str:
    return f"{JOB}/{document_id}/{tries}"


def own_ended(state: State, job: str, ended: Printing, trouble: Trouble | None) -> State:
    """What the printer said of a paper of an own case; a late yes counts, of whichever try."""
    visit = state.visit
    if visit is None or not job.startswith(f"{JOB}/"):
        return state
    document = job.split("/")[1]
    paper = visit.progress.papers.get(document)
    if paper is None:
        return state
    newest = paper.printing is Printing.PRINTING and job == job_of(document, paper.tries)
    if ended is not Printing.PRINTED and not newest:
        return state
    now = replace(paper, printing=ended, trouble=trouble)
    return with_progress(state, papers={**visit.progress.papers, document: now})


def under_way(state: State) -> float:
    """Monotonic time at which the paper that is printed now is given up; infinite while there is none."""
    visit = state.visit
    papers = visit.progress.papers.values() if visit is not None else ()
    asked_at = [one.asked_at for one in papers if one.printing is Printing.PRINTING]
    return min(asked_at, default=float("inf")) + state.machine.delays.certificate_s


def cases_due(state: State) -> float:
    """Monotonic time at which the hub, or a printer, is not waited for any longer on these pages."""
    return min(due(state), under_way(state)) if state.page in {Page.CASES, Page.CASE} else float("inf")


def cases_late(state: State) -> State:
    """Of a question nobody knows what became of it: of a withdrawal too, so the case is looked at anew."""
    if under_way(state) <= state.at:
        papers = {
            name: replace(one, printing=Printing.NOT_CONFIRMED, trouble=Trouble("timeout", "site_keeper"))
            if one.printing is Printing.PRINTING
            else one
            for name, one in state.here.progress.papers.items()
        }
        state = with_progress(state, papers=papers)
    if due(state) <= state.at:
        silent = Trouble("timeout_unknown", "nobody")
        state = with_progress(state, order=None, printing="", asking=False, trouble=silent)
    return state
