"""A ticket to a window that takes over: to which it goes, and by when they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.handover_checks import TARGET
from catalogue.joint_plan import promised_for
from catalogue.promise import workdays_after

if TYPE_CHECKING:
    from datetime import date

    from catalogue.handovers import Handover
    from visit.state import State


def target_of(state: State) -> Handover | None:
    """None of anything that is no ticket."""
    visit = state.visit
    if visit is None or visit.item is None or not visit.item.hand_over:
        return None
    name = visit.answers.get(TARGET)
    return next((one for one in state.machine.catalogue.region.handovers if one.id == name), None)


def promised(state: State, accepted: date) -> date | None:
    """The day of the answer: of a ticket by its window, of any other case by its item."""
    target = target_of(state)
    if target is not None:
        return workdays_after(accepted, target.reply_workdays)
    return promised_for(state.here.chosen, state.here.answers, accepted)
