"""Listening for codes before the reader, as long as a page wants them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kiosk.rounds import Rounds
from outcome import Ok, Outcome
from visit.events import CodeScanned, Event

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from drivers.barcode_reader import Barcode
    from drivers.supervisor import Supervisor

SAME_CODE_S = 6.0
"""A paper that is left lying is told of once; laid down again later, it counts anew."""


class CodeReading(Rounds["Barcode"]):
    """The page was left with `stop`: a code that is read in this moment must not enter the next one."""

    def __init__(
        self,
        reader: Supervisor[Any],
        post: Callable[[Event], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(reader, "read", _read, self._heard)
        self._post = post
        self._clock = clock
        self._last = b""
        self._last_at = 0.0

    def stop(self) -> None:
        super().stop()
        self._last = b""

    def _heard(self, outcome: Outcome[Barcode]) -> None:
        if isinstance(outcome, Ok) and self._is_new(outcome.value.data):
            self._post(CodeScanned(outcome.value.text))

    def _is_new(self, data: bytes) -> bool:
        now = self._clock()
        same = data == self._last and now - self._last_at < SAME_CODE_S
        self._last, self._last_at = data, now
        return not same


def _read(device: Any, cancel: threading.Event, wait_s: float) -> Outcome[Barcode]:
    return device.read(cancel, wait_s)  # type: ignore[no-any-return]
