"""查证明真假: anybody may lay a paper before the reader and see what it must say. Nobody is asked who they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from visit.effects import CheckPaper, ReadCodeUnderCamera
from visit.held.page import Page
from visit.held.verifying import GENUINE, Verifying
from visit.moves import go
from visit.scanning import camera_usable
from visit.turn import Turn, also, ignore_stale, stay

if TYPE_CHECKING:
    from visit.events import (
        GoBack,
        LookUnderCamera,
        NoCodeSeen,
        OpenVerify,
        PaperChecked,
        PaperStanding,
        Stamped,
        TryAgain,
    )
    from visit.state import State


def open_verify(state: State, event: OpenVerify, stamped: Stamped) -> Turn:
    return go(state.with_visit(verifying=Verifying()), Page.VERIFY)


def on_certificate(state: State, text: str, stamped: Stamped) -> Turn:
    """The code of a paper was read, on whatever page."""
    checking = Verifying(order=stamped.fresh_id)
    turn: Turn = stay(state) if state.page is Page.VERIFY else go(state, Page.VERIFY)
    return also(stay(turn[0].with_visit(verifying=checking)), *turn[1], CheckPaper(stamped.fresh_id, text))


def look(state: State, event: LookUnderCamera, stamped: Stamped) -> Turn:
    if not camera_usable(state) or state.here.verifying.order is not None:
        return stay(state)
    looking = Verifying(order=stamped.fresh_id, looking=True)
    return stay(state.with_visit(verifying=looking), ReadCodeUnderCamera(stamped.fresh_id))


def no_code_seen(state: State, event: NoCodeSeen, stamped: Stamped) -> Turn:
    if state.here.verifying.order != event.order:
        return ignore_stale(state, event, stamped)
    return stay(state.with_visit(verifying=Verifying(verdict="no_code_seen")))


def checked(state: State, event: PaperChecked, stamped: Stamped) -> Turn:
    """An answer to an older code is of another paper."""
    verifying = state.here.verifying
    if verifying.order != event.order:
        return ignore_stale(state, event, stamped)
    order = event.order if event.verdict == GENUINE else None
    found = replace(verifying, order=order, verdict=event.verdict, statement=event.statement)
    return stay(state.with_visit(verifying=found))


def heard(state: State, event: PaperStanding, stamped: Stamped) -> Turn:
    verifying = state.here.verifying
    if verifying.order != event.order or verifying.statement is None:
        return ignore_stale(state, event, stamped)
    return stay(state.with_visit(verifying=replace(verifying, order=None, status=event.status, heard=True)))


def another(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    return stay(state.with_visit(verifying=Verifying()))


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    """To where it was opened; who laid a code down somewhere else begins at the home page."""
    state = state.with_visit(verifying=Verifying())
    return go(state, Page.TREE if state.here.browsing.tree else Page.HOME)
