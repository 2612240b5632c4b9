"""What must be true of every state that can be reached, and of every step."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from pydantic import BaseModel
from visit_card import DIGITS
from visit_world import SECRETS

from catalogue.guide_code import LONGEST_CODE
from contract.appointment import AppointmentState
from visit import effects as do
from visit import events as e
from visit.handlers.presence import next_deadline
from visit.held.page import IDLE_PAGES, Over, Page
from visit.held.paper import Paper, Printing
from visit.papers import PAPERS
from visit.situation import bars
from visit.table import decide
from visit.turn import ignore_late, ignore_stale
from visit.view import view
from visit.views import (
    AttractBody,
    Button,
    HomeBody,
    ListBody,
    Mark,
    Option,
    ProgressBody,
    PublishedBody,
    ResultBody,
    SearchBody,
    Tile,
    View,
    buttons_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from visit.state import State

GONE = IDLE_PAGES | {Page.FAREWELL}


def texts(thing: object) -> Iterator[str]:
    """Every text inside, by walking the fields; a `repr` may hide what is still there."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, bytes):
        yield thing.decode("utf-8", "replace")
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from texts(key)
            yield from texts(value)
    elif isinstance(thing, (tuple, list, set, frozenset)):
        for one in thing:
            yield from texts(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from texts(getattr(thing, one.name))
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from texts(getattr(thing, name))


def leaks(state: State) -> list[str]:
    """Residents' data found anywhere but in the items themselves (which hold fictional examples)."""
    inside = [
        text for one in fields(state) if one.name != "machine" for text in texts(getattr(state, one.name))
    ]
    inside += list(texts(dict(state.machine.devices)))
    return [secret for secret in SECRETS if any(secret in text for text in inside)]


def check_state(state: State) -> None:
    """All that a state alone can show."""
    assert math.isfinite(next_deadline(state)), "this state waits for ever"
    if state.page in GONE:
        assert state.visit is None
        # A call made from an idle page holds what its caller said, until it ends.
        assert not leaks(replace(state, help=None)), f"{leaks(state)} on {state.page}"
    if state.over is Over.HELP:
        assert state.help is not None, "a help panel without a call"
    if state.visit is not None:
        told = repr(replace(state.visit, item=None))
        assert not any(one in told for one in DIGITS), "a PIN is in the repr of the state"
        digits = [text for text in texts(replace(state.visit, item=None)) if text in DIGITS]
        assert not digits or state.page not in {Page.RESULT, Page.RATING}, (
            "a PIN is kept that has no more use"
        )
    for language in ("zh", "en"):
        check_view(state, language)


def check_view(state: State, language: str) -> None:
    shown = view(replace(state, language=language))
    check_buttons(state, shown)
    assert shown.chrome.help.enabled
    assert isinstance(shown.chrome.help.event, e.CallHelp)
    visit = state.visit
    assert not any(one in text for one in DIGITS for text in texts(shown)), "a PIN is shown"
    check_hints(state, shown)
    if isinstance(shown.body, HomeBody | ListBody | SearchBody):
        check_list(shown.body)
    if isinstance(shown.body, AttractBody | PublishedBody):
        assert shown.body.board.rows, "an empty list is published"
        assert len(shown.body.board.qr.encode()) <= LONGEST_CODE
    if state.page is Page.APPOINTMENT:
        check_appointment(state, shown)
    elif visit is not None and not visit.number:
        assert not isinstance(shown.body, ResultBody), "a result without a number"
        if isinstance(shown.body, ProgressBody) and state.page is not Page.BOX:
            assert shown.body.steps[0].mark is not Mark.DONE, "shown as taken in before the disk has it"
    if isinstance(shown.body, ResultBody) and state.page is not Page.APPOINTMENT:
        assert visit is not None
        assert shown.body.number == visit.number != ""


def check_appointment(state: State, shown: View) -> None:
    """A number is shown only of a ticket that the hub has given, and its code only while it holds."""
    told = state.here.appointing.told
    if isinstance(shown.body, ResultBody):
        assert told is not None, "a ticket without the hub's word"
        assert shown.body.number.replace(" ", "") == told.number
        assert shown.body.qr == ("" if told.state is AppointmentState.CANCELLED else told.code)


def check_hints(state: State, shown: View) -> None:
    """Every hint is one of the item's, has its source and its date, and has not expired."""
    visit = state.visit
    if visit is None or visit.item is None or state.wall is None:
        return
    today = state.wall.date()
    valid = {
        text
        for one in visit.item.rules.prompts
        if one.since <= today <= one.until
        for text in (one.says.zh, one.says.en)
    }
    questions = getattr(shown.body, "questions", ())
    for tip in (*getattr(shown.body, "tips", ()), *(tip for one in questions for tip in one.tips)):
        assert tip.text in valid, "a hint that is not valid today"
        assert tip.source


def check_list(body: HomeBody | ListBody | SearchBody) -> None:
    """Eight things at most, and a list is never turned over to where nothing is."""
    trees = (body.search, *body.trees) if isinstance(body, HomeBody) else ()
    assert len(body.tiles) + len(trees) <= 8
    if not isinstance(body, HomeBody) and body.pager is not None:
        assert body.tiles, "turned over too far"
        assert body.pager.before.enabled or body.pager.after.enabled
    if isinstance(body, SearchBody) and not body.entry.shown + body.entry.composing:
        assert not body.tiles, "found without a word"


def check_buttons(state: State, shown: View) -> None:
    live = buttons_of(shown.overlay) if shown.overlay is not None else buttons_of(shown)
    names = [one.id for one in live if not one.id.startswith("candidate:")]
    assert len(names) == len(set(names)), f"two touchable parts with one name: {sorted(names)}"
    for one in (*live, shown.chrome.help, shown.chrome.language):
        if one is None or (isinstance(one, Button) and not one.enabled):
            continue
        assert isinstance(one, (Button, Option, Tile))
        assert one.label if not isinstance(one, Tile) else one.title, f"{one.id} says nothing"
        handler = decide(state.page, state.over, type(one.event))
        assert handler not in {ignore_late, ignore_stale}, f"{one.id} on {state.page}/{state.over} is dead"


def check_step(before: State, event: e.Event, after: State, effects: tuple[do.Effect, ...]) -> None:
    """All that one step can show."""
    assert after.at >= before.at
    kinds = {type(one) for one in effects}
    if after.page is Page.FAREWELL and before.page is not Page.FAREWELL:
        assert {do.Wipe, do.ReleaseDevices, do.StopReading} <= kinds
        assert not after.wiped
        assert after.help is None
    if before.page in IDLE_PAGES and after.page not in IDLE_PAGES:
        assert do.ClaimDevices in kinds
    if isinstance(event, e.CallHelp):
        assert after.over is Over.HELP
        assert after.help is not None
        assert after.help.state != "closed"
    for one in effects:
        if isinstance(one, do.Note):
            assert not any(secret in text for secret in SECRETS for text in texts(one))
    was, now = before.visit, after.visit
    if was is not None and was.handing is not None and now is not None and now.handing is None:
        was = was.handing.behind if after.page is was.handing.page else was  # gone back to what was left
    if now is not None and now.number and (was is None or was.number != now.number):
        assert isinstance(event, e.CaseAccepted)
        assert event.key == now.key
        assert event.number == now.number
    for name in PAPERS:
        before_, after_ = (getattr(one, name, Paper()).printing for one in (was, now))
        if after_ is Printing.PRINTED and before_ is not after_:
            assert isinstance(event, e.Printed)


class Ledger:
    """What must hold over a whole run: papers, keys, and pages under the camera."""

    def __init__(self) -> None:
        self.pages: set[object] = set()
        """Pages sealed on disk that were not dropped."""
        self.given: set[object] = set()
        """Those that went with a case."""
        self.jobs: set[str] = set()
        self.confirmed: set[str] = set()
        """Papers (key and name) that the printer confirmed while the visit was there to hear it."""
        self.accepted: set[object] = set()

    def take(self, before: State, event: e.Event, after: State, effects: tuple[do.Effect, ...]) -> None:
        self._scans(event, after, effects)
        for one in effects:
            if isinstance(one, do.PrintSlip | do.PrintDocument | do.PrintCopy):
                self._paper(one)
            if isinstance(one, do.AcceptCase):
                assert after.visit is not None
                assert one.facts.key == after.visit.key
                assert one.facts.strokes or one.facts.applicant is None
                assert after.wall is not None
                assert event.__class__ is e.TryAgain or not bars(before, after.wall.date()), (
                    "barred, and handed in"
                )
                assert one.facts.key not in self.accepted, "a case taken in is handed in again"
                same = before.visit is not None and before.page is Page.SUBMITTING
                assert not same or before.visit.key == one.facts.key, "a new key for the same confirmation"  # type: ignore[union-attr]
        if isinstance(event, e.Printed) and before.visit is not None and before.visit.key is not None:
            paper, _, _ = event.job_id.rpartition("/")
            if event.job_id in self.jobs and paper.startswith(str(before.visit.key)):
                self.confirmed.add(paper)
        if isinstance(event, e.CaseAccepted) and after.visit is not None and after.visit.key == event.key:
            self.accepted.add(event.key)

    def _scans(self, event: e.Event, after: State, effects: tuple[do.Effect, ...]) -> None:
        """No page is forgotten on disk, and none goes with a case that the resident did not see in it."""
        if isinstance(event, e.PageTaken):
            self.pages.add(event.note.id)
        self.pages -= {one.attachment for one in effects if isinstance(one, do.DropPage)}
        for one in effects:
            if isinstance(one, do.AcceptCase):
                assert {note.id for note in one.facts.attachments} <= self.pages
        visits = [after.visit] if after.visit else []
        visits += [one.handing.behind for one in visits if one.handing is not None]
        held = {page.note.id for one in visits for pages in one.scans.values() for page in pages}
        if after.visit is None or not after.visit.number:
            assert self.pages <= held | self.given, "a page lies on disk that nobody knows of"
        for one in effects:
            if isinstance(one, do.AcceptCase):
                self.given |= {note.id for note in one.facts.attachments}

    def _paper(self, order: do.PrintSlip | do.PrintDocument | do.PrintCopy) -> None:
        assert order.job_id not in self.jobs, "one job twice"
        self.jobs.add(order.job_id)
        paper, _, number = order.job_id.rpartition("/")
        assert paper not in self.confirmed, "a second paper after a confirmed one"
        if isinstance(order, do.PrintSlip) and order.slip.kind == "receipt" and int(number) > 1:
            assert order.slip.reprint, "a second paper that does not say so"
