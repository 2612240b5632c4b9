"""A thread that stands in Kivy's place: runs what the mailbox schedules, one call after the other."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

UI_S = 30.0


class Loop:
    """`kiosk.mailbox.Scheduler` on a thread of its own."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._cancelled: set[int] = set()
        self._ended = False
        self.bugs: list[BaseException] = []
        self.thread = threading.Thread(target=self._run, name="ui", daemon=True)
        self.thread.start()

    def soon(self, call: Callable[[], None]) -> None:
        self._put(0.0, call)

    def later(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        number = self._put(seconds, call)

        def cancel() -> None:
            with self._changed:
                self._cancelled.add(number)

        return cancel

    def do(self, call: Callable[[], Any]) -> Any:
        """Run on the UI thread and bring the result back."""
        if threading.current_thread() is self.thread:
            return call()
        answer: Future[Any] = Future()

        def run() -> None:
            try:
                answer.set_result(call())
            except Exception as bug:  # noqa: BLE001 - carried to the thread that asked
                answer.set_exception(bug)

        self.soon(run)
        return answer.result(UI_S)

    def stop(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self.thread.join(UI_S)

    def _put(self, seconds: float, call: Callable[[], None]) -> int:
        number = next(self._numbers)
        with self._changed:
            heapq.heappush(self._calls, (time.monotonic() + seconds, number, call))
            self._changed.notify_all()
        return number

    def _run(self) -> None:
        while (call := self._next()) is not None:
            try:
                call()
            except BaseException as bug:  # noqa: BLE001 - kept for the test, which fails on it
                self.bugs.append(bug)
            del call  # a call holds what it was made with

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            while not self._ended:
                now = time.monotonic()
                if self._calls and self._calls[0][0] <= now:
                    _, number, call = heapq.heappop(self._calls)
                    if number in self._cancelled:
                        self._cancelled.discard(number)
                        continue
                    return call
                self._changed.wait(self._calls[0][0] - now if self._calls else None)
            return None


class HeldLoop:
    """The same without a thread: the test turns it by hand, and sees what is due when."""

    def __init__(self) -> None:
        self.now: list[Callable[[], None]] = []
        self.timers: list[tuple[float, Callable[[], None]]] = []

    def soon(self, call: Callable[[], None]) -> None:
        self.now.append(call)

    def later(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        timer = (seconds, call)
        self.timers.append(timer)

        def cancel() -> None:
            if timer in self.timers:
                self.timers.remove(timer)

        return cancel

    def turn(self) -> None:
        """Run what was due at the start of this turn."""
        due, self.now = self.now, []
        for call in due:
            call()
