"""The page of a box: what opens, what to do before it, and what to do when it does not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.events import GoBack, GoNext, NothingInside, NotPutIn, TryAgain
from visit.held.pickup import BoxFault, BoxStage
from visit.views import Button, Mark, ProgressBody, Row, Tone
from wording import of_two, say

if TYPE_CHECKING:
    from visit.held.pickup import PickUp
    from visit.state import State

MINUTE_S = 60


def box(state: State) -> ProgressBody:
    pickup, language = state.here.pickup, state.language
    if pickup.stage is BoxStage.STOPPED:
        return _stopped(state, pickup)
    kind = pickup.purpose or "pick_up"
    steps = [Row(say(language, "box.code"), "", Mark.DONE)]
    if pickup.stage is BoxStage.TRYING:
        steps = [
            Row(say(language, "box.code"), "", Mark.NOW),
            Row(say(language, "box.opens"), "", Mark.WAITING),
        ]
        return ProgressBody(say(language, "box.trying"), tuple(steps), ())
    name = of_two(language, pickup.item_zh, pickup.item_en)
    what = f"{name} {pickup.case_number}" if pickup.of_staff else name
    steps.append(Row(say(language, "box.opened", box=pickup.box), "", Mark.DONE, note=what))
    is_open = pickup.stage is BoxStage.OPEN
    note = say(language, "box.still_open") if is_open and pickup.urged else ""
    mark = Mark.WARNING if note else Mark.NOW if is_open else Mark.DONE
    steps.append(Row(say(language, f"box.do_{kind}", box=pickup.box), "", mark, note=note))
    if pickup.empty:
        steps.append(Row(say(language, "box.empty"), "", Mark.WARNING, note=say(language, "box.empty_told")))
    if kind == "put_in" and not is_open:
        steps.append(_asked(pickup, language))
    return ProgressBody(_title(pickup, kind, language), tuple(steps), _buttons(pickup, language))


def _title(pickup: PickUp, kind: str, language: str) -> str:
    if pickup.stage is BoxStage.OPEN:
        return say(language, f"box.open_{kind}", box=pickup.box)
    if pickup.stage is BoxStage.DONE:
        key = "box.done_not_put_in" if kind == "put_in" and not pickup.inside else f"box.done_{kind}"
        return say(language, key, box=pickup.box)
    return say(language, "box.asking", box=pickup.box)


def _asked(pickup: PickUp, language: str) -> Row:
    if pickup.stage is BoxStage.DONE:
        return Row(say(language, "box.inside" if pickup.inside else "box.not_inside"), "", Mark.DONE)
    note = say(language, "box.not_kept") if pickup.trouble is not None else ""
    mark = Mark.TROUBLE if note else Mark.NOW
    return Row(say(language, "box.asking", box=pickup.box), "", mark, note=note)


def _buttons(pickup: PickUp, language: str) -> tuple[Button, ...]:
    if pickup.stage is BoxStage.ASKING:
        return (
            Button("inside", say(language, "box.inside"), GoNext(), Tone.PRIMARY),
            Button("not_inside", say(language, "box.not_inside"), NotPutIn()),
        )
    nothing = Button("nothing_inside", say(language, "box.nothing_inside"), NothingInside(), Tone.QUIET)
    about_it = () if pickup.of_staff or pickup.empty else (nothing,)
    if pickup.stage is BoxStage.DONE:
        return (Button("done", say(language, "box.finish"), GoNext(), Tone.PRIMARY), *about_it)
    return about_it


def _stopped(state: State, pickup: PickUp) -> ProgressBody:
    """Why, and every way on: again, another code, a person."""
    language, trouble = state.language, pickup.trouble
    assert trouble is not None
    minutes = -(-trouble.wait_s // MINUTE_S)
    told = say(language, f"box_fault.{trouble.fault}", minutes=minutes, box=pickup.box)
    steps = (Row(told, "", Mark.TROUBLE),)
    buttons = []
    if pickup.code:
        buttons.append(Button("again", say(language, "box.again"), TryAgain(), Tone.PRIMARY))
    if trouble.fault is not BoxFault.CODE_LOCKED:
        tone = Tone.SECONDARY if buttons else Tone.PRIMARY
        buttons.append(Button("other_code", say(language, "box.other_code"), GoBack(), tone))
    return ProgressBody(say(language, "box.stopped"), steps, tuple(buttons))
