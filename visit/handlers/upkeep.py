"""维护: staff say who they are, see how the machine is, and have something done. Who goes away is shown out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.codes import CodeKind, kind_of
from visit.effects import (
    CheckStaffPass,
    CheckStaffPin,
    DoUpkeep,
    KeepClosure,
    LookAtStore,
    NoteStaff,
    ReleaseDevices,
)
from visit.held.page import IDLE_PAGES, Page
from visit.held.upkeep import DOOR_NUMBER, PIN_DIGITS, Closure, Upkeep
from visit.moves import go
from visit.turn import Turn, also, stay

if TYPE_CHECKING:
    from visit.events import (
        ActDone,
        AskExit,
        ChooseClosure,
        CodeScanned,
        DoAct,
        GoBack,
        GoNext,
        OpenClosure,
        OpenDoor,
        PinKey,
        SetClosure,
        StaffAdmitted,
        StaffRefused,
        Stamped,
        StoreTold,
        TryAgain,
    )
    from visit.state import State

STAFF_PAGES = frozenset({Page.STAFF_DOOR, Page.MAINTENANCE, Page.CLOSURE})
INSIDE = frozenset({Page.MAINTENANCE, Page.CLOSURE})
"""Nobody stands here who was not let in."""


def _with(state: State, **changes: object) -> State:
    return state.with_visit(upkeep=replace(state.here.upkeep, **changes))  # type: ignore[arg-type]


def open_door(state: State, event: OpenDoor, stamped: Stamped) -> Turn:
    return _at_door(state)


def _at_door(state: State) -> Turn:
    turn = go(state, Page.STAFF_DOOR)
    return turn[0].with_visit(upkeep=Upkeep()), turn[1]


def on_code(state: State, text: str, stamped: Stamped) -> Turn:
    """A pass was laid before the reader, or the number of the door was typed."""
    turn = _at_door(state)
    if text.strip() == DOOR_NUMBER:
        return turn
    asked = _ask_about(turn[0], text, stamped)
    return asked[0], (*turn[1], *asked[1])


def scanned(state: State, event: CodeScanned, stamped: Stamped) -> Turn:
    """At the door, and on a terminal that is out of service: no other code is of use there."""
    if kind_of(event.text) is not CodeKind.STAFF:
        return stay(state)
    if state.page in IDLE_PAGES:
        return on_code(state, event.text, stamped)
    return _ask_about(state, event.text, stamped)


def _ask_about(state: State, text: str, stamped: Stamped) -> Turn:
    state = _with(state, order=stamped.fresh_id, refused="", typed="")
    return stay(state, CheckStaffPass(stamped.fresh_id, text.strip()))


def pin_key(state: State, event: PinKey, stamped: Stamped) -> Turn:
    typed = state.here.upkeep.typed
    if event.key == "clear":
        return stay(_with(state, typed=""))
    if event.key == "delete":
        return stay(_with(state, typed=typed[:-1]))
    if len(event.key) != 1 or event.key not in "0123456789" or len(typed) >= PIN_DIGITS:
        return stay(state)
    return stay(_with(state, typed=typed + event.key, refused=""))


def pin_typed(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """Only a whole one, and one at a time: it is looked at slowly."""
    upkeep = state.here.upkeep
    if len(upkeep.typed) < PIN_DIGITS or upkeep.order is not None:
        return stay(state)
    order = CheckStaffPin(stamped.fresh_id, upkeep.typed)
    return stay(_with(state, order=stamped.fresh_id, typed="", refused=""), order)


def admitted(state: State, event: StaffAdmitted, stamped: Stamped) -> Turn:
    if event.order != state.here.upkeep.order:
        return stay(state)
    turn = go(_with(state, order=None, staff=event.staff), Page.MAINTENANCE)
    return also(turn, NoteStaff(event.staff, entered=True), LookAtStore(stamped.fresh_id))


def refused(state: State, event: StaffRefused, stamped: Stamped) -> Turn:
    if event.order != state.here.upkeep.order:
        return stay(state)
    return stay(_with(state, order=None, refused=event.code, wait_s=event.wait_s))


def look_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    return stay(state, LookAtStore(stamped.fresh_id))


def store_told(state: State, event: StoreTold, stamped: Stamped) -> Turn:
    return stay(_with(state, store=event.facts))


def do_act(state: State, event: DoAct, stamped: Stamped) -> Turn:
    """One at a time; what is still under way answers to nobody any more."""
    state = _with(state, order=stamped.fresh_id, act=event.act, acted="doing")
    return stay(state, DoUpkeep(stamped.fresh_id, event.act, event.device))


def act_done(state: State, event: ActDone, stamped: Stamped) -> Turn:
    if event.order != state.here.upkeep.order:
        return stay(state)
    return stay(_with(state, acted=event.code or "done"))


def open_closure(state: State, event: OpenClosure, stamped: Stamped) -> Turn:
    return go(_with(state, act=None, acted=""), Page.CLOSURE)


def choose_closure(state: State, event: ChooseClosure, stamped: Stamped) -> Turn:
    upkeep = state.here.upkeep
    return stay(_with(state, why=event.why or upkeep.why, back=event.back or upkeep.back))


def set_closure(state: State, event: SetClosure, stamped: Stamped) -> Turn:
    upkeep = state.here.upkeep
    closure = Closure(upkeep.why, upkeep.back) if event.closed else None
    state = replace(state, machine=replace(state.machine, closed=closure))
    return also(go(state, Page.MAINTENANCE), KeepClosure(closure))


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return go(state, Page.MAINTENANCE) if state.page is Page.CLOSURE else left(state)


def leave(state: State, event: AskExit, stamped: Stamped) -> Turn:
    return left(state)


def left(state: State) -> Turn:
    """Back to nobody's page. Also by itself, when nobody touches anything for a while."""
    staff = state.here.upkeep.staff
    noted = (NoteStaff(staff, entered=False),) if staff else ()
    return also(go(state, Page.ATTRACT), ReleaseDevices(), *noted)
