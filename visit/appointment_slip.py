"""The ticket on paper (预约凭条): number, where and when, what to bring, how to cancel, the rules, and its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.notice import one_time_notice
from catalogue.realm import Realm
from contract.appointment import in_groups
from contract.civil_time import CIVIL
from visit.appointment import desk_name, outlet_of, rules_of
from visit.effects import Slip, SlipLine
from visit.views import Row
from wording import say
from wording.forms import full_day

if TYPE_CHECKING:
    from datetime import datetime

    from contract.appointment import Appointment
    from visit.state import State


def time_in_words(starts_at: datetime, minutes: int, language: str) -> str:
    """A span: nobody need be there to the minute."""
    begins = starts_at.astimezone(CIVIL)
    total = begins.hour * 60 + begins.minute + minutes
    until = f"{total // 60}:{total % 60:02d}"
    return say(language, "appointment.span", begins=f"{begins.hour}:{begins.minute:02d}", until=until)


def begin_in_words(starts_at: datetime, language: str) -> str:
    """The day and when it begins, on one line."""
    begins = starts_at.astimezone(CIVIL)
    return f"{full_day(begins.date(), language)} {begins.hour}:{begins.minute:02d}"


def item_name(state: State, item_id: str) -> str:
    """In plain words; of an item that this terminal does not carry, only that there is one."""
    item = state.machine.item(item_id)
    return (
        item.names.plain.to(state.language) if item is not None else say(state.language, "appointment.thing")
    )


def where_and_when(state: State, ticket: Appointment) -> tuple[Row, ...]:
    """The same lines on the screen and on paper."""
    language = state.language
    begins = ticket.starts_at.astimezone(CIVIL)
    rows = [
        Row(say(language, "appointment.item"), item_name(state, ticket.item_id)),
        Row(say(language, "appointment.day"), full_day(begins.date(), language)),
        Row(say(language, "appointment.time"), time_in_words(begins, ticket.minutes, language)),
    ]
    outlet, item = outlet_of(state, ticket.outlet), state.machine.item(ticket.item_id)
    desk = desk_name(state, item, ticket.outlet) if item is not None else None
    if outlet is not None:
        name = outlet.name.to(language)
        rows.append(Row(say(language, "appointment.outlet"), f"{name} {desk.to(language)}" if desk else name))
        rows.append(Row(say(language, "appointment.place"), outlet.place.to(language)))
        rows.append(Row(say(language, "appointment.phone"), outlet.phone))
    return tuple(rows)


def appointment_slip(state: State) -> Slip:
    """Of the ticket that the hub has given."""
    ticket, language = state.here.appointing.told, state.language
    assert ticket is not None
    item, rules = state.machine.item(ticket.item_id), rules_of(state)
    sections = []
    if item is not None:
        materials = one_time_notice(item, None, language).materials
        sections.append((say(language, "appointment.bring"), tuple(one.name for one in materials)))
    sections.append((say(language, "appointment.cancel_how"), (say(language, "appointment.cancel_text"),)))
    if rules is not None:
        told = tuple(one.to(language) for one in rules.conditions)
        sections.append((say(language, "appointment.rules"), told))
    return Slip(
        kind="appointment",
        title=say(language, "appointment.slip_title"),
        number_label=say(language, "appointment.number"),
        number=in_groups(ticket.number),
        lines=tuple(SlipLine(row.label, row.value) for row in where_and_when(state, ticket)),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
        qr=ticket.code,
        qr_caption=say(language, "appointment.qr_caption"),
        footer=(say(language, "appointment.any_outlet"), say(language, "appointment.help")),
        watermark=say(language, "slip.watermark") if state.machine.realm is Realm.DEMO else "",
        reprint=_reprint(state),
    )


def _reprint(state: State) -> str:
    slip = state.here.appointing.slip
    return say(state.language, "slip.reprint") if slip is not None and slip.tries > 0 else ""
