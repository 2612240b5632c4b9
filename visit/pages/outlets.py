"""附近网点: every outlet with the way, its hours, and what is not done there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.availability import availability
from catalogue.nearby import candidates
from catalogue.opening import opening, reachable
from visit.lists import shown_of
from visit.nearby import certainty, knowledge, opening_text, way_text
from visit.pages.find import pager
from visit.views import Board, Mark, PublishedBody, Row
from wording import say
from wording.forms import clauses

if TYPE_CHECKING:
    from catalogue.model import Item
    from catalogue.nearby import Near
    from catalogue.outlets import Outlet
    from catalogue.surroundings import Reach
    from visit.state import State


def outlets(state: State) -> PublishedBody:
    """The nearest first. Where an item is meant, each says whether it can be done there."""
    language, machine, item = state.language, state.machine, state.here.item
    assert state.wall is not None
    shown = shown_of(state, machine.around.reaches)
    if item is None:
        rows = tuple(_row(state, one) for one in shown)
        title = say(language, "outlets.title")
    else:
        able = {
            one.reach.outlet.id: one for one in candidates(item, machine.around, machine.reports, state.wall)
        }
        rows = tuple(_row_of_item(state, one, item, able.get(one.outlet.id)) for one in shown)
        title = say(language, "outlets.title_item", item=item.names.plain.to(language))
    said = [knowledge(state) if item is not None else "", say(language, "outlets.ways")]
    board = Board(title, " ".join(one for one in said if one), rows, "", "", "")
    return PublishedBody(board, pager(state))


def _row(state: State, reach: Reach) -> Row:
    assert state.wall is not None
    language, outlet = state.language, reach.outlet
    when = reachable(outlet, state.wall)
    told = [opening_text(state, when)]
    staffed = opening(outlet.hours, state.wall)
    if outlet.day_and_night and not staffed.open:
        told = [say(language, "outlets.unattended")]
    without = [one.reason.to(language) for one in outlet.leaves_out if not one.unattended or not staffed.open]
    if not outlet.terminals:
        without.append(say(language, "outlets.no_terminal"))
    return Row(
        label=outlet.name.to(language),
        value=clauses((way_text(reach, language), *told), language),
        mark=Mark.DONE if when.open else Mark.WARNING,
        note=_address(outlet, language, *without),
    )


def _row_of_item(state: State, reach: Reach, item: Item, near: Near | None) -> Row:
    language, outlet = state.language, reach.outlet
    way = way_text(reach, language)
    if near is None:
        why = _why_not(state, outlet, item)
        return Row(
            outlet.name.to(language), clauses((way, why), language), Mark.TROUBLE, _address(outlet, language)
        )
    return Row(
        label=outlet.name.to(language),
        value=clauses((way, opening_text(state, near.opening)), language),
        mark=Mark.DONE if near.sure else Mark.WARNING,
        note=_address(outlet, language, certainty(near, language)),
    )


def _why_not(state: State, outlet: Outlet, item: Item) -> str:
    """By level and rules of the outlet, by its machines' last report, or because there is none for it."""
    machine, language = state.machine, state.language
    left_out = machine.around.left_out_at(outlet, item, state.wall) if item.complete else None
    if left_out is not None:
        return left_out.to(language).rstrip("。.")
    for name in outlet.terminals:
        report = machine.reports.terminals.get(name)
        if report is None or not item.complete or name == machine.place.terminal_id:
            continue
        now = availability(item, usable=report.devices, line_up=report.online, room=report.takes_cases)
        if now.brief is not None:
            return say(language, "outlets.machine", why=now.brief.to(language))
    return say(language, "outlets.not_here")


def _address(outlet: Outlet, language: str, *more: str) -> str:
    where = f"{outlet.place.to(language)}  {outlet.phone}"
    return say(language, "join.stops").join((where, *(one.rstrip("。.") for one in more)))
