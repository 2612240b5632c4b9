"""An event that is heard beside a line, so that one wait serves for what comes and for being called away.

A thread that waits for bytes cannot wait for a `threading.Event` as well: looking at it twenty times a second is what a
terminal at rest would spend most of its processor time on.
"""

from __future__ import annotations

import io
import os
import select
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import serial

SLICE_S = 0.05
"""Longest wait at one time where the event is no bell, or the line has no descriptor to wait for."""
_END = select.POLLHUP | select.POLLRDHUP | select.POLLERR | select.POLLNVAL


class HasFileno(Protocol):
    def fileno(self) -> int: ...


class Bell(threading.Event):
    """Set is heard at once, also by `wait_for`."""

    def __init__(self) -> None:
        super().__init__()
        self._file = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)

    def fileno(self) -> int:
        return self._file

    def set(self) -> None:
        super().set()
        os.eventfd_write(self._file, 1)

    def clear(self) -> None:
        super().clear()
        try:
            os.eventfd_read(self._file)
        except BlockingIOError:
            return  # it was not set

    def __del__(self) -> None:
        os.close(self._file)


def wait_for(
    line: HasFileno | None, called: threading.Event | None, wait_s: float | None, *, read: bool = True
) -> bool:
    """Until there is something on the line (its end counts), `called` is set, or `wait_s` are over. True: the line.

    None waits for ever. With `read=False` only the line's end counts. An event that is no `Bell` is looked at after a
    slice: call again.
    ValueError and OSError as of a closed file.
    """
    return Watch(line, called, read=read).wait(wait_s)


class Watch:
    """`wait_for` again and again: line and event are made known to the kernel once."""

    def __init__(self, line: HasFileno | None, called: threading.Event | None, *, read: bool = True) -> None:
        self._poll, self._here = select.poll(), -1
        if line is not None:
            self._here = line.fileno()
            self._poll.register(self._here, select.POLLRDHUP | (select.POLLIN if read else 0))
        self._slices = called is not None and not isinstance(called, Bell)
        if isinstance(called, Bell):
            self._poll.register(called, select.POLLIN)

    def wait(self, wait_s: float | None) -> bool:
        if self._slices:
            wait_s = SLICE_S if wait_s is None else min(wait_s, SLICE_S)
        seen = self._poll.poll(None if wait_s is None else max(0.0, wait_s) * 1000)
        return any(number == self._here and state & (select.POLLIN | _END) for number, state in seen)


def heard(port: serial.Serial, called: threading.Event | None, wait_s: float) -> bytes:
    """What came on this port, or nothing when `wait_s` are over or somebody called. Raises as the port does."""
    # pyserial's look-alikes without a descriptor wait in `read`, as long as they were told when they were opened.
    if has_descriptor(port) and not wait_for(port, called, wait_s):
        return b""
    data: bytes = port.read(max(1, port.in_waiting))
    return data


def has_descriptor(port: serial.Serial) -> bool:
    """Whether this port can be waited for with others."""
    try:
        port.fileno()
    except (io.UnsupportedOperation, AttributeError):
        return False
    return True
