"""The scheduler of a terminal without a window: whoever waits for something turns it."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_S = 0.1
"""What nobody announces (a log on disk, a counter) is looked at again after this."""


@dataclass
class _Order:
    """What to run; None once it was cancelled."""

    call: Callable[[], None] | None


class Turns:
    """`kiosk.mailbox.Scheduler` on the thread that calls `until`. An exception of a call comes out there."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._orders: list[tuple[float, int, _Order]] = []
        self._numbers = itertools.count()

    def soon(self, call: Callable[[], None]) -> None:
        self._put(0.0, call)

    def later(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        order = self._put(seconds, call)

        def cancel() -> None:
            order.call = None

        return cancel

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
                due = self._orders[0][0] if self._orders else end
                if due > now:
                    self._changed.wait(min(due, end, now + LOOK_S) - now)

    def _run_due(self) -> None:
        while (call := self._next()) is not None:
            call()

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while self._orders and self._orders[0][0] <= time.monotonic():
                _, _, order = heapq.heappop(self._orders)
                if order.call is not None:
                    return order.call
            return None

    def _put(self, seconds: float, call: Callable[[], None]) -> _Order:
        order = _Order(call)
        with self._changed:
            heapq.heappush(self._orders, (time.monotonic() + seconds, next(self._numbers), order))
            self._changed.notify_all()
        return order
