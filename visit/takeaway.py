"""What somebody takes along of a guide without applying for anything: the cases they ticked, and their slip.

Nothing of it is personal, and it goes with the visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visit.state import Paper, State


@dataclass(frozen=True)
class TakeAway:
    opened_on: str = "guide"
    """The page to which one goes back."""
    ticked: frozenset[str] = frozenset()
    """Ids of cases (`catalogue/checklist.py`)."""
    job: str = ""
    """Of the newest slip."""
    slip: Paper | None = None
    """None: not asked for, or the list has changed since."""


def slip_due(state: State) -> float:
    """Monotonic time at which the slip is given up; infinite while none is on its way."""
    visit = state.visit
    slip = visit.takeaway.slip if visit is not None else None
    if slip is None or slip.printing != "printing":
        return float("inf")
    return slip.asked_at + state.machine.delays.print_s
