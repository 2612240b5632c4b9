"""Whether a page says that something did not work, and what it says: read off the page itself, so no page is forgotten."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from catalogue.answers import asked_materials
from catalogue.model import Text
from catalogue.said import said
from visit.card_writing import waits_for_line
from visit.events import OpenHandOver
from visit.hand_over import ELDER, age_of, may_hand_over
from visit.held.page import ITEM_PAGES, Page
from visit.held.page_line import Line
from visit.judgement import must_sign_by_hand
from visit.lists import search_words
from visit.views import (
    BarredBody,
    Button,
    ClosedBody,
    IdentifyBody,
    MaintenanceBody,
    Mark,
    OutOfServiceBody,
    ResultBody,
    Row,
    SearchBody,
    SignBody,
    Tone,
)
from wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from visit.state import State
    from visit.views import Body

WRONG = frozenset({Mark.WARNING, Mark.TROUBLE})
LONGEST = 120
"""Of one line, in characters: what is handed over is read on the telephone."""
MOST = 4
"""Of such lines."""
OF_AN_ITEM = ITEM_PAGES | {Page.CLOSED_ITEM}


def hand_over_button(state: State, body: Body, draw: Callable[[State], Body], step: str) -> Button | None:
    """办不成事, where the page says that something did not work; it carries what the page says in both languages.

    `draw` makes the page's body anew, for the other language; `step` is the key of the step's name.
    """
    if not _said(state, body) or not may_hand_over(state):
        return None
    both = [replace(state, language=one) for one in ("zh", "en")]
    said = dict(zip(*(_said(told, draw(told)) for told in both), strict=True))
    lines = [*_where(state)]
    if step:
        lines.append(_line("step", "hand_over.step", (say("zh", step), say("en", step))))
    for number, words in enumerate(list(said.items())[:MOST], start=1):
        lines.append(_line(f"said_{number}", "hand_over.said", words))
    lines += [*_papers(state), *_first(state)]
    return Button(
        "hand_over",
        say(state.language, "hand_over.button"),
        OpenHandOver(str(state.page), tuple(lines)),
        Tone.SECONDARY,
    )


def _line(name: str, key: str, words: tuple[str, str]) -> Line:
    zh, en = words
    return Line(name, Text(zh=say("zh", key, words=zh), en=say("en", key, words=en)))


def _where(state: State) -> Iterator[Line]:
    """What was to be done, and the number it has; on the search page what was looked for."""
    visit = state.visit
    if visit is None:
        return
    looked_for = search_words(visit)
    if state.page is Page.SEARCH and looked_for:
        yield _line("looked_for", "hand_over.looked_for", (looked_for, looked_for))
    if visit.item is None or state.page not in OF_AN_ITEM:
        return
    name = visit.item.names.plain
    yield _line("item", "hand_over.item", (name.zh, name.en))
    if visit.number:
        yield _line("number", "hand_over.number", (visit.number, visit.number))


def _papers(state: State) -> Iterator[Line]:
    """The materials that the guide listed for this case, by name."""
    visit = state.visit
    if visit is None or visit.item is None or state.page not in OF_AN_ITEM:
        return
    names = [one.name for one in asked_materials(visit.item, visit.answers)]
    if names:
        words = ("、".join(one.zh for one in names), ", ".join(one.en for one in names))
        yield _line("materials", "hand_over.materials", words)


def _first(state: State) -> Iterator[Line]:
    """优先: the old are helped first, where they say so."""
    who = state.visit.applicant if state.visit is not None else None
    if who is not None and (age_of(who, state) or 0) >= ELDER:
        yield Line("first", said("hand_over.elder"))


def _said(state: State, body: Body) -> tuple[str, ...]:
    """What the page says went wrong, in its own words; nothing that somebody filled in."""
    return tuple(one.strip()[:LONGEST] for one in _sentences(state, body) if one.strip())


def _sentences(state: State, body: Body) -> Iterator[str]:
    special = next((read for kind, read in _SPECIAL.items() if isinstance(body, kind)), None)
    if special is not None:
        yield from special(state, body)
        return
    if getattr(body, "mark", Mark.NONE) in WRONG:
        yield getattr(body, "status", "")
    yield from _wrong_rows(body)


def _wrong_rows(body: Body) -> Iterator[str]:
    for row in _rows(body):
        if row.mark in WRONG:
            yield f"{row.label}：{row.note or row.value}"


def _out_of_service(_: State, body: OutOfServiceBody) -> Iterator[str]:
    """Who keeps the place has closed it, or the store takes nothing: no device is at fault."""
    wrong = list(_wrong_rows(body))
    yield from wrong or [body.text]


def _reasons(_: State, body: BarredBody | ClosedBody) -> Iterator[str]:
    yield from body.reasons


def _not_found(_: State, body: SearchBody) -> Iterator[str]:
    if not body.tiles and body.entry.shown + body.entry.composing:
        yield body.status


def _cannot_sign(state: State, body: SignBody) -> Iterator[str]:
    if waits_for_line(state):
        yield body.statement
    elif must_sign_by_hand(state):
        yield say(state.language, "sign.by_hand")


def _card(_: State, body: IdentifyBody) -> Iterator[str]:
    if body.mark in WRONG:
        yield body.instruction
    if body.mark is Mark.TROUBLE:
        yield body.status


def _outcome(_: State, body: ResultBody) -> Iterator[str]:
    """A refusal or a list of what is to be mended with its reasons, and the papers that did not come."""
    if body.mark in WRONG:
        yield body.title
    if body.mark is Mark.TROUBLE and body.sections:
        yield from body.sections[0].lines
    for row in body.rows:
        if row.mark in WRONG:
            yield f"{row.label}：{row.note or row.value}"


def _nothing(_: State, body: MaintenanceBody) -> Iterator[str]:  # noqa: ARG001 - as all of these
    """It is read by those whom it is told to."""
    yield from ()


_SPECIAL: dict[type[Body], Callable[[State, Any], Iterable[str]]] = {
    BarredBody: _reasons,
    ClosedBody: _reasons,
    SearchBody: _not_found,
    SignBody: _cannot_sign,
    IdentifyBody: _card,
    ResultBody: _outcome,
    MaintenanceBody: _nothing,
    OutOfServiceBody: _out_of_service,
}
"""Pages that say it otherwise than by a mark and a sentence beside it."""


def _rows(body: Body) -> Iterator[Row]:
    for one in fields(body):
        value = getattr(body, one.name)
        if isinstance(value, tuple):
            yield from (row for row in value if isinstance(row, Row))
