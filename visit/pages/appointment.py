"""预约: outlet, day and time one after the other, and the telephone number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract.civil_time import CIVIL
from visit.appointment import (
    days_of,
    free_by_outlet,
    outlet_name,
    outlet_of,
    outlets_of,
    pages_of,
    phone_is_whole,
    rules_of,
    times_of,
    turned_up,
)
from visit.appointment_slip import begin_in_words, time_in_words
from visit.events import FocusField, GoBack, GoNext, OpenOwnAppointments, Pick, TryAgain
from visit.held.appointing import Stage
from visit.pages import inform
from visit.pages.keys import keyboard
from visit.pages.paging import pager
from visit.views import (
    Button,
    EntryQuestion,
    FormBody,
    IdentifyBody,
    ListBody,
    Mark,
    Pager,
    PreviewBody,
    Row,
    Tile,
    Tone,
)
from wording import has, say
from wording.forms import full_day, short_day, weekday

if TYPE_CHECKING:
    from datetime import date

    from contract.appointment import Slot
    from visit.state import State

NO_LINE = frozenset({"line_down", "timeout_unknown", "hub_error", "not_enrolled", "garbage"})
"""Nothing can be looked up or booked now."""
NOON = 12


def appoint(state: State) -> ListBody | PreviewBody:
    now, language = state.here.appointing, state.language
    title = say(language, "appointment.title")
    if now.trouble is not None:
        return not_now(state, title)
    if now.slots is None:
        return PreviewBody(title, Mark.WAITING, say(language, "appointment.loading"), (), "", ())
    if not now.slots.slots:
        return _by_phone(state, title)
    if now.stage is Stage.OUTLET:
        return _outlets(state)
    return _days(state) if now.stage is Stage.DAY else _times(state)


def not_now(state: State, title: str) -> PreviewBody:
    """No line: never a booking that nobody has heard of, but the ways that are left."""
    language, trouble = state.language, state.here.appointing.trouble
    assert trouble is not None
    return PreviewBody(
        title,
        Mark.WARNING,
        say(language, "appointment.no_line" if trouble.code in NO_LINE else refusal(trouble.code)),
        window(state),
        "",
        (Button("again", say(language, "button.again"), TryAgain(), Tone.PRIMARY),),
    )


def refusal(code: str) -> str:
    """The key of the sentence for the hub's no."""
    key = f"booking.{code}"
    return key if has(key) else "appointment.trouble"


def _by_phone(state: State, title: str) -> PreviewBody:
    language = state.language
    return PreviewBody(
        title,
        Mark.WARNING,
        say(language, "appointment.nowhere"),
        window(state),
        "",
        (Button("back_to_guide", say(language, "appointment.to_guide"), GoBack(), Tone.PRIMARY),),
    )


def window(state: State) -> tuple[Row, ...]:
    """Where people are, and when."""
    language, item = state.language, state.here.item
    if item is None:
        return (Row(say(language, "appointment.phone"), state.machine.place.window_phone),)
    window = item.guide.window
    return (
        Row(say(language, "closed.window"), window.name.to(language)),
        Row(say(language, "closed.place"), window.place.to(language)),
        Row(say(language, "closed.hours"), window.hours.to(language)),
        Row(say(language, "closed.phone"), window.phone),
    )


def _outlets(state: State) -> ListBody:
    """The nearest first; at the end the way to what was booked before."""
    language, now = state.language, state.here.appointing
    assert now.slots is not None
    free, names = free_by_outlet(now.slots), outlets_of(state)
    ways = {reach.outlet.id: reach for reach in state.machine.around.reaches}
    tiles = []
    for name in turned_up(state, names):
        outlet, reach = outlet_of(state, name), ways.get(name)
        told = outlet.place.to(language) if outlet is not None else ""
        if reach is not None and not reach.here:
            walk = "appointment.on_foot" if reach.way.on_foot else "appointment.ride"
            told = f"{told}  {say(language, walk, minutes=reach.way.minutes)}"
        elif reach is not None:
            told = say(language, "appointment.here")
        tiles.append(
            Tile(
                id=name,
                title=outlet.name.to(language) if outlet is not None else name,
                subtitle=told,
                mark=Mark.NONE if free[name] else Mark.TROUBLE,
                reason="" if free[name] else say(language, "appointment.outlet_full"),
                event=Pick(name),
            )
        )
    if now.turned == pages_of(state, len(names)) - 1 and now.moving is None:
        own = say(language, "appointment.own")
        told = say(language, "appointment.own_told")
        tiles.append(Tile("own", own, told, Mark.NONE, "", OpenOwnAppointments()))
    title = say(language, "appointment.which_outlet")
    return ListBody(title, _first_rule(state), tuple(tiles), turning(state, len(names)))


def _first_rule(state: State) -> str:
    """服务时间、预约规则公布: what is to be known before a time is chosen; all of it stands on the slip."""
    rules = rules_of(state)
    assert rules is not None
    return rules.conditions[0].to(state.language)


def _days(state: State) -> ListBody:
    language, listed = state.language, days_of(state)
    tiles = tuple(
        Tile(
            id=day.isoformat(),
            title=_day_tile(day, language),
            subtitle=say(language, "appointment.free", count=free) if free else "",
            mark=Mark.NONE if free else Mark.TROUBLE,
            reason="" if free else say(language, "appointment.full"),
            event=Pick(day.isoformat()),
        )
        for day, free in turned_up(state, listed)
    )
    where = outlet_name(state, state.here.appointing.outlet)
    return ListBody(say(language, "appointment.which_day"), where, tiles, turning(state, len(listed)))


def _times(state: State) -> ListBody:
    language, now, listed = state.language, state.here.appointing, times_of(state)
    assert now.day is not None
    tiles = tuple(
        Tile(
            id=f"{one.starts_at.astimezone(CIVIL):%H%M}",
            title=_time_tile(one, language),
            subtitle=say(language, "appointment.free", count=one.free) if one.free else "",
            mark=Mark.NONE if one.free else Mark.TROUBLE,
            reason="" if one.free else say(language, "appointment.full"),
            event=Pick(one.starts_at.isoformat()),
        )
        for one in turned_up(state, listed)
    )
    where = outlet_name(state, now.outlet)
    summary = f"{where}  {full_day(now.day, language)}"
    return ListBody(say(language, "appointment.which_time"), summary, tiles, turning(state, len(listed)))


def _day_tile(day: date, language: str) -> str:
    """The day of the week first: it is what a week is scanned for."""
    return say(language, "appointment.day_tile", weekday=weekday(day, language), day=short_day(day, language))


def _time_tile(slot: Slot, language: str) -> str:
    morning = slot.starts_at.astimezone(CIVIL).hour < NOON
    span = time_in_words(slot.starts_at, slot.minutes, language)
    return say(language, "appointment.morning" if morning else "appointment.afternoon", span=span)


def turning(state: State, count: int) -> Pager | None:
    """Over so many tiles."""
    turned = state.here.appointing.turned
    return pager(state.language, turned, pages_of(state, count), leads=False)


def who(state: State) -> IdentifyBody:
    """The same card as for anything else, and why it is asked for."""
    return replace(inform.identify(state), privacy=say(state.language, "appointment.why_card"))


def phone(state: State) -> FormBody:
    now, language = state.here.appointing, state.language
    assert now.starts_at is not None
    when = begin_in_words(now.starts_at, language)
    question = say(language, "appointment.phone_question")
    typed = now.phone
    missing = now.phone_asked and not phone_is_whole(typed)
    entry = EntryQuestion(
        id="phone",
        question=question,
        hint="",
        purpose=say(language, "appointment.phone_why"),
        shown=" ".join(part for part in (typed[:3], typed[3:7], typed[7:]) if part),
        composing="",
        active=True,
        focus=Button("focus:phone", question, FocusField("phone"), enabled=False),
        problem=say(language, "appointment.phone_missing") if missing else "",
    )
    where = outlet_name(state, now.outlet)
    return FormBody(
        title=f"{where}  {when}",
        questions=(entry,),
        keys=keyboard("digits", state),
        next=Button("next", say(language, "appointment.confirm"), GoNext(), Tone.PRIMARY),
    )
