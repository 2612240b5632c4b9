"""Whether the UI thread ever waits for anything: every call that it makes is looked at, none is timed.

The interpreter tells of each call on that one thread (`sys.setprofile`), also of those that end in C: a socket, a
serial port, a sleep, a lock, a file brought to the disk. Not seen is a bare `with lock:`; what is done under such a
lock is seen all the same when the UI thread does it.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from kiosk_loop import Loop

if TYPE_CHECKING:
    from types import FrameType

WAITING_C = {
    "time": {"sleep"},
    "select": {"select", "poll"},
    "_socket": {"getaddrinfo", "gethostbyname"},
    "_socket.socket": {
        *("recv", "recv_into", "recvfrom", "send", "sendall", "sendto", "connect", "connect_ex", "_accept")
    },
    "_ssl._SSLSocket": {"read", "write", "do_handshake"},
    "posix": {"read", "write", "fsync", "fdatasync", "waitpid", "wait", "system", "posix_spawn"},
    "_posixsubprocess": {"fork_exec"},
    "fcntl": {"flock", "lockf"},
    "termios": {"tcdrain"},
    "sqlite3.Connection": {"execute", "executemany", "commit"},
    "sqlite3.Cursor": {"execute", "executemany"},
    "_thread.lock": {"acquire"},
    "_queue.SimpleQueue": {"get"},
}
WAITING_PYTHON = {threading.Condition.wait.__code__, threading.Thread.join.__code__}
"""`Event.wait`, `Queue.get` and `Future.result` end in the first."""
A_MOMENT = {threading.Thread.start.__code__}
"""Waits until the new thread runs, which nothing outside of this program can hold up."""
OWN_LOCKS = threading.__file__
"""Conditions and events take their lock for a few instructions; their waiting is looked at as `Condition.wait`."""


class UiWatch:
    """From `begin` to `end`; `waits` says what was called, and from where."""

    def __init__(self, loop: Loop) -> None:
        self.waits: list[str] = []
        self.calls = 0
        self._loop = loop
        self._between_turns = False

    def begin(self) -> None:
        self._loop.do(lambda: sys.setprofile(self._seen))

    def end(self) -> None:
        self._loop.do(lambda: sys.setprofile(None))

    def _seen(self, frame: FrameType, event: str, called: Any) -> None:
        if frame.f_code is Loop._next.__code__:  # the loop's own sleep, when nothing is to be done
            self._between_turns = event != "return"
        elif self._between_turns:
            return
        elif event == "call":
            self.calls += 1
            if frame.f_code in WAITING_PYTHON and frame.f_locals.get("timeout") != 0:
                self._found(f"{frame.f_code.co_qualname}", frame.f_back)
        elif event == "c_call":
            self.calls += 1
            if called.__name__ in WAITING_C.get(_home(called), ()):
                self._found(f"{_home(called)}.{called.__name__}", frame)

    def _found(self, what: str, frame: FrameType | None) -> None:
        codes = list(_codes(frame))
        if what == "_thread.lock.acquire" and codes[0].co_filename == OWN_LOCKS:
            return
        if not A_MOMENT & set(codes):
            where = " < ".join(f"{one.co_qualname}:{one.co_firstlineno}" for one in codes[:6])
            self.waits.append(f"{what} from {where}")


def _home(called: Any) -> str:
    """The class whose method it is, or its module."""
    owner = getattr(called, "__self__", None)
    if owner is None or type(owner).__name__ == "module":
        return str(getattr(called, "__module__", ""))
    kind = type(owner)
    named = next((one for one in kind.__mro__ if called.__name__ in vars(one) and one is not object), kind)
    return f"{named.__module__}.{named.__name__}"


def _codes(frame: FrameType | None) -> Any:
    while frame is not None:
        yield frame.f_code
        frame = frame.f_back
