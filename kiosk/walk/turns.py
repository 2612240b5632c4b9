"""The scheduler of a terminal without a window: whoever waits for something turns it."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_S = 0.1
"""What nobody announces (a log on disk, a counter) is looked at again after this."""


class Turns:
    """`kiosk.mailbox.Scheduler` on the thread that calls `until`. An exception of a call comes out there."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._cancelled: set[int] = set()

    def soon(self, call: Callable[[], None]) -> None:
        self._put(0.0, call)

    def later(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        number = self._put(seconds, call)
        return lambda: self._cancelled.add(number)

    def until(self, condition: Callable[[], object], seconds: float) -> bool:
        """Run what is due until the condition holds; False when it did not within so many seconds."""
        end = time.monotonic() + seconds
        while True:
            self._run_due()
            if condition():
                return True
            now = time.monotonic()
            if now >= end:
                return False
            with self._changed:
                due = self._calls[0][0] if self._calls else end
                if due > now:
                    self._changed.wait(min(due, end, now + LOOK_S) - now)

    def _run_due(self) -> None:
        while (call := self._next()) is not None:
            call()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while self._calls and self._calls[0][0] <= time.monotonic():
                _, number, call = heapq.heappop(self._calls)
                if number not in self._cancelled:
                    return call
                self._cancelled.discard(number)
            return None

    def _put(self, seconds: float, call: Callable[[], None]) -> int:
        number = next(self._numbers)
        with self._changed:
            heapq.heappush(self._calls, (time.monotonic() + seconds, number, call))
            self._changed.notify_all()
        return number
