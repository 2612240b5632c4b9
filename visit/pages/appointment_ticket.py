"""What was booked: the list of it, the ticket and what can be done with it, and why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract.appointment import in_groups
from visit.appointment import outlet_name, rules_of, turned_up
from visit.appointment_slip import begin_in_words, item_name, where_and_when
from visit.events import (
    CancelAppointment,
    GoBack,
    GoNext,
    GoOnWithout,
    MoveAppointment,
    OpenOwnAppointments,
    Pick,
    TryAgain,
)
from visit.held.appointing import Done
from visit.held.paper import Printing
from visit.pages.appointment import NO_LINE, not_now, refusal, turning, window
from visit.pages.idle import device_trouble
from visit.views import Button, ListBody, Mark, PreviewBody, ResultBody, Row, Section, Tile, Tone
from wording import say

if TYPE_CHECKING:
    from contract.appointment import Appointment
    from visit.state import State

PICK_ANOTHER = frozenset({"time_full", "no_such_time"})
_SLIP_MARKS = {
    Printing.PRINTING: Mark.NOW,
    Printing.PRINTED: Mark.DONE,
    Printing.FAILED: Mark.TROUBLE,
    Printing.NOT_CONFIRMED: Mark.WARNING,
    Printing.LEFT_OUT: Mark.WARNING,
}


def own(state: State) -> ListBody | PreviewBody:
    now, language = state.here.appointing, state.language
    title = say(language, "appointment.own_title")
    if now.trouble is not None:
        return not_now(state, title)
    if now.own is None:
        return PreviewBody(title, Mark.WAITING, say(language, "appointment.loading_own"), (), "", ())
    if not now.own:
        back = Button("back_to_guide", say(language, "button.back"), GoBack(), Tone.PRIMARY)
        return PreviewBody(title, Mark.NONE, say(language, "appointment.own_none"), (), "", (back,))
    tiles = tuple(_own_tile(state, one) for one in turned_up(state, now.own))
    return ListBody(title, say(language, "appointment.own_hint"), tiles, turning(state, len(now.own)))


def _own_tile(state: State, one: Appointment) -> Tile:
    told = f"{begin_in_words(one.starts_at, state.language)}  {outlet_name(state, one.outlet)}"
    return Tile(one.number, item_name(state, one.item_id), told, Mark.NONE, "", Pick(one.number))


def ticket(state: State) -> ResultBody | PreviewBody:
    now, language = state.here.appointing, state.language
    if now.trouble is not None:
        return _no_ticket(state)
    if now.told is None or now.order is not None:
        loading = say(language, "appointment.booking")
        return PreviewBody(say(language, "appointment.title"), Mark.WAITING, loading, (), "", ())
    if now.done is Done.CANCELLED:
        return _ticket(state, now.told, ())
    rules = rules_of(state)
    told = tuple(one.to(language) for one in rules.conditions) if rules is not None else ()
    return _ticket(
        state,
        now.told,
        (
            Section(say(language, "appointment.cancel_how"), (say(language, "appointment.cancel_text"),)),
            Section(say(language, "appointment.rules"), told),
        ),
    )


def _ticket(state: State, told: Appointment, sections: tuple[Section, ...]) -> ResultBody:
    now, language = state.here.appointing, state.language
    gone = now.done is Done.CANCELLED
    rows = where_and_when(state, told)
    slip = _slip_row(state)
    return ResultBody(
        title=say(language, "appointment.sure" if now.sure else f"appointment.done_{now.done}"),
        mark=Mark.WARNING if now.sure else Mark.NONE if gone else Mark.DONE,
        number_label=say(language, "appointment.number"),
        number=in_groups(told.number),
        rows=(*rows, slip) if slip is not None else rows,
        sections=sections,
        document_title="",
        document_picture=None,
        qr="" if gone else told.code,
        buttons=_buttons(state),
    )


def _buttons(state: State) -> tuple[Button, ...]:
    now, language = state.here.appointing, state.language
    if now.sure:
        return (
            Button("keep", say(language, "appointment.keep"), GoOnWithout(), Tone.PRIMARY),
            Button("cancel", say(language, "appointment.cancel_really"), CancelAppointment(), Tone.DANGER),
        )
    done = Button("next", say(language, "appointment.finish"), GoNext(), Tone.PRIMARY)
    if now.done is Done.CANCELLED:
        return (done,)
    if now.slip is not None and now.slip.in_question:
        return (
            Button("again", say(language, "appointment.print_again"), TryAgain(), Tone.PRIMARY),
            Button("without", say(language, "appointment.without_slip"), GoOnWithout()),
        )
    move = Button("move", say(language, "appointment.move"), MoveAppointment())
    return (
        done,
        move,
        Button("cancel", say(language, "appointment.cancel"), CancelAppointment(), Tone.QUIET),
    )


def _slip_row(state: State) -> Row | None:
    slip, language = state.here.appointing.slip, state.language
    if slip is None:
        return None
    note = device_trouble(slip.trouble.code, language) if slip.trouble is not None else ""
    return Row(
        say(language, "appointment.slip"),
        say(language, f"appointment.slip_{slip.printing}"),
        _SLIP_MARKS[slip.printing],
        note,
    )


def _no_ticket(state: State) -> PreviewBody:
    """Why there is no ticket (yet), and the way on from there."""
    now, language = state.here.appointing, state.language
    assert now.trouble is not None
    code = now.trouble.code
    words = "appointment.unsure" if code in NO_LINE else refusal(code)
    another = Button("another", say(language, "appointment.another"), GoOnWithout())
    again = Button("again", say(language, "button.again"), TryAgain(), Tone.PRIMARY)
    mine = Button("own", say(language, "appointment.own"), OpenOwnAppointments(), Tone.PRIMARY)
    buttons: tuple[Button, ...] = (again, another)
    if code in PICK_ANOTHER and now.told is None:
        buttons = (replace(another, tone=Tone.PRIMARY),)
    elif code == "already_booked":
        buttons = (mine,)
    elif now.told is not None:
        buttons = (again,)
    return PreviewBody(
        say(language, "appointment.title"),
        Mark.WARNING,
        say(language, words),
        window(state),
        "",
        buttons,
    )
