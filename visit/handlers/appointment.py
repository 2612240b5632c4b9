"""预约: from the guide to a ticket, and what its holder may do with it. Every booking is the hub's word, never a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from contract.appointment import (
    Booking,
    Cancelling,
    Moving,
    OwnAsked,
    OwnTold,
    ShownTold,
    SlotsAsked,
    SlotsTold,
)
from visit.appointment import PHONE_DIGITS, days_of, outlets_of, pages_of, phone_is_whole, times_of
from visit.appointment_slip import appointment_slip
from visit.both import in_both
from visit.effects import AskAppointments, PrintSlip
from visit.held.appointing import Appointing, Done, Stage
from visit.held.page import Page
from visit.held.paper import Paper, Printing
from visit.held.trouble import Trouble
from visit.moves import go
from visit.offers import offer
from visit.turn import Turn, stay

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

    from contract.appointment import Appointment
    from contract.message import Message
    from visit.events import (
        AppointmentsFailed,
        AppointmentsTold,
        CancelAppointment,
        GoBack,
        GoNext,
        GoOnWithout,
        KeyPressed,
        MoveAppointment,
        OpenAppointment,
        OpenOwnAppointments,
        Pick,
        Stamped,
        TryAgain,
        TurnPage,
    )
    from visit.state import State

SILENT = Trouble("timeout_unknown", "nobody")
_LISTS: dict[Stage, Callable[[State], Sized]] = {
    Stage.OUTLET: outlets_of,
    Stage.DAY: days_of,
    Stage.TIME: times_of,
}
NEVER = float("inf")


# --- choosing -----------------------------------------------------------------------------------


def open_appointment(state: State, event: OpenAppointment, stamped: Stamped) -> Turn:
    """From the guide: the times are asked for at once, and asked for anew each time it is opened."""
    phone = state.here.appointing.phone
    return _ask_times(state.with_visit(appointing=Appointing(phone=phone)), stamped)


def _ask_times(state: State, stamped: Stamped) -> Turn:
    state = _now(state, stage=Stage.OUTLET, turned=0, slots=None, outlet="", day=None, starts_at=None)
    return _ask(go(state, Page.APPOINT), SlotsAsked(item_id=state.here.chosen.id), stamped)


def _ask(turn: Turn, message: Message, stamped: Stamped) -> Turn:
    state, effects = turn
    state = _now(state, order=stamped.fresh_id, asked_at=state.at, trouble=None)
    return state, (*effects, AskAppointments(stamped.fresh_id, message))


def pick(state: State, event: Pick, stamped: Stamped) -> Turn:
    """An outlet, a day, a time. What is not in the list (any more), or is full, changes nothing."""
    now = state.here.appointing
    if now.stage is Stage.OUTLET and event.value in outlets_of(state):
        return _choosing(state, stage=Stage.DAY, outlet=event.value)
    if now.stage is Stage.DAY:
        for day, free in days_of(state):
            if day.isoformat() == event.value and free:
                return _choosing(state, stage=Stage.TIME, day=date.fromisoformat(event.value))
    if now.stage is Stage.TIME:
        for one in times_of(state):
            if one.starts_at.isoformat() == event.value and one.free:
                return _chosen(_now(state, starts_at=datetime.fromisoformat(event.value)), stamped)
    return stay(state)


def _choosing(state: State, **changes: object) -> Turn:
    return go(_now(state, turned=0, **changes), Page.APPOINT)


def _chosen(state: State, stamped: Stamped) -> Turn:
    now, applicant = state.here.appointing, state.here.applicant
    if now.moving is not None and applicant is not None and now.starts_at is not None:
        asked = Moving(
            number=now.moving.number, applicant=applicant, outlet=now.outlet, starts_at=now.starts_at
        )
        return _ask(go(_now(state, told=None, sure=False), Page.APPOINTMENT), asked, stamped)
    return go(state, Page.APPOINT_WHO if applicant is None else Page.APPOINT_PHONE)


def turn_page(state: State, event: TurnPage, stamped: Stamped) -> Turn:
    turned = state.here.appointing.turned + event.by
    return stay(_now(state, turned=turned)) if 0 <= turned < pages_of(state, _length(state)) else stay(state)


def _length(state: State) -> int:
    """Of the list on this page."""
    now = state.here.appointing
    if state.page is Page.APPOINTMENTS:
        return len(now.own or ())
    return len(_LISTS[now.stage](state))


def back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    """One step up; above the outlets lies where it was opened."""
    now = state.here.appointing
    if now.stage is Stage.TIME:
        return _choosing(state, stage=Stage.DAY)
    if now.stage is Stage.DAY:
        return _choosing(state, stage=Stage.OUTLET)
    if now.moving is not None:
        return go(_now(state, told=now.moving, moving=None, done=Done.NOTHING, order=None), Page.APPOINTMENT)
    return go(_now(state, order=None), _opened_from(state))


def _opened_from(state: State) -> Page:
    """An item that is closed here has no guide to go back to: its page says why."""
    item = state.here.item
    if item is None:
        return Page.HOME
    return Page.GUIDE if offer(state.machine, item, state.wall).open else Page.CLOSED_ITEM


def again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """The times were not told: ask once more."""
    return _ask_times(state, stamped) if state.here.appointing.trouble is not None else stay(state)


# --- who, and where they are reached ------------------------------------------------------------


def open_own(state: State, event: OpenOwnAppointments, stamped: Stamped) -> Turn:
    state = _now(state, wants_own=True, own=None, trouble=None)
    return _ask_own(state, stamped) if state.here.applicant is not None else go(state, Page.APPOINT_WHO)


def identified(state: State, event: GoNext, stamped: Stamped) -> Turn:
    if state.here.applicant is None:
        return stay(state)
    return _ask_own(state, stamped) if state.here.appointing.wants_own else go(state, Page.APPOINT_PHONE)


def who_back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    now = state.here.appointing
    if now.wants_own:
        state = _now(state, wants_own=False)
        return go(state, Page.APPOINT if now.slots is not None else Page.HOME)
    return go(state, Page.APPOINT)


def phone_key(state: State, event: KeyPressed, stamped: Stamped) -> Turn:
    typed = state.here.appointing.phone
    if event.key == "clear":
        return stay(_now(state, phone=""))
    if event.key == "delete":
        return stay(_now(state, phone=typed[:-1]))
    if len(event.key) != 1 or event.key not in "0123456789":
        return stay(state)
    return stay(_now(state, phone=(typed + event.key)[:PHONE_DIGITS]))


def phone_back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    return go(state, Page.APPOINT)


def confirm(state: State, event: GoNext, stamped: Stamped) -> Turn:
    """Only now anything is booked; the key stays the same until the hub has answered."""
    now = state.here.appointing
    if not phone_is_whole(now.phone):
        return stay(_now(state, phone_asked=True))
    return _book(_now(state, key=stamped.fresh_id, done=Done.NOTHING), stamped)


def _book(state: State, stamped: Stamped) -> Turn:
    now, applicant = state.here.appointing, state.here.applicant
    assert applicant is not None
    assert now.starts_at is not None
    assert now.key is not None
    booking = Booking(
        key=now.key,
        item_id=state.here.chosen.id,
        outlet=now.outlet,
        starts_at=now.starts_at,
        applicant=applicant,
        phone=now.phone,
    )
    return _ask(go(_now(state, told=None, sure=False), Page.APPOINTMENT), booking, stamped)


# --- a ticket -----------------------------------------------------------------------------------


def _ask_own(state: State, stamped: Stamped) -> Turn:
    applicant = state.here.applicant
    assert applicant is not None
    turn = go(_now(state, wants_own=False, own=None, turned=0), Page.APPOINTMENTS)
    return _ask(turn, OwnAsked(applicant=applicant), stamped)


def pick_own(state: State, event: Pick, stamped: Stamped) -> Turn:
    for one in state.here.appointing.own or ():
        if one.number == event.value:
            item = state.machine.item(one.item_id)
            state = state.with_visit(item=item) if item is not None else state
            return go(_now(state, told=one, done=Done.NOTHING, sure=False, slip=None), Page.APPOINTMENT)
    return stay(state)


def own_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    return _ask_own(state, stamped) if state.here.appointing.trouble is not None else stay(state)


def own_back(state: State, event: GoBack, stamped: Stamped) -> Turn:
    if state.here.appointing.slots is not None and state.here.item is not None:
        return go(_now(state, order=None), Page.APPOINT)
    return go(_now(state, order=None), Page.HOME)


def ask_cancel(state: State, event: CancelAppointment, stamped: Stamped) -> Turn:
    """Asked twice: what is given back somebody else may have in a minute."""
    now, applicant = state.here.appointing, state.here.applicant
    if now.told is None or applicant is None or now.order is not None:
        return stay(state)
    if not now.sure:
        return stay(_now(state, sure=True))
    return _ask(
        stay(_now(state, sure=False)), Cancelling(number=now.told.number, applicant=applicant), stamped
    )


def ask_move(state: State, event: MoveAppointment, stamped: Stamped) -> Turn:
    now = state.here.appointing
    if now.told is None or state.machine.item(now.told.item_id) is None or now.order is not None:
        return stay(state)
    item = state.machine.item(now.told.item_id)
    return _ask_times(_now(state.with_visit(item=item), moving=now.told, sure=False), stamped)


def ticket_again(state: State, event: TryAgain, stamped: Stamped) -> Turn:
    """A booking that got no answer goes out again under its key; a paper that did not come is printed again."""
    now = state.here.appointing
    if now.slip is not None and now.slip.in_question:
        return print_ticket(state, stamped)
    if now.trouble is None:
        return stay(state)
    if now.told is not None:
        return stay(_now(state, trouble=None))
    return _chosen(state, stamped) if now.moving is not None else _book(state, stamped)


def ticket_without(state: State, event: GoOnWithout, stamped: Stamped) -> Turn:
    """No to cancelling; without the paper; another time instead of one that went."""
    now = state.here.appointing
    if now.sure:
        return stay(_now(state, sure=False))
    if now.slip is not None and now.slip.in_question:
        return stay(_now(state, slip=replace(now.slip, printing=Printing.LEFT_OUT, trouble=None)))
    if now.trouble is not None and now.told is None:
        return _ask_times(state, stamped)
    return stay(state)


def ticket_seen(state: State, event: GoNext, stamped: Stamped) -> Turn:
    return go(state, Page.FAREWELL if state.here.appointing.told is not None else Page.HOME)


def print_ticket(state: State, stamped: Stamped) -> Turn:
    now = state.here.appointing
    if now.told is None or "receipt_printer" not in state.machine.usable():
        return stay(state)
    tries = now.slip.tries + 1 if now.slip is not None else 1
    job = f"{stamped.fresh_id}/appointment/{tries}"
    paper = Paper(Printing.PRINTING, tries, state.at)
    return stay(_now(state, slip=paper, job=job), PrintSlip(job, in_both(state, appointment_slip)))


def slip_ended(state: State, job: str, printing: Printing, trouble: Trouble | None) -> State:
    """What the printer said of the slip; of any other job nothing changes."""
    if state.visit is None:
        return state
    now = state.visit.appointing
    if now.slip is None or now.job != job:
        return state
    return _now(state, slip=replace(now.slip, printing=printing, trouble=trouble))


# --- what the hub says --------------------------------------------------------------------------


def told(state: State, event: AppointmentsTold, stamped: Stamped) -> Turn:
    now = state.here.appointing
    if event.order != now.order:
        return stay(state)
    state = _now(state, order=None, trouble=None)
    match event.answer:
        case SlotsTold():
            return stay(_now(state, slots=event.answer))
        case OwnTold():
            return stay(_now(state, own=event.answer.appointments))
        case ShownTold():
            return stay(_now(state, shown=event.answer))
        case _:
            return _ticket(state, event.answer, stamped)


def _ticket(state: State, ticket: Appointment, stamped: Stamped) -> Turn:
    """The hub has done it: now it may be shown, and is printed."""
    now = state.here.appointing
    if ticket.state == "cancelled":
        return stay(_now(state, told=ticket, done=Done.CANCELLED, slip=None))
    done = Done.MOVED if now.moving is not None else Done.BOOKED
    state = _now(state, told=ticket, done=done, moving=None, slip=None, own=None)
    return print_ticket(state, stamped)


def failed(state: State, event: AppointmentsFailed, stamped: Stamped) -> Turn:
    if event.order != state.here.appointing.order:
        return stay(state)
    return stay(_now(state, order=None, trouble=Trouble(event.code, event.action), genuine=event.genuine))


def appointment_due(state: State) -> float:
    """Monotonic time at which a question to the hub, or the slip, is given up; infinite while none is open."""
    if state.visit is None:
        return NEVER
    now, delays = state.visit.appointing, state.machine.delays
    asked = now.asked_at + delays.query_s if now.order is not None else NEVER
    printing = now.slip is not None and now.slip.printing is Printing.PRINTING
    return min(asked, now.slip.asked_at + delays.print_s if now.slip is not None and printing else NEVER)


def appointment_late(state: State) -> State:
    """What is late. A booking that got no answer may have been made: that is said, and asked again under its key."""
    now = state.here.appointing
    if now.order is not None and now.asked_at + state.machine.delays.query_s <= state.at:
        return _now(state, order=None, trouble=SILENT)
    return slip_ended(state, now.job, Printing.NOT_CONFIRMED, Trouble("timeout", "site_keeper"))


def _now(state: State, **changes: object) -> State:
    return state.with_visit(appointing=replace(state.here.appointing, **changes))  # type: ignore[arg-type]
