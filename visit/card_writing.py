"""Writing the new PIN into the card: what is ordered when, and what has become of it. Every step may be asked for again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.model import DeviceAct
from catalogue.rulebook import instant
from visit.effects import ChangeCardPin, Effect, ReadSocialCard, RunCardScript, TryCardPin
from visit.held.card_work import CardStep, CardTrouble, CardWork
from visit.situation import situation

if TYPE_CHECKING:
    from visit.state import State
    from visit.turn import Turn

OF_ANOTHER = "card_of_another"
"""Trouble with a card whose holder is not the applicant."""
UNTOUCHED = frozenset(
    {"no_card", "other_card", "card_mute", "offline", "not_open", "not_supported", "wedged"}
)
"""Troubles before the first command: the card is as it was."""


def writes_now(state: State) -> bool:
    """Whether this case is to end with a written card: not where a rule already sends it to a person."""
    visit = state.visit
    if visit is None or visit.item is None or visit.item.act is not DeviceAct.CARD_PIN or state.wall is None:
        return False
    verdicts = instant(visit.item, situation(state, state.wall.date()))
    return all(one.held is not False for one in verdicts)


def card_missing(state: State) -> bool:
    """Whether the card or its new PIN is still wanted before the case can be made."""
    work = state.here.card
    return writes_now(state) and (work.card is None or not work.pin)


def waits_for_line(state: State) -> bool:
    """Without the hub nobody lets the card be written while the resident stands here."""
    return writes_now(state) and not state.machine.line_up


def with_card(state: State, **changes: object) -> State:
    return state.with_visit(card=replace(state.here.card, **changes))  # type: ignore[arg-type]


def enter_social_card(state: State) -> Turn:
    if state.here.card.card is not None:
        return state, ()
    return with_card(state, reading=None), (ReadSocialCard(),)


def enter_new_pin(state: State) -> Turn:
    """Whoever comes here types it anew, both times."""
    return state.with_visit(card=state.here.card.without_digits()), ()


def to_be_written(state: State) -> bool:
    """Whether the answer that came lets the card be written, and everything for it is still here."""
    visit = state.here
    return visit.answer is not None and visit.answer.card_pin is not None and bool(visit.card.pin)


def enter_writing(state: State) -> Turn:
    """From the first step, also when it was tried before: the script is obeyed until its PIN was changed."""
    visit = state.here
    script = visit.answer.card_pin if visit.answer is not None else None
    state = with_card(
        state,
        script=visit.card.script or script,
        tries=visit.card.tries + 1,
        begun_at=state.at,
        trouble=None,
    )
    return begin(state, CardStep.SCRIPT)


def begin(state: State, step: CardStep) -> Turn:
    state = with_card(state, step=step)
    return state, (_order(state, step),)


def job_id(state: State) -> str:
    """Of the step under way. Nothing of a person."""
    work = state.here.card
    return f"{state.here.key}/{work.step}/{work.tries}"


def _order(state: State, step: CardStep) -> Effect:
    work: CardWork = state.here.card
    assert work.script is not None
    job, card_id = job_id(state), work.script.card_id
    if step is CardStep.SCRIPT:
        return RunCardScript(job, work.script)
    if step is CardStep.CHANGE:
        return ChangeCardPin(job, card_id, work.script.one_time_pin, work.pin)
    return TryCardPin(job, card_id, work.pin)


def failed(state: State, code: str, action: str) -> State:
    """Nobody is told that it is done, and it can be asked for again."""
    work = state.here.card
    touched = work.touched or work.step is not CardStep.SCRIPT or code not in UNTOUCHED
    return with_card(state, trouble=CardTrouble(code, action), touched=touched)


def deadline(state: State) -> float:
    """Monotonic time at which a silent reader is given up; infinite while nothing is under way."""
    work = state.here.card
    if work.trouble is not None:
        return float("inf")
    return work.begun_at + state.machine.delays.card_write_s
