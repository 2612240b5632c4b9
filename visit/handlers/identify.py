"""Who the resident is: the card lies on the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.effects import ReadIdCard
from visit.handlers.eligible import go_on
from visit.held.card_work import CardWork
from visit.held.trouble import Trouble
from visit.scanning import dropped
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import CardRead, CardTrouble, GoNext, Stamped, TryAgain
    from visit.state import State


def card_read(state: State, event: CardRead, stamped: Stamped) -> Turn:
    return stay(state.with_visit(applicant=event.applicant, reading=None))


def card_trouble(state: State, event: CardTrouble, stamped: Stamped) -> Turn:
    """Say what to do and go on reading: the resident need not touch anything to try again."""
    if state.visit is not None and state.visit.applicant is not None:
        return stay(state)
    return stay(state.with_visit(reading=Trouble(event.code, event.action)), ReadIdCard())


def read_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """Another person's card: what was filled in for the first one is not theirs."""
    gone = dropped(state.here)
    state = state.with_visit(
        applicant=None,
        reading=None,
        answers={},
        typed={},
        promises={},
        scans={},
        records=None,
        mending=None,
        preview=None,
        card=CardWork(),
        form_at=0,
    )
    return stay(state, *gone, ReadIdCard())


def identified(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return go_on(state, stamped) if state.here.applicant is not None else stay(state)
