"""What a ticket that was shown is worth: greeted by what it is for, and led on; no second number is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.appointment import Seen
from visit.appointment import desk_name, outlet_of
from visit.appointment_slip import item_name, where_and_when
from visit.events import GoNext, OpenAppointment, OpenOwnAppointments, TryAgain
from visit.handlers.appointment_shown import item_here, item_of
from visit.pages.appointment import NO_LINE, refusal
from visit.views import Button, Mark, PreviewBody, Row, Tone
from wording import say

if TYPE_CHECKING:
    from visit.state import State


def shown(state: State) -> PreviewBody:
    now, language = state.here.appointing, state.language
    title = _greeting(state)
    if now.genuine is not None:
        return _without_line(state, title)
    if now.trouble is not None:
        return _trouble(state)
    if now.shown is None:
        return PreviewBody(title, Mark.WAITING, say(language, "ticket_shown.looking"), (), "", ())
    if now.shown.seen is Seen.HONOURED:
        return _honoured(state, title)
    rows = where_and_when(state, now.shown.appointment) if now.shown.appointment is not None else ()
    used = now.shown.seen is Seen.USED and now.shown.appointment is not None
    outlet = outlet_of(state, now.shown.appointment.used_outlet) if used and now.shown.appointment else None
    if outlet is not None:
        rows = (*rows, Row(say(language, "ticket_shown.used_at"), outlet.name.to(language), Mark.WARNING))
    return PreviewBody(
        title, Mark.WARNING, say(language, f"ticket_shown.{now.shown.seen}"), rows, "", _ways_on(state)
    )


def _greeting(state: State) -> str:
    item, language = item_of(state), state.language
    shown = state.here.appointing.shown
    if item is not None:
        return say(language, "ticket_shown.greeting", item=item.names.plain.to(language))
    if shown is not None and shown.appointment is not None:
        return say(language, "ticket_shown.greeting", item=item_name(state, shown.appointment.item_id))
    return say(language, "ticket_shown.title")


def _honoured(state: State, title: str) -> PreviewBody:
    language, told = state.language, state.here.appointing.shown
    assert told is not None
    assert told.appointment is not None
    rows = (*_window_here(state), *where_and_when(state, told.appointment)[1:3])
    here = item_here(state)
    key = "ticket_shown.begin_here" if here is not None else "ticket_shown.to_window"
    return PreviewBody(title, Mark.DONE, say(language, key), rows, "", _go_on(state))


def _window_here(state: State) -> tuple[Row, ...]:
    """Where this outlet does it; where it has no such window, its staff, who see on their list who has come."""
    language, item, own = state.language, item_of(state), state.machine.around.own
    desk = desk_name(state, item, own.id) if item is not None and own is not None else None
    if desk is not None:
        return (Row(say(language, "closed.window"), desk.to(language), Mark.NOW),)
    phone = own.phone if own is not None else state.machine.place.window_phone
    return (
        Row(say(language, "closed.window"), say(language, "ticket_shown.staff"), Mark.NOW),
        Row(say(language, "closed.phone"), phone),
    )


def _go_on(state: State) -> tuple[Button, ...]:
    language = state.language
    if item_here(state) is not None:
        return (Button("next", say(language, "ticket_shown.begin"), GoNext(), Tone.PRIMARY),)
    return (Button("next", say(language, "appointment.finish"), GoNext(), Tone.PRIMARY),)


def _without_line(state: State, title: str) -> PreviewBody:
    """The signature says that the ticket is ours; whether it was used or cancelled nobody can say now."""
    language = state.language
    return PreviewBody(
        title,
        Mark.WARNING,
        say(language, "ticket_shown.genuine_offline"),
        _window_here(state),
        "",
        _go_on(state),
    )


def _trouble(state: State) -> PreviewBody:
    now, language = state.here.appointing, state.language
    assert now.trouble is not None
    key = "ticket_shown.no_line" if now.trouble.code in NO_LINE else refusal(now.trouble.code)
    again = Button("again", say(language, "button.again"), TryAgain(), Tone.PRIMARY)
    phone = Row(say(language, "appointment.phone"), state.machine.place.window_phone)
    words = say(language, key)
    return PreviewBody(say(language, "ticket_shown.title"), Mark.WARNING, words, (phone,), "", (again,))


def _ways_on(state: State) -> tuple[Button, ...]:
    """Too early: move it. Over: book again. And always a person to ask."""
    language, told = state.language, state.here.appointing.shown
    home = Button("next", say(language, "closed.home"), GoNext(), Tone.PRIMARY)
    if told is not None and told.seen in {Seen.TOO_EARLY, Seen.OTHER_DAY}:
        return (
            home,
            Button("own", say(language, "ticket_shown.other_time"), OpenOwnAppointments()),
        )
    if item_of(state) is not None:
        return (
            home,
            Button("book_again", say(language, "ticket_shown.book_again"), OpenAppointment()),
        )
    return (home,)
