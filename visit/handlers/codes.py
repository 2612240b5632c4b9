"""A code was laid before the reader, or its number typed: what kind it is decides what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from visit.codes import LONGEST_CODE, CodeKind, kind_of
from visit.handlers import pickup, upkeep
from visit.handlers.appointment_shown import on_ticket
from visit.handlers.cases import on_receipt
from visit.handlers.verify import on_certificate
from visit.held.code_entry import CodeEntry
from visit.held.page import IDLE_PAGES, Page
from visit.moves import go
from visit.state import State
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from visit.events import CodeScanned, GoNext, KeyPressed, OpenCodes, Stamped

OnCode = Callable[[State, str, "Stamped"], Turn]
"""(state with a visit, the code's text, the event's envelope) -> turn."""


def open_codes(state: State, event: OpenCodes, stamped: Stamped) -> Turn:
    return go(state.with_visit(code=CodeEntry()), Page.CODE)


def scanned(state: State, event: CodeScanned, stamped: Stamped) -> Turn:
    """Also on the attract page: a visit begins by it."""
    before: Turn = go(state, Page.HOME) if state.page in IDLE_PAGES else stay(state)
    after = _follow(before[0], event.text, stamped, "code.unknown")
    # One turn of two moves: what the first of them ordered comes first.
    return after[0], (*before[1], *after[1])


def key_pressed(state: State, event: KeyPressed, stamped: Stamped) -> Turn:
    entry = state.here.code
    if event.key == "clear":
        return stay(state.with_visit(code=CodeEntry()))
    if event.key == "delete":
        return stay(state.with_visit(code=CodeEntry(entry.typed[:-1])))
    if len(event.key) != 1 or event.key not in "0123456789":
        return stay(state)
    return stay(state.with_visit(code=CodeEntry((entry.typed + event.key)[:LONGEST_CODE])))


def typed(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return _follow(state, state.here.code.typed, stamped, "code.wrong")


def _follow(state: State, text: str, stamped: Stamped, otherwise: str) -> Turn:
    follow = ON_CODE.get(kind_of(text))
    if follow is None:
        return told(state, otherwise)
    state = state.with_visit(code=CodeEntry())
    return follow(state, text, stamped)


def told(state: State, fault: str) -> Turn:
    """On the page for codes: why this one was not taken. `fault` is a key of the words."""
    return go(state.with_visit(code=replace(state.here.code, fault=fault)), Page.CODE)


ON_CODE: dict[CodeKind, OnCode] = {
    CodeKind.TICKET: on_ticket,
    CodeKind.PICK_UP: pickup.on_code,
    CodeKind.STAFF: upkeep.on_code,
    CodeKind.RECEIPT: on_receipt,
    CodeKind.CERTIFICATE: on_certificate,
}
"""What follows from each kind. A kind that is not here is of no use at this terminal, and that is said."""
