"""我办的事: looking at one's own cases. Nothing of them is kept at the terminal: every look is a question to the hub."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from visit.effects import AskProgress

if TYPE_CHECKING:
    from uuid import UUID

    from contract.progress import CaseProgress
    from visit.held.progress import Progress
    from visit.state import State

ON_A_PAGE = 6
"""Cases: each with its state and its number, read standing."""
LINE_CODES = frozenset({"line_down", "timeout_unknown", "timeout", "hub_error", "not_enrolled", "garbage"})
"""The hub could not be asked now, whatever the reason; nothing is known of the case."""


def cases(progress: Progress) -> tuple[CaseProgress, ...]:
    return progress.answer.cases if progress.answer is not None else ()


def opened(state: State) -> CaseProgress | None:
    """The case that is open."""
    progress = state.here.progress
    return next((one for one in cases(progress) if one.key == progress.key), None)


def pages_of(progress: Progress) -> int:
    return max(1, ceil(len(cases(progress)) / ON_A_PAGE))


def with_progress(state: State, **changes: object) -> State:
    return state.with_visit(progress=replace(state.here.progress, **changes))  # type: ignore[arg-type]


def asked(state: State, order: UUID) -> tuple[State, tuple[AskProgress, ...]]:
    """Put the question: what cases there are, of the applicant or of the receipt."""
    visit = state.here
    state = with_progress(state, order=order, ordered_at=state.at, answer=None, trouble=None, key=None)
    applicant = None if visit.progress.receipt else visit.applicant
    return state, (AskProgress(order, applicant, visit.progress.receipt),)


def due(state: State) -> float:
    """Monotonic time at which nobody waits for an answer any longer; infinite while nothing is asked."""
    visit = state.visit
    if visit is None or visit.progress.order is None:
        return float("inf")
    return visit.progress.ordered_at + state.machine.delays.query_s
