"""The tactile keypad: its keys are waited for in short rounds, for as long as the terminal runs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.device import Device
    from drivers.keypad import Felt, Keypad
    from drivers.supervisor import Supervisor

ROUND_S = 5.0
"""Between two rounds the keypad's line is looked at."""
ROUND_DEADLINE_S = 15.0
AGAIN_S = 1.0
"""After a failure: the plug may be in again."""


class KeypadWatch:
    """`felt` is called from the keypad's worker, in the order of the keys."""

    def __init__(self, keypad: Supervisor[Any], felt: Callable[[Felt], None]) -> None:
        self._keypad = keypad
        self._felt = felt
        self._lock = threading.Lock()
        self._stopped = False
        self._cancel = threading.Event()
        self._again: threading.Timer | None = None

    def start(self) -> None:
        """Returns at once."""
        self._round()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            self._cancel.set()
            if self._again is not None:
                self._again.cancel()

    def _round(self) -> None:
        with self._lock:
            if self._stopped:
                return
            cancel = self._cancel = threading.Event()

        def wait(device: Device) -> Outcome[Felt]:
            return cast("Keypad", device).next_key(cancel, ROUND_S)

        self._keypad.submit("next_key", wait, ROUND_DEADLINE_S, self._done, cancel)

    def _done(self, outcome: Outcome[Felt]) -> None:
        if isinstance(outcome, Ok):
            self._felt(outcome.value)
        elif isinstance(outcome, Failure) and outcome.code != "timeout":
            with self._lock:
                if not self._stopped:
                    self._again = threading.Timer(AGAIN_S, self._round)
                    self._again.daemon = True
                    self._again.start()
            return
        self._round()
