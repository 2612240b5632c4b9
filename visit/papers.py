"""The papers of a case: the receipt (收件凭证), and on A4, where there is such a printer, the department's document and a
copy (副本) of what was scanned.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.both import in_both
from visit.copies import A4_PRINTER, may_copy, order_copy
from visit.effects import PrintCopy, PrintDocument, PrintSlip
from visit.held.paper import Paper, Printing
from visit.held.trouble import Trouble
from visit.slips import receipt
from visit.ticket import target_of
from visit.ticket_slip import ticket_slip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from visit.state import State
    from visit.turn import Turn

RECEIPT, CERTIFICATE, COPY = "receipt", "certificate", "copy"
"""Names of the papers: attributes of `Visit`, and the middle of a job's id."""
PAPERS = (CERTIFICATE, RECEIPT, COPY)


def paper(state: State, name: str) -> Paper:
    return getattr(state.here, name)  # type: ignore[no-any-return]


def job_id(state: State, name: str) -> str:
    """Of the newest try. Nothing of a person: printers show it."""
    return f"{state.here.key}/{name}/{paper(state, name).tries}"


def print_papers(state: State, names: Iterable[str] = (RECEIPT, CERTIFICATE)) -> Turn:
    """Ask for these papers, as far as there is something to print and a printer is fitted."""
    effects = []
    for name in names:
        if name == CERTIFICATE and not _has_certificate(state):
            continue
        tries = paper(state, name).tries + 1
        state = state.with_visit(**{name: Paper(Printing.PRINTING, tries, state.at)})
        effects.append(_order(state, name))
    return state, tuple(effects)


def _has_certificate(state: State) -> bool:
    answer = state.here.answer
    return answer is not None and bool(answer.documents) and A4_PRINTER in state.machine.watched


def print_copy(state: State) -> Turn:
    """Once, when the resident asks for it."""
    return print_papers(state, (COPY,)) if may_copy(state) else (state, ())


def _order(state: State, name: str) -> PrintSlip | PrintDocument | PrintCopy:
    if name == COPY:
        return order_copy(state, job_id(state, name))
    if name == RECEIPT:
        made = receipt if target_of(state) is None else ticket_slip
        return PrintSlip(job_id(state, name), in_both(state, made))
    answer = state.here.answer
    assert answer is not None
    return PrintDocument(job_id(state, name), answer.documents[0])


def limit_s(state: State, name: str) -> float:
    """How long this paper may take before nobody knows whether it will come."""
    delays = state.machine.delays
    return delays.print_s if name == RECEIPT else delays.certificate_s


def under_way(state: State) -> dict[str, float]:
    """Papers that a printer works on, with the monotonic time at which each is given up."""
    return {
        name: paper(state, name).asked_at + limit_s(state, name)
        for name in PAPERS
        if paper(state, name).printing is Printing.PRINTING
    }


def given_up(state: State) -> State:
    """The printer has been silent for too long: what is late is in doubt."""
    for name, until in under_way(state).items():
        if until <= state.at:
            late = replace(
                paper(state, name), printing=Printing.NOT_CONFIRMED, trouble=Trouble("timeout", "site_keeper")
            )
            state = state.with_visit(**{name: late})
    return state


def in_question(state: State) -> tuple[str, ...]:
    """Papers that the resident must decide about."""
    return tuple(name for name in PAPERS if paper(state, name).in_question)
