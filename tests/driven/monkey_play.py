"""The monkey's day: led deep into a visit by somebody sensible, then wild; then everything is mended and left."""

from __future__ import annotations

import functools
import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from monkey_hands import CARDS, Hands
from monkey_rest import Rest, slope_an_hour

from drivers.simulators.dock_client import ask
from kiosk.answering import StuckError
from kiosk.demo import WindowScreen
from kiosk.player import Player
from visit.held.comfort import USUAL
from wording import CHINESE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from monkey_watch import Turns

    from kiosk.walk.line import Line
    from kiosk.window import Window

PACE_S = 0.05
"""About twenty things a second."""
WILD = 40, 250
"""Things done in one go, at least and at most."""
LOOK_S = 0.1
LOOKS = 900
"""After everything was mended the attract page is there within so many looks, also on a busy machine."""
TURNS = 5
"""Looks at an idle page before what is wrong with it counts."""
MEND_EVERY = 100
PATIENCE_S = 8.0
WAYS_OUT = ("close_help", "close_comfort", "leave", "exit", "without", "home", "skip", "next")
SENSIBLE = 0.6
"""So often the day begins sensibly."""
WHOLE = 99
"""Pictures of no visit: it is played to its end."""
WARM = 3
"""After so many rests what is loaded once is there."""


class EnoughError(Exception):
    """The sensible visitor has come as far as it was meant to; or nothing more can be tried."""


class Glass(WindowScreen):
    """The window; its pictures are counted instead of kept."""

    left = 0

    def save_picture(self, path: Path) -> None:
        self.left -= 1
        if self.left <= 0:
            raise EnoughError


class Visitor(Player):
    """Gives up sooner: the monkey goes on from there."""

    def wait(self, what: str, until: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not self._screen.on_ui(until):
            if time.monotonic() > end:
                raise StuckError(f"waited for {what} on the page {self._page()}")
            self._moved.wait(0.02)


class Monkey:
    """Plays on a thread of its own until its time is over, or something is found."""

    def __init__(self, window: Window, line: Line, turns: Turns, *, seed: int, seconds: float) -> None:
        self._window, self._turns, self._seed, self._seconds = window, turns, seed, seconds
        self._chance = random.Random(seed)
        self._screen = Glass(window)
        self._rest = Rest(window)
        self._hands = Hands(self._screen, window.around.endpoints["dock"], line, self._chance)
        self._began = time.monotonic()
        self.findings: list[str] = []
        self._pages: Counter[str] = Counter()
        self._gave_up: Counter[str] = Counter()
        """Where the sensible visitor did; the monkey went on from there."""
        self._ways_back: Counter[str] = Counter()
        self._rests: list[dict[str, float]] = []
        self._counts: dict[str, int] = {}

    def play(self) -> None:
        """Ends early by `EnoughError` when the terminal is stuck."""
        self._until_idle("the first attract page")
        with self._turns.at_rest(self._screen.on_ui):
            self._screen.on_ui(self._rest.forget_what_is_known)
        self._began = time.monotonic()
        while self._time_left() and not self.findings:
            if self._chance.random() < SENSIBLE:
                self._sensibly()
            self._wildly()
            self._back()
            self._at_rest()
        wrong, self._counts = self._rest.store()
        self.findings += wrong

    def _time_left(self) -> bool:
        return time.monotonic() - self._began < self._seconds

    # --- what is done ----------------------------------------------------------------------------

    def _sensibly(self) -> None:
        catalogue = self._window.terminal.mailbox.state.machine.catalogue
        item = self._chance.choice([one for _, one in sorted(catalogue.items.items())])
        card = "li" if self._chance.random() < 0.7 else self._chance.choice(CARDS)
        self._screen.left = self._chance.choice((self._chance.randint(1, 30), WHOLE))
        try:
            Visitor(self._screen, item, self._dock, card, self._window.data, catalogue.region).play()
        except EnoughError:
            return
        except (StuckError, AssertionError):  # a page that only the monkey knows a way on from
            self._gave_up[self._place()] += 1

    def _dock(self, verb: str, *words: str) -> None:
        if not ask(self._window.around.endpoints["dock"], verb, *words)["ok"]:
            raise StuckError(f"the dock refused {verb}")

    def _wildly(self) -> None:
        for _ in range(self._chance.randint(*WILD)):
            if not self._time_left():
                return
            began = time.monotonic()
            self._hands.act()
            self._pages[self._place()] += 1
            self._hands.pause(max(0.0, PACE_S - (time.monotonic() - began)))

    # --- what must hold --------------------------------------------------------------------------

    def _back(self) -> None:
        """Never stuck: by what is offered, or by waiting, everybody comes to the idle page."""
        way = self._chance.choice(("touches", "waiting"))
        self._ways_back[way] += 1
        self._until_idle(way, self._leave if way == "touches" else lambda: None)

    def _leave(self) -> None:
        targets = {one.id: one for one in self._screen.targets() if one.enabled}
        name = next((one for one in WAYS_OUT if one in targets), None)
        if name is not None:
            one = targets[name]
            self._screen.tap(one.x + one.w / 2, one.y + one.h / 2)
        self._hands.pause(0.25)

    def _until_idle(self, what: str, do: Callable[[], None] = lambda: None) -> None:
        # Looks are counted and not seconds: a machine that stands still is not a terminal that is stuck.
        for look in range(LOOKS):
            if look % MEND_EVERY == 0:
                # Again and again: what was ordered in the last moment may strike after it was mended.
                self._hands.mend()
            if self._screen.on_ui(self._idle):
                return
            do()
            self._hands.pause(LOOK_S)
        targets = [one.id for one in self._screen.targets() if one.enabled]
        self._found(f"stuck on {self._place()}, {what}; offered: {targets}")
        raise EnoughError

    def _idle(self) -> bool:
        """Nobody is there any more: what somebody chose before the start page stays until they have gone away."""
        state, view = self._window.terminal.mailbox.state, self._window.terminal.mailbox.shown
        bare = view is not None and view.page == "attract" and view.overlay is None
        usual = state.comfort == USUAL and state.language == CHINESE
        return bare and usual and str(state.page) == "attract" and state.machine.line_up

    def _at_rest(self) -> None:
        self._drained()
        with self._turns.at_rest(self._screen.on_ui):
            for told in self._wrong_at_rest():
                self._found(told)
            who = self._chance.randrange(self._rest.people)
            held = self._screen.on_ui(functools.partial(self._rest.who_is_held, who))
            if held:
                self._found(f"resident {who} is still held after the farewell, in {held}")
            figures = self._screen.on_ui(self._rest.figures)
        self._rests.append({"s": round(time.monotonic() - self._began, 1), **figures})

    def _wrong_at_rest(self) -> list[str]:
        """What is still so a few looks later: a button that led nowhere is painted as let go of a turn after it was."""
        wrong: list[str] = []
        for _ in range(TURNS):
            wrong = self._screen.on_ui(self._rest.wrong)
            if not wrong:
                break
            self._hands.pause(LOOK_S)
        return wrong

    def _drained(self) -> None:
        """Everything that was accepted is at the hub, and nobody holds a resident to send it."""
        terminal = self._window.terminal
        for _ in range(LOOKS):
            if not terminal.cache.waiting() and not terminal.sync._untidy:
                return
            terminal.sync.wake()
            self._hands.pause(LOOK_S)
        self._found(f"{terminal.cache.waiting()} cases wait though the line is up")

    def _found(self, told: str) -> None:
        last = " | ".join(list(self._hands.last)[-15:])
        self.findings.append(f"{told} (before it: {last})")

    def _place(self) -> str:
        state = self._window.terminal.mailbox.state
        return f"{state.page}+{state.over}" if state.over != "nothing" else str(state.page)

    def told(self) -> dict[str, Any]:
        """Figures of the whole day."""
        return {
            "seed": self._seed,
            "seconds": round(time.monotonic() - self._began),
            "findings": self.findings,
            "acts": sum(self._hands.done.values()),
            "done": dict(self._hands.done.most_common()),
            "pages": dict(self._pages.most_common()),
            "gave_up": dict(self._gave_up),
            "ways_back": dict(self._ways_back),
            **self._counts,
            "rests": len(self._rests),
            "warm": self._rests[min(WARM, len(self._rests) - 1)] if self._rests else {},
            "last": self._rests[-1] if self._rests else {},
            "used_mib_an_hour": round(slope_an_hour(self._rests, "used"), 2),
            "objects_an_hour": round(slope_an_hour(self._rests, "objects")),
            "curve": [list(one.values()) for one in self._rests],
        }
