"""The physical key 呼叫帮办: waits for it in short rounds, for as long as the terminal runs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from outcome import Failure, Ok, Outcome
from visit.events import CallHelp, Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.device import Device
    from drivers.help_key import HelpKey
    from drivers.supervisor import Supervisor

ROUND_S = 5.0
"""Between two rounds the key's line is looked at."""
ROUND_DEADLINE_S = 15.0
AGAIN_S = 1.0
"""After a failure: the line may be back."""


class HelpKeyWatch:
    """A press is what touching the key on the screen is: it leads to a person from every page."""

    def __init__(self, key: Supervisor[Any], post: Callable[[Event], None]) -> None:
        self._key = key
        self._post = post
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

        def wait(device: Device) -> Outcome[None]:
            return cast("HelpKey", device).wait_for_press(cancel, ROUND_S)

        self._key.submit("wait_for_press", wait, ROUND_DEADLINE_S, self._done, cancel)

    def _done(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Ok):
            self._post(CallHelp())
        if isinstance(outcome, Failure) and outcome.code != "timeout":
            with self._lock:
                if not self._stopped:
                    self._again = threading.Timer(AGAIN_S, self._round)
                    self._again.daemon = True
                    self._again.start()
            return
        self._round()
