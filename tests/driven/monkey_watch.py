"""What is looked at while the monkey plays: turns of the UI thread, the log, threads that end by an exception."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens import loop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.slow_turns import SlowTurns

PULSE_S = 0.05


class Turns:
    """How long the UI thread was busy, or waited for something, in one turn of the loop; and how long it was only kept
    from the processor by others, which says nothing of this program.
    """

    def __init__(self, slow: SlowTurns) -> None:
        self._slow = slow
        self._begun = (0.0, 0.0, 0.0)
        self._task = Path()
        self._pulse = 0.0
        self.longest: list[dict[str, Any]] = []
        """The ten longest, in milliseconds."""
        self.count = 0
        self._resting = False

    def watch(self) -> None:
        """On the UI thread, after the program's own watching has begun."""
        self._task = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        threading.Thread(target=self._beat, name="pulse", daemon=True).start()
        loop.watch_turns(self._over, self._begins)

    @contextmanager
    def at_rest(self, on_ui: Callable[[Callable[[], None]], None]) -> Iterator[None]:
        """Meanwhile the test itself keeps the UI thread busy: it looks for what was left behind."""
        self._resting = True
        try:
            yield
        finally:
            on_ui(lambda: None)  # in a turn of its own, so that the one before is over
            self._resting = False

    def _beat(self) -> None:
        pause = threading.Event()
        while not pause.wait(PULSE_S):
            self._pulse = time.monotonic()

    def _begins(self) -> None:
        self._slow.begins()
        self._begun = self._clocks()

    def _over(self) -> None:
        began, self._begun = self._begun, (0.0, 0.0, 0.0)
        place = self._slow._place
        self._slow.over()
        if not began[0] or self._resting:
            return
        wall, busy, kept = (now - then for now, then in zip(self._clocks(), began, strict=True))
        self.count += 1
        # A machine that stood still stood still for the thread beside as well.
        beside = began[0] + wall - max(self._pulse, began[0])
        waited = 0.0 if beside > wall / 2 else wall - busy - kept
        own = busy + max(0.0, waited)
        if own > 0.016 and (len(self.longest) < 10 or own * 1000 > self.longest[-1]["own_ms"]):
            entry = {"own_ms": own * 1000, "busy_ms": busy * 1000, "wall_ms": wall * 1000, "place": place}
            self.longest = sorted([*self.longest, entry], key=lambda one: -one["own_ms"])[:10]

    def _clocks(self) -> tuple[float, float, float]:
        """Wall, processor, and time spent ready to run, in seconds."""
        on_cpu, ready, _ = self._task.read_text(encoding="ascii").split()
        return time.monotonic(), int(on_cpu) / 1e9, int(ready) / 1e9


class Log(logging.Handler):
    """Every line that tells of a bug, or has anything of a person in it."""

    def __init__(self, private: Callable[[str], bool]) -> None:
        super().__init__(logging.INFO)
        self._private = private
        self.bugs: list[str] = []
        self.warnings: Counter[str] = Counter()
        threading.excepthook = self._thread_ended

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if self._private(said):
            self.bugs.append(f"the log tells of a person: {record.name}, {record.msg!r}")
        if record.exc_info or record.levelno >= logging.ERROR:
            raised = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
            self.bugs.append(f"{record.levelname} {record.name}: {said}\n{raised}")
        elif record.levelno >= logging.WARNING:
            self.warnings[f"{record.name}: {record.msg}"] += 1

    def _thread_ended(self, told: threading.ExceptHookArgs) -> None:
        raised = traceback.format_exception(told.exc_type, told.exc_value, told.exc_traceback)
        name = told.thread.name if told.thread is not None else "?"
        self.bugs.append(f"the thread {name} ended: {''.join(raised)}")
