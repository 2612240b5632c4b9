"""我办的事: what a visit holds while somebody looks at their own cases. It goes with the visit, like all of a person.

Nothing of it is kept at the terminal: every look is a question to the hub, and each question is known by its order, so
that an answer to an earlier one, or to somebody who has left, enters no other visit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from visit.effects import AskProgress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from contract.progress import CaseProgress, ProgressAnswer
    from visit.state import Paper, State, Trouble

ON_A_PAGE = 6
"""Cases: each with its state and its number, read standing."""
LINE_CODES = frozenset({"line_down", "timeout_unknown", "timeout", "hub_error", "not_enrolled", "garbage"})
"""The hub could not be asked now, whatever the reason; nothing is known of the case."""


@dataclass(frozen=True)
class Progress:
    """What is open on the pages of own cases."""

    order: UUID | None = None
    """The question that is under way."""
    ordered_at: float = 0.0
    answer: ProgressAnswer | None = field(default=None, repr=False)
    receipt: str = field(default="", repr=False)
    """The code of a receipt of which nobody's card is asked."""
    wanted: str = field(default="", repr=False)
    """Number on the receipt that led here: its case is opened at once."""
    missed: bool = False
    """The receipt that led here is of none of these cases."""
    key: UUID | None = None
    """The case that is open."""
    turned: int = 0
    asking: bool = False
    """撤回 is asked before it is done."""
    told: str = ""
    """Key of what just happened to the case."""
    trouble: Trouble | None = None
    printing: str = ""
    """The document that is fetched to be printed."""
    papers: Mapping[str, Paper] = field(default_factory=dict, hash=False)
    """By document, those that were asked for here."""


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
