"""What keeps the UI thread busy for longer than a frame, and where in the program that was.

Nothing is timed while the screen is still. At the beginning of each turn of the loop a second thread begins to wait; a turn
that is not over after `LIMIT_S` is looked at: what this program was doing there and then is the place that is told. Places
are names and line numbers of the program, never a value.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

log = logging.getLogger("bangban.kiosk")

LIMIT_S = 0.016
"""One frame of a display with sixty a second."""
LOG_EVERY_S = 600.0
"""The same place is not written down more often; the line says how often it was slow in between."""
MOST_PLACES = 50
"""More are counted without a name of their own."""
OWN = f"{Path(__file__).parent.parent}/"
LOOP = "/screens/loop.py"
ROOT_OF_THE_LOOP = "runTouchApp"
"""Kivy's; below it stands what started the program."""
PLACE = 300
"""Letters of a place that are told (`Heartbeat.slowest_turn_place`)."""
DEEP = 2
"""Functions that are told of a place."""
DRAWING = "drawing"
"""Nothing of this program: the frame is on its way to the display."""


class SlowTurns:
    """`over` and `begins` are the UI thread's; `summary` and `count` may be asked from any."""

    def __init__(
        self,
        limit_s: float = LIMIT_S,
        log_every_s: float = LOG_EVERY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit_s = limit_s
        self._log_every_s = log_every_s
        self._clock = clock
        self._ui = 0
        self._began = 0.0
        self._turn = 0
        self._place = ""
        self._busy = threading.Event()
        self._stopping = threading.Event()
        self._logged: dict[str, tuple[float, int]] = {}
        self._thread: threading.Thread | None = None
        self.count = 0
        """Turns that took longer than the limit, since the program began."""
        self.longest_s = 0.0
        self.longest_place = ""

    def start(self) -> None:
        """On the thread that is to be watched."""
        self._ui = threading.get_ident()
        self._thread = threading.Thread(target=self._run, name="slow-turns", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._busy.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def begins(self) -> None:
        """The loop has something to do."""
        self._place = ""
        self._turn += 1
        self._began = self._clock()
        self._busy.set()

    def over(self) -> None:
        """The loop goes to rest, or to its next turn."""
        began, self._began = self._began, 0.0
        if began and self._ui:
            spent = self._clock() - began
            if spent > self._limit_s:
                self._note(spent, self._place or DRAWING)

    @property
    def worst(self) -> tuple[int, int, str]:
        """How many, and of the longest its milliseconds and place; for the hub."""
        return self.count, round(self.longest_s * 1000), self.longest_place[:PLACE]

    @property
    def summary(self) -> str:
        """For staff; empty while nothing was slow."""
        if not self.count:
            return ""
        return f"{self.count} slow turns, longest {self.longest_s * 1000:.0f} ms in {self.longest_place}"

    def _run(self) -> None:
        while True:
            self._busy.wait()
            if self._stopping.is_set():
                return
            self._busy.clear()
            turn = self._turn
            # The first look decides, later ones mend it: a frame that is drawn at the end is not what took long.
            while not self._stopping.wait(self._limit_s) and self._began and self._turn == turn:
                self._look(turn)

    def _look(self, turn: int) -> None:
        place = place_of(sys._current_frames().get(self._ui))  # noqa: SLF001 - the only way to see another thread
        if self._began and self._turn == turn and (not self._place or self._place == DRAWING):
            self._place = place

    def _note(self, spent: float, place: str) -> None:
        self.count += 1
        if spent > self.longest_s:
            self.longest_s, self.longest_place = spent, place
        if place not in self._logged and len(self._logged) >= MOST_PLACES:
            return
        now = self._clock()
        last, since = self._logged.get(place, (float("-inf"), 0))
        if now - last < self._log_every_s:
            self._logged[place] = (last, since + 1)
            return
        self._logged[place] = (now, 0)
        more = f"; {since} times since the last line" if since else ""
        log.warning("the picture stood still for %.0f ms in %s%s", spent * 1000, place, more)


def place_of(frame: FrameType | None) -> str:
    """The innermost function of this program on a stack, and who called it; `DRAWING` when there is none."""
    found: list[str] = []
    while frame is not None and len(found) < DEEP and frame.f_code.co_name != ROOT_OF_THE_LOOP:
        name = frame.f_code.co_filename
        # The loop itself is always there, and says nothing.
        if name.startswith(OWN) and "/.venv/" not in name and not name.endswith(LOOP):
            found.append(f"{frame.f_code.co_qualname}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(found) or DRAWING
