"""A ticket is laid before the reader or its number typed: at whichever outlet, and no second queue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract.appointment import Seen, read_code
from visit.effects import ShowTicket
from visit.handlers.appointment import open_appointment
from visit.held.appointing import Appointing
from visit.held.browsing import Browsing
from visit.held.page import Page
from visit.held.visit import Visit
from visit.moves import go
from visit.offers import offer
from visit.turn import Turn, also, stay

if TYPE_CHECKING:
    from catalogue.model import Item
    from visit.events import GoBack, GoNext, OpenAppointment, Stamped, TryAgain
    from visit.state import State


def on_ticket(state: State, text: str, stamped: Stamped) -> Turn:
    """One showing, one key: however often its question is repeated, the ticket is used once."""
    state = state.with_visit(appointing=Appointing(shown_key=stamped.fresh_id, shown_text=text))
    return _show(go(state, Page.TICKET_SHOWN), stamped)


def _show(turn: Turn, stamped: Stamped) -> Turn:
    state, now = turn[0], turn[0].here.appointing
    assert now.shown_key is not None
    state = state.with_visit(
        appointing=replace(now, order=stamped.fresh_id, asked_at=state.at, trouble=None, genuine=None)
    )
    return also((state, turn[1]), ShowTicket(stamped.fresh_id, now.shown_key, now.shown_text))


def again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    if state.here.appointing.trouble is None:
        return stay(state)
    return _show(stay(state), stamped)


def begin(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """What can be done at this terminal is opened at once; otherwise it ends here, and the window waits."""
    item = item_here(state)
    if item is None:
        return go(state, Page.HOME)
    known = state.here.applicant
    state = replace(state, visit=Visit(item=item, applicant=known, browsing=Browsing()))
    return go(state, Page.GUIDE)


def book_again(state: State, event: OpenAppointment, stamped: Stamped) -> Turn:
    """For the same thing, after the ticket was used, cancelled or missed."""
    item = item_of(state)
    return open_appointment(state.with_visit(item=item), event, stamped) if item is not None else stay(state)


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return go(state.with_visit(appointing=Appointing()), Page.HOME)


def item_of(state: State) -> Item | None:
    """What the ticket is for, if this terminal carries it."""
    now = state.here.appointing
    if now.shown is not None and now.shown.appointment is not None:
        return state.machine.item(now.shown.appointment.item_id)
    ticket = now.genuine
    if ticket is None and now.shown is None:
        signed = read_code(now.shown_text)
        ticket = signed.ticket if signed is not None else None
    return state.machine.item(ticket.item_id) if ticket is not None else None


def item_here(state: State) -> Item | None:
    """The same, if it can be done at this terminal now and the ticket holds as far as anybody can say."""
    now, item = state.here.appointing, item_of(state)
    holds = now.genuine is not None or (now.shown is not None and now.shown.seen is Seen.HONOURED)
    if item is None or not holds or not item.complete or not offer(state.machine, item, state.wall).open:
        return None
    return item
