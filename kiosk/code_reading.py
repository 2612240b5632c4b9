"""Listening for codes before the reader, in short rounds: between them the reader is looked at."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from outcome import Failure, Outcome
from visit.events import CodeScanned, Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.barcode_reader import Barcode
    from drivers.supervisor import Supervisor

ROUND_S = 2.0
"""So long one command waits for a code; a reader that breaks down is noticed within this and a poll's interval."""
ROUND_DEADLINE_S = 10.0
"""A reader that hangs is left behind then."""
AGAIN_S = 2.0
"""After a failure: a reader that was away is tried again so soon, and not in a loop."""
SAME_CODE_S = 6.0
"""A paper that is left lying is told of once; laid down again later, it counts anew."""


class CodeReading:
    """Goes on until `stop`. The reader's own worker alone talks to it, one command at a time."""

    def __init__(
        self,
        reader: Supervisor[Any],
        post: Callable[[Event], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reader = reader
        self._post = post
        self._clock = clock
        self._lock = threading.Lock()
        self._stopped = False
        self._cancel = threading.Event()
        self._timer: threading.Timer | None = None
        self._last = b""
        self._last_at = 0.0

    def start(self) -> None:
        self._round()

    def stop(self) -> None:
        """The page was left: a code that is read in this moment must not enter the next one."""
        with self._lock:
            self._stopped = True
            self._cancel.set()
            if self._timer is not None:
                self._timer.cancel()
            self._last = b""

    def _round(self) -> None:
        with self._lock:
            if self._stopped:
                return
            # A fresh one for each round: the supervisor sets it too, when a round passes its deadline.
            cancel = self._cancel = threading.Event()

        def read(device: Any) -> Outcome[Barcode]:
            return device.read(cancel, ROUND_S)  # type: ignore[no-any-return]

        self._reader.submit("read", read, ROUND_DEADLINE_S, self._done, cancel)

    def _done(self, outcome: Outcome[Barcode]) -> None:
        if isinstance(outcome, Failure):
            if outcome.code == "timeout" and self._reader.status.usable:
                self._round()
            else:
                self._later()
            return
        with self._lock:
            if not self._stopped and self._is_new(outcome.value.data):
                self._post(CodeScanned(outcome.value.text))
        self._round()

    def _is_new(self, data: bytes) -> bool:
        now = self._clock()
        same = data == self._last and now - self._last_at < SAME_CODE_S
        self._last, self._last_at = data, now
        return not same

    def _later(self) -> None:
        with self._lock:
            if self._stopped:
                return
            self._timer = threading.Timer(AGAIN_S, self._round)
            self._timer.daemon = True
            self._timer.start()
