"""Where else the item can be done, in words: way, hours, and how much is known. Never more than the last report says."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from catalogue.nearby import FRESH_S, Means, Near, first, nearest, working
from catalogue.opening import opening
from visit.views import Row
from wording import say
from wording.forms import clauses, day

ALSO = 2
"""Places that a guide names besides its window."""

if TYPE_CHECKING:
    from datetime import datetime

    from catalogue.model import Item
    from catalogue.opening import Opening
    from catalogue.surroundings import Reach
    from visit.state import State


def near_of(state: State, item: Item) -> tuple[Near, ...]:
    """The nearest other places for an item, the surest first."""
    machine = state.machine
    if state.wall is None:
        return ()
    return nearest(item, machine.around, machine.reports, state.wall)


def also_there(state: State) -> tuple[str, ...]:
    """For the guide: the nearest places where a machine was able to do it."""
    named = [one for one in near_of(state, state.here.chosen) if one.means is Means.TERMINAL][:ALSO]
    lines = [_line(state, one) for one in named]
    old = knowledge(state) if named else ""
    return (*lines, old) if old else tuple(lines)


def window_now(state: State) -> tuple[str, ...]:
    """The way to the item's window and whether somebody is there now; nothing where no outlet has it."""
    surroundings, language = state.machine.around, state.language
    assert state.wall is not None
    found = (one for one in surroundings.reaches if surroundings.window_at(one.outlet, state.here.chosen))
    return tuple(
        clauses(
            (way_text(one, language), opening_text(state, opening(one.outlet.hours, state.wall))), language
        )
        for one in islice(found, 1)
    )


def elsewhere_now(state: State) -> list[Row]:
    """Where terminals work while this one does nothing, for whoever stands before it; nothing that is not known."""
    machine, language = state.machine, state.language
    if state.wall is None:
        return []
    shown = [one for one in machine.items if one.complete]
    return [
        Row(
            say(language, "near.working"),
            _line(state, one),
            note=knowledge(state),
        )
        for one in working(shown, machine.around, machine.reports, state.wall, ALSO)
    ]


def _line(state: State, near: Near) -> str:
    """One place: its name, the way, and whether it is open."""
    language = state.language
    return say(
        language,
        "near.also_line",
        name=near_name(near, language),
        way=way_text(near.reach, language),
        when=opening_text(state, near.opening),
    )


def tile_reason(state: State, item: Item, brief: str) -> str:
    """没有纸；最近可办：…，走路8分钟."""
    machine, language = state.machine, state.language
    near = first(item, machine.around, machine.reports, state.wall) if state.wall is not None else None
    if near is None:
        return say(language, "near.tile_none", why=brief)
    name, way = near_name(near, language), way_text(near.reach, language)
    if near.opening.open and near.reach.here:
        return say(language, "near.tile_here", why=brief, name=name)
    if not near.opening.open:
        assert state.wall is not None
        return say(language, "near.tile_opens", why=brief, name=name, when=opening_text(state, near.opening))
    key = "near.tile" if near.sure else "near.tile_unheard"
    return say(language, key, why=brief, name=name, way=way)


def near_name(near: Near, language: str) -> str:
    if not near.reach.here:
        return near.reach.outlet.name.to(language)
    return say(language, "near.window_here" if near.means is Means.WINDOW else "near.terminal_here")


def way_text(reach: Reach, language: str) -> str:
    if reach.here:
        return say(language, "near.here")
    key = "near.on_foot" if reach.way.on_foot else "near.by_vehicle"
    return say(language, key, minutes=reach.way.minutes)


def opening_text(state: State, opening: Opening) -> str:
    """现在开着，到17:00. The day is told in the words that people use for it."""
    assert state.wall is not None
    language, now = state.language, state.wall
    if opening.open and opening.until is None:
        return say(language, "near.day_and_night")
    if opening.open:
        assert opening.until is not None
        return say(language, "near.open_until", when=f"{opening.until:%H:%M}")
    if opening.opens is None:
        return say(language, "near.no_hours")
    return say(language, "near.opens", when=_moment(opening.opens, now, language))


def _moment(when: datetime, now: datetime, language: str) -> str:
    hour = f"{when.hour}:{when.minute:02}"
    if when.date() == now.date():
        return say(language, "near.today", hour=hour)
    if when.date() == now.date() + timedelta(days=1):
        return say(language, "near.tomorrow", hour=hour)
    return say(language, "near.on_day", day=day(when.date(), language), hour=hour)


def knowledge(state: State) -> str:
    """How old is what is told of the machines; empty while it is fresh."""
    age, language = state.machine.reports.age_s(state.at), state.language
    if age is None:
        return say(language, "near.never_heard")
    if age <= FRESH_S and state.machine.line_up:
        return ""
    assert state.wall is not None
    told = state.wall - timedelta(seconds=age)
    return say(language, "near.as_of", when=f"{told.hour}:{told.minute:02}")


def certainty(near: Near, language: str) -> str:
    """Whether it can be done there; a telephone number where nobody knows."""
    phone = near.reach.outlet.phone
    if near.means is Means.UNHEARD:
        return say(language, "near.unheard_here" if near.reach.here else "near.unheard", phone=phone)
    return say(language, "near.by_window" if near.means is Means.WINDOW else "near.by_terminal", phone=phone)
