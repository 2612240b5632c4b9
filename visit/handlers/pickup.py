"""取件: a code opens a box, once; staff put something into one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract import pickup_code
from visit.effects import BoxEmpty, SettleBox
from visit.held.code_entry import CodeEntry
from visit.held.page import Page
from visit.held.pickup import AGAIN, BoxFault, BoxStage, BoxTrouble
from visit.moves import go
from visit.pickup import LOCKER, fault_of, staged, tried, with_box
from visit.turn import Turn, also, stay

if TYPE_CHECKING:
    from visit.events import (
        BoxOpened,
        BoxRefused,
        BoxSettled,
        BoxShut,
        GoBack,
        GoNext,
        NothingInside,
        NotPutIn,
        Stamped,
        TryAgain,
    )
    from visit.state import State


def on_code(state: State, text: str, stamped: Stamped) -> Turn:
    """A pick-up code was laid before the reader, or typed."""
    code = pickup_code.read(text)
    fault = "code.wrong" if not code else "" if LOCKER in state.machine.devices else "code.no_locker"
    if fault:
        return go(state.with_visit(code=replace(state.here.code, fault=fault)), Page.CODE)
    state, ordered = tried(state.with_visit(code=CodeEntry()), code, stamped.fresh_id)
    return also(go(state, Page.BOX), *ordered)


def opened(state: State, event: BoxOpened, stamped: Stamped) -> Turn:
    """Also after it was given up as silent: the door is open, whatever the page said."""
    if event.job != state.here.pickup.job:
        return stay(state)
    return stay(
        staged(
            state,
            BoxStage.OPEN,
            code="",
            trouble=None,
            purpose=event.purpose,
            box=event.box,
            case_number=event.case_number,
            item_zh=event.item_zh,
            item_en=event.item_en,
        )
    )


def refused(state: State, event: BoxRefused, stamped: Stamped) -> Turn:
    pickup = state.here.pickup
    if event.job != pickup.job or pickup.stage not in {BoxStage.TRYING, BoxStage.STOPPED}:
        return stay(state)
    trouble = BoxTrouble(fault_of(event.code), event.action, event.wait_s)
    code = pickup.code if trouble.fault in AGAIN else ""
    return stay(staged(state, BoxStage.STOPPED, trouble=trouble, box=event.box, code=code))


def shut(state: State, event: BoxShut, stamped: Stamped) -> Turn:
    pickup = state.here.pickup
    if event.job != pickup.job or pickup.stage is not BoxStage.OPEN:
        return stay(state)
    return stay(staged(state, BoxStage.ASKING if pickup.purpose == "put_in" else BoxStage.DONE))


def nothing_inside(state: State, event: NothingInside, stamped: Stamped) -> Turn:
    """Said once; staff at the hub are told, and the person to call stands beside it."""
    pickup = state.here.pickup
    said = pickup.empty or pickup.of_staff or pickup.stage not in {BoxStage.OPEN, BoxStage.DONE}
    if said or pickup.job is None:
        return stay(state)
    return stay(with_box(state, empty=True), BoxEmpty(pickup.job))


def put_in(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """放好了; and at the end, 完成."""
    if state.here.pickup.stage is BoxStage.DONE:
        return go(state, Page.HOME)
    return _settle(state, inside=True)


def not_put_in(state: State, event: NotPutIn, stamped: Stamped) -> Turn:
    return _settle(state, inside=False)


def _settle(state: State, *, inside: bool) -> Turn:
    pickup = state.here.pickup
    if pickup.stage is not BoxStage.ASKING or pickup.job is None:
        return stay(state)
    settling = staged(state, BoxStage.SETTLING, inside=inside, trouble=None)
    return stay(settling, SettleBox(pickup.job, inside))


def settled(state: State, event: BoxSettled, stamped: Stamped) -> Turn:
    """On disk, or not: then staff are asked once more."""
    pickup = state.here.pickup
    if event.job != pickup.job or pickup.stage not in {BoxStage.SETTLING, BoxStage.ASKING}:
        return stay(state)
    if event.code:
        return stay(staged(state, BoxStage.ASKING, trouble=BoxTrouble(BoxFault.STORE, "engineer")))
    return stay(staged(state, BoxStage.DONE, trouble=None))


def try_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """A door that sticks, or a board that was away: the code is as good as before. It stays the same job: what was given up
    as silent may open yet.
    """
    pickup = state.here.pickup
    if pickup.stage is not BoxStage.STOPPED or not pickup.code or pickup.job is None:
        return stay(state)
    state, ordered = tried(state, pickup.code, pickup.job)
    return stay(replace(state, touched_at=state.at), *ordered)


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    """To another code; while a door stands open, to the beginning."""
    away = state.here.pickup.stage is BoxStage.STOPPED
    return go(state, Page.CODE if away else Page.HOME)


def due(state: State) -> State | None:
    """What follows from time alone; None while nothing is due."""
    pickup, delays = state.here.pickup, state.machine.delays
    if pickup.stage is BoxStage.TRYING and state.at >= pickup.since + delays.box_s:
        return staged(state, BoxStage.STOPPED, trouble=BoxTrouble(BoxFault.TIMEOUT, "site_keeper"))
    if pickup.stage is BoxStage.SETTLING and state.at >= pickup.since + delays.box_s:
        return staged(state, BoxStage.ASKING, trouble=BoxTrouble(BoxFault.STORE, "engineer"))
    open_long = pickup.stage is BoxStage.OPEN and state.at >= pickup.since + delays.box_open_s
    return with_box(state, urged=True) if open_long and not pickup.urged else None
