"""Walks one way through one item, from the attract page to its end and out again, and holds it against the file."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from catalogue.model import Ends
from kiosk.answering import StuckError
from kiosk.walk.report import GUIDED, Played, Stop
from kiosk.walk.resident import Resident
from kiosk.walk.sight import place_of, words_of
from visit.views import buttons_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.walk.plays import Play
    from kiosk.walk.rig import Rig

MOST_STEPS = 150
"""No item is that long: whoever takes so many goes round in a circle."""
LEAVING = ("close_help", "leave", "exit", "without", "home", "skip", "next")
"""What leads away from any page, the shortest first."""
MOST_TOUCHES_OUT = 20
OVER = ("end_help", "close_help", "keep_going")
"""What puts away what lies over a page."""


class Walker:
    """One play."""

    def __init__(self, rig: Rig, play: Play, most_steps: int = MOST_STEPS) -> None:
        self._rig = rig
        self._most_steps = most_steps
        self._play = play
        self._resident = Resident(rig, play)
        self._pages: list[tuple[str, tuple[str, ...]]] = []

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
        return Played(
            self._play.id, ends, tuple(sorted(self._resident.fails)), len(self._pages), seconds, stop
        )

    def _judge(self, ends: str) -> Stop | None:
        wanted = self._play.ends or GUIDED
        if ends != wanted:
            return self._stop(ends or "no end", str(wanted))
        if not self._fails_as_said(ends):
            return self._stop(f"fails: {_list(self._resident.fails)}", f"fails: {_list(self._play.fails)}")
        return None

    def _fails_as_said(self, ends: str) -> bool:
        """A form goes on from no page that is to be mended, so what is wrong further on is not told there yet."""
        said = self._play.fails
        if ends == Ends.TO_MEND:
            return self._resident.fails <= said and bool(self._resident.fails) == bool(said)
        return self._resident.fails == said

    def _stop(self, seen: str, expected: str = "") -> Stop:
        view = self._rig.view()
        told = re.sub(r"\s+", " ", words_of(view.body))[:300] if view is not None else ""
        page = view.page if view is not None else ""
        return Stop(page, expected or str(self._play.ends or GUIDED), f"{seen} | {told}")

    def _to_the_end(self) -> str:
        for _ in range(self._most_steps):
            self._close_what_lies_over()
            before = place_of(self._resident.look())
            self._pages.append(before)
            ends = self._resident.act()
            if ends:
                return ends
            self._rig.wait(
                f"the page after {before[0]}",
                lambda was=before: self._resident.moved(was),  # type: ignore[misc]
            )
        raise StuckError(f"more than {self._most_steps} pages")

    def _close_what_lies_over(self) -> None:
        """A way on from a guide may be a person to call: seen, and put away again."""
        overlay = self._resident.look().overlay
        if overlay is not None:
            way = next(name for name in OVER if any(one.id == name for one in buttons_of(overlay)))
            self._rig.touch(way)
            self._rig.wait("the page below", lambda: self._resident.look().overlay is None)

    def after(self) -> Stop | None:
        """Of a case that was taken in with the line down, once the line is back: what the office made of it."""
        key = self._resident.key
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
