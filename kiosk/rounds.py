"""One thing asked of a device again and again, for as long as it is wanted: a key, a code, somebody who comes.

A round is one command that waits for it. It waits long and at no cost, and ends early for anything else that is asked of
the device; between two rounds the worker looks how the device is.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from drivers.bell import Bell
from outcome import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.supervisor import Supervisor

T = TypeVar("T")

ROUND_S = 30.0
"""So long one command waits. What breaks down without a word is noticed within this and the time of a poll; a line that is
pulled ends the round by itself."""
DEADLINE_S = ROUND_S + 10.0
"""A device that hangs is left behind then."""
AGAIN_FIRST_S = 1.0
AGAIN_MOST_S = 8.0
"""After a failure, doubled from the first to the most: a device that comes back tells of itself (`device_is`)."""
AT_ONCE = frozenset({"timeout", "cancelled"})
"""Nothing came, or the round gave way to another command: no fault of the device."""


class Rounds(Generic[T]):
    """Goes on from `start` until `stop`. The device's own worker alone talks to it, one command at a time."""

    def __init__(
        self,
        device: Supervisor[Any],
        name: str,
        ask: Callable[[Any, threading.Event, float], Outcome[T]],
        told: Callable[[Outcome[T]], None],
    ) -> None:
        """`ask` waits on the device until something came (seconds, or the event is set): it returns `timeout` when nothing
        did. `told` gets everything but that, from a worker thread and never after `stop`; it must not block.
        """
        self._device = device
        self._name = name
        self._ask = ask
        self._told = told
        self._lock = threading.Lock()
        self._stopped = False
        self._cancel: threading.Event = Bell()
        self._again: threading.Timer | None = None
        self._pause_s = AGAIN_FIRST_S

    def start(self) -> None:
        """Returns at once."""
        self._round()

    def stop(self) -> None:
        """What comes in this moment is told to nobody."""
        with self._lock:
            self._stopped = True
            self._cancel.set()
            if self._again is not None:
                self._again.cancel()

    def device_is(self, *, usable: bool) -> None:
        """The device's status changed: one that is well again is not kept waiting for."""
        with self._lock:
            again, self._again = (self._again, None) if usable else (None, self._again)
        if again is not None:
            again.cancel()
            self._round()

    def _round(self) -> None:
        with self._lock:
            if self._stopped:
                return
            # A fresh one for each round: the supervisor sets it too, for another command and at the deadline.
            cancel = self._cancel = Bell()

        def ask(device: Any) -> Outcome[T]:
            return self._ask(device, cancel, ROUND_S)

        self._device.submit(self._name, ask, DEADLINE_S, self._done, cancel, gives_way=True)

    def _done(self, outcome: Outcome[T]) -> None:
        failed = isinstance(outcome, Failure)
        nothing = isinstance(outcome, Failure) and outcome.code in AT_ONCE
        with self._lock:
            if self._stopped:
                return
            if not nothing:
                self._told(outcome)
            if failed and not (nothing and self._device.status.usable):
                self._again = threading.Timer(self._pause_s, self._try_again)
                self._again.daemon = True
                self._again.start()
                self._pause_s = min(2 * self._pause_s, AGAIN_MOST_S)
                return
            self._pause_s = AGAIN_FIRST_S
        self._round()

    def _try_again(self) -> None:
        with self._lock:
            if self._again is not threading.current_thread():
                return  # somebody was quicker
            self._again = None
        self._round()
