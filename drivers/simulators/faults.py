"""Faults to order, the same words on every simulator."""

from __future__ import annotations

import threading
from dataclasses import dataclass

GARBAGE = bytes.fromhex("00 ff aa aa 42 96 69 13")
"""Neither an answer of a printer nor a frame of a reader, but full of bytes that look like a beginning."""


@dataclass(frozen=True)
class Disturbance:
    """What shall happen to the next answer."""

    delay_s: float = 0.0
    silent: bool = False
    drop: bool = False
    garbage: bool = False


class Faults:
    """Ordered by the dock's thread, taken up by the wire's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.cleared = threading.Event()
        """Set by `clear`, so that a delay does not outlive it."""
        self._reset()

    def _reset(self) -> None:
        self._fail_next = ""
        self._fail_always = ""
        self._delay_next = 0.0
        self._silent = False
        self._drop_next = False
        self._garbage_next = False

    def fail_next(self, code: str) -> None:
        """The next command ends in this error, once: a status word such as `41` for a reader, a state for a
        printer."""
        with self._lock:
            self._fail_next = code

    def fail_repeatedly(self, code: str) -> None:
        """Every command ends in this error until `clear`."""
        with self._lock:
            self._fail_always = code

    def delay_next(self, seconds: float) -> None:
        """The next answer comes so much later."""
        with self._lock:
            self._delay_next = seconds
            self.cleared.clear()

    def go_awol(self) -> None:
        """Say nothing any more until `clear`; the line stays open."""
        with self._lock:
            self._silent = True

    def drop_connection(self) -> None:
        """Hang up instead of the next answer, then be reachable again."""
        with self._lock:
            self._drop_next = True

    def garbage_reply(self) -> None:
        """Noise instead of the next answer."""
        with self._lock:
            self._garbage_next = True

    def clear(self) -> None:
        with self._lock:
            self._reset()
            self.cleared.set()

    def take(self) -> Disturbance:
        """What to do to the answer that is about to go out; one-time faults are used up."""
        with self._lock:
            now = Disturbance(self._delay_next, self._silent, self._drop_next, self._garbage_next)
            self._delay_next = 0.0
            self._drop_next = self._garbage_next = False
            return now

    def take_failure(self) -> str:
        """The error that was ordered for this command, in the device's own words, or nothing."""
        with self._lock:
            now, self._fail_next = self._fail_next or self._fail_always, ""
            return now

    def ordered(self) -> list[str]:
        """Names of the faults that are waiting, for the dock's `state`."""
        with self._lock:
            named = {
                "fail-next": self._fail_next,
                "fail-repeatedly": self._fail_always,
                "delay-next": self._delay_next,
                "go-awol": self._silent,
                "drop-connection": self._drop_next,
                "garbage-reply": self._garbage_next,
            }
            return [name for name, on in named.items() if on]
