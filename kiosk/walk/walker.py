"""Plays one way through one item as a resident would: looks at what is shown, and touches it there.

Which pages an item has is not known here: what to do follows from what a page offers, and a page of another kind is left
by its main button.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from catalogue.model import Ends
from catalogue.trial_end import EXAMPLES
from kiosk.answering import Answering, StuckError
from kiosk.strokes import signature
from kiosk.walk.plays import GOOD, WITH_THE_OFFICE
from kiosk.walk.report import GUIDED, Played, Stop
from kiosk.walk.sight import home_way, main_button, place_of, words_of
from visit.events import Drew
from visit.views import (
    AttractBody,
    BarredBody,
    CheckBody,
    ClosedBody,
    ConsentBody,
    FormBody,
    GuideBody,
    IdentifyBody,
    Mark,
    MaterialsBody,
    PinBody,
    PreviewBody,
    ProgressBody,
    ResultBody,
    ScanBody,
    SignBody,
    SocialCardBody,
    buttons_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from kiosk.walk.plays import Play
    from kiosk.walk.rig import Rig
    from visit.views import Body, View

MOST_STEPS = 150
"""No item is that long: whoever takes so many goes round in a circle."""
LEAVING = ("close_help", "leave", "exit", "without", "home", "skip", "next")
"""What leads away from any page, the shortest first."""
MOST_TOUCHES_OUT = 20
PIN = "280517"
"""Not too easy to guess for anybody of a walk: they were born on a first of January."""
PAPER = "page"
"""What lies under the document camera."""
OVER = ("end_help", "close_help", "stay")
"""What puts away what lies over a page."""


class Walker:
    """One play."""

    def __init__(self, rig: Rig, play: Play, most_steps: int = MOST_STEPS) -> None:
        self._rig = rig
        self._most_steps = most_steps
        self._play = play
        self._answering = Answering(rig)
        self._fails: set[str] = set()
        self._ways: set[str] = set()
        """Ways on from a guide that were taken."""
        self._pages: list[tuple[str, tuple[str, ...]]] = []
        self.key: UUID | None = None
        """Of the case, if it came so far."""

    def walk(self) -> Played:
        """From the attract page to the end and back to nobody. Never raises, and never goes on for ever."""
        began = time.monotonic()
        ends, stop = "", None
        try:
            ends = self._to_the_end()
            stop = self._judge(ends)
        except StuckError as stuck:
            stop = self._stop(str(stuck))
        except Exception as bug:  # noqa: BLE001 -- a page that breaks is a finding like any other
            stop = self._stop(f"{type(bug).__name__}: {bug}")
        try:
            self._leave()
        except Exception as bug:  # noqa: BLE001
            stop = stop or self._stop(f"{type(bug).__name__}: {bug}")
            self._rig.rescue()
        seconds = time.monotonic() - began
        return Played(self._play.id, ends, tuple(sorted(self._fails)), len(self._pages), seconds, stop)

    def _judge(self, ends: str) -> Stop | None:
        wanted = self._play.ends or GUIDED
        if ends != wanted:
            return self._stop(ends or "no end", str(wanted))
        if not self._fails_as_said(ends):
            return self._stop(f"fails: {_list(self._fails)}", f"fails: {_list(self._play.fails)}")
        return None

    def _fails_as_said(self, ends: str) -> bool:
        """A form goes on from no page that is to be mended, so what is wrong further on is not told there yet."""
        said = self._play.fails
        if ends == Ends.TO_MEND:
            return self._fails <= said and bool(self._fails) == bool(said)
        return self._fails == said

    def _stop(self, seen: str, expected: str = "") -> Stop:
        view = self._rig.view()
        told = re.sub(r"\s+", " ", words_of(view.body))[:300] if view is not None else ""
        page = view.page if view is not None else ""
        return Stop(page, expected or str(self._play.ends or GUIDED), f"{seen} | {told}")

    # --- page by page ----------------------------------------------------------------------------

    def _to_the_end(self) -> str:
        steps: dict[type[Body], Callable[[], str]] = {
            AttractBody: lambda: self._touch("begin"),
            GuideBody: self._guide,
            ConsentBody: lambda: self._touch("agree"),
            SocialCardBody: self._put_card_in,
            IdentifyBody: self._identify,
            FormBody: self._form,
            MaterialsBody: self._materials,
            ScanBody: self._scan,
            PinBody: self._choose_pin,
            PreviewBody: self._preview,
            CheckBody: self._check,
            SignBody: self._sign,
            ProgressBody: lambda: "",
            ResultBody: self._result,
            BarredBody: self._barred,
            ClosedBody: lambda: "closed",
        }
        for _ in range(self._most_steps):
            self._close_what_lies_over()
            view = self._look()
            before = place_of(view)
            self._pages.append(before)
            ends = next((steps[kind] for kind in type(view.body).__mro__ if kind in steps), self._another)()
            if ends:
                return ends
            self._rig.wait(f"the page after {view.page}", lambda was=before: self._moved(was))  # type: ignore[misc]
        raise StuckError(f"more than {self._most_steps} pages")

    def _moved(self, was: tuple[str, tuple[str, ...]]) -> bool:
        view = self._look()
        return place_of(view) != was or view.overlay is not None

    def _close_what_lies_over(self) -> None:
        """A way on from a guide may be a person to call: seen, and put away again."""
        overlay = self._look().overlay
        if overlay is not None:
            way = next(name for name in OVER if any(one.id == name for one in buttons_of(overlay)))
            self._rig.touch(way)
            self._rig.wait("the page below", lambda: self._look().overlay is None)

    def _look(self) -> View:
        view = self._rig.view()
        if view is None:
            raise StuckError("nothing is shown")
        return view

    def _touch(self, name: str) -> str:
        self._rig.wait(name, lambda: self._rig.sees(name))
        self._rig.touch(name)
        return ""

    def _another(self) -> str:
        """Home, its branches, and every page that nothing else is known of."""
        way = home_way(self._look(), self._play.item, self._rig.items.region)
        if way is not None:
            self._rig.touch(way)
            return ""
        self._rig.wait("a way on", lambda: main_button(self._look()) is not None)
        button = main_button(self._look())
        assert button is not None
        self._rig.touch(button)
        return ""

    def _guide(self) -> str:
        self._guide_tells_all()
        if self._play.ends is not None:
            return self._touch("next")
        ways = [one.id for one in buttons_of(self._look().body) if getattr(one, "enabled", True)]
        way = next((one for one in ways if one not in self._ways), None)
        if way is None:
            return GUIDED
        self._ways.add(way)
        return self._touch(way)

    def _guide_tells_all(self) -> None:
        """一次性告知: each question, each material, and where people do the same."""
        item, said = self._play.item, words_of(self._look().body)
        told = [item.names.legal.zh, item.guide.fee.zh, item.guide.window.phone, item.guide.window.name.zh]
        told += [one.name.zh for one in item.materials] + [one.label.zh for one in item.fields()]
        missing = [one for one in told if one not in said]
        if missing:
            raise StuckError(f"the guide does not tell {missing[0]}")

    def _identify(self) -> str:
        self._rig.dock("insert-card", self._play.card)
        try:
            self._rig.wait("the card to be read", lambda: self._rig.sees("next"))
        finally:
            self._rig.dock("remove-card")
        return self._touch("next")

    def _put_card_in(self) -> str:
        """It stays in its reader until it was written."""
        self._rig.dock("social-card-insert", self._play.card)
        return self._touch("next")

    def _choose_pin(self) -> str:
        """The same digits twice."""
        before = place_of(self._look())
        for _ in range(2):
            for digit in PIN:
                self._touch(f"pin:{digit}")
            self._touch("next")
        if not self._moved(before):
            raise StuckError("the PIN was not taken")
        return ""

    def _form(self) -> str:
        by_id = {one.id: one for one in self._play.item.fields()}
        asked = tuple(one.id for one in self._answering.questions())
        for name in asked:
            self._answering.answer(by_id[name], self._play.answers[name])
        before = place_of(self._look())
        self._rig.touch("next")
        if place_of(self._look()) != before:
            return ""
        problems = {one.id: one.problem for one in self._answering.questions() if one.problem}
        if not problems:
            raise StuckError("the page neither goes on nor says why")
        self._note_checks(" ".join(problems.values()))
        return Ends.TO_MEND

    def _materials(self) -> str:
        """What the trial says of each: promised, fetched, scanned or brought later; or to the window with it."""
        here = self._look()
        assert isinstance(here.body, MaterialsBody)
        for card in here.body.cards:
            if card.options:
                given = self._play.trial.promises.get(card.id, True)
                option = card.options[0 if given else 1]
                if not option.chosen:
                    self._rig.touch(option.id)
                if self._moved(place_of(here)):
                    return ""
        return self._touch("next")

    def _scan(self) -> str:
        """One page; all that the guide lists when the examples are played."""
        self._rig.dock("camera-show", PAPER)
        material = self._rig.state.here.scanning
        listed = {one.id: one.copies for one in self._play.item.materials}
        wanted = listed[material.material] if material is not None and self._play.id == EXAMPLES else 1
        for _ in range(wanted):
            self._touch("take")
            self._rig.wait("the page to be taken", lambda: self._scan_body().mark is not Mark.NOW)
        if self._scan_body().mark is not Mark.DONE:
            raise StuckError("the page was not taken well")
        return self._touch("next")

    def _scan_body(self) -> ScanBody:
        body = self._look().body
        assert isinstance(body, ScanBody)
        return body

    def _preview(self) -> str:
        """Until the office answered; without the line one goes on as well, where the page offers it."""
        self._rig.wait("what is on record", lambda: self._preview_body().mark is not Mark.WAITING)
        if not isinstance(self._look().body, PreviewBody):
            return ""  # turned away by what is on record
        if self._rig.sees("next"):
            return self._touch("next")
        if self._preview_body().mark is Mark.WARNING:
            return Ends.NOTHING_FOUND
        raise StuckError("the records cannot be shown")

    def _preview_body(self) -> PreviewBody:
        body = self._look().body
        return body if isinstance(body, PreviewBody) else PreviewBody("", Mark.DONE, "", (), "", ())

    def _check(self) -> str:
        body = self._look().body
        assert isinstance(body, CheckBody)
        if body.next.enabled:
            return self._touch("next")
        self._note_checks(" ".join(row.note for row in body.rows))
        return Ends.TO_MEND

    def _note_checks(self, told: str) -> None:
        checks = self._play.item.rules.checks
        self._fails |= {rule.id for rule in checks if rule.says.zh in told}

    def _barred(self) -> str:
        told = words_of(self._look().body)
        rules = self._play.item.rules.eligibility
        self._fails |= {rule.id for rule in rules if rule.says.zh in told}
        return Ends.NOT_ELIGIBLE

    def _sign(self) -> str:
        for stroke in signature():
            self._rig.post(Drew(tuple(stroke)))
        return self._touch("next")

    def _result(self) -> str:
        """The office's own word where there is a line, and every paper out of its printer."""
        if not self._play.offline:
            self._rig.wait(
                "the answer of the office",
                lambda: self._rig.state.here.answer is not None or self._rig.state.here.set_aside,
            )
        self._rig.wait("the papers", lambda: self._rig.sees("next") or self._rig.sees("without"))
        if self._rig.sees("without"):
            raise StuckError("a paper was not printed")
        visit = self._rig.state.here
        self.key = visit.key
        if visit.answer is None:
            return Ends.ACCEPTED if self._play.offline and not visit.set_aside else "set_aside"
        self._fails |= {one.rule for one in visit.answer.rules if one.held is not True}
        if visit.answer.state in GOOD:
            return Ends.APPROVED
        return Ends.ACCEPTED if visit.answer.state in WITH_THE_OFFICE else str(visit.answer.state)

    def after(self) -> Stop | None:
        """Of a case that was taken in with the line down, once the line is back: what the office made of it."""
        key = self.key
        if key is None:
            return None
        try:
            self._rig.wait("an answer of the hub", lambda: self._rig.answer(key) is not None)
        except StuckError as stuck:
            return Stop("", "an answer of the hub", str(stuck))
        answer = self._rig.answer(key)
        assert answer is not None
        if answer.state not in self._play.decided:
            return Stop("", _list(self._play.decided), str(answer.state))
        failed = {one.rule for one in answer.rules if one.held is not True}
        if not self._play.fails_later <= failed:
            return Stop("", f"fails: {_list(self._play.fails_later)}", f"fails: {_list(failed)}")
        return None

    # --- the way out -----------------------------------------------------------------------------

    def _leave(self) -> None:
        if self._play.item.act is not None:
            self._rig.dock("chip-card-remove")
        for _ in range(MOST_TOUCHES_OUT):
            if self._rig.idle:
                return
            way = next((name for name in LEAVING if self._rig.sees(name)), None)
            was = self._rig.view()
            if way is not None:
                self._rig.touch(way)
            self._rig.wait("another page", lambda was=was: self._rig.view() != was)  # type: ignore[misc]
        raise StuckError("no way out")


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
