"""A keyboard of the kernel, read as events from `/dev/input`: what code scanners and keypads are to the system.

It is grabbed, so that what is typed there reaches no text field on the screen.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import select
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeVar

from drivers.bell import wait_for
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from drivers.bell import HasFileno

T = TypeVar("T")

EVENT: Final = struct.Struct("@llHHi")
"""`struct input_event` (linux/input.h): two longs of time, u16 type, u16 code, s32 value."""
EV_SYN, EV_KEY, EV_SW, SYN_DROPPED = 0, 1, 5, 3
UP, DOWN = 0, 1
"""Values of a key; a third one, 2, is a key that is held."""

EVIOCGRAB = 0x40044590
"""`_IOW('E', 0x90, int)` of linux/input.h."""
EVIOCGSW = 0x8008451B
"""`EVIOCGSW(8)`: which switches are on now."""
SLICE_S = 0.02
_CHUNK = 64 * EVENT.size
"""The kernel hands out whole events only when there is room for them."""
_MOST_CHUNKS = 256
"""A bound for dropping what waits: four times what the pipe of a simulator holds, far more than a kernel's queue."""


class InputDevice:
    """One device file. Methods that read raise OSError; `use` turns that into a failure."""

    def __init__(self, path: str, *, exclusive: bool) -> None:
        self.path = path
        self._exclusive = exclusive
        self._file: io.FileIO | None = None
        self.grabbed = "not open"
        """`yes`, or why not."""

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, or `not_exclusive` when others would get to see what is typed."""
        try:
            # A file object rather than a number: when a close comes from outside, a number may already stand for
            # some other file.
            self._file = io.FileIO(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
        except PermissionError:
            return Failure("port_denied", Action.ENGINEER, f"{self.path}: this user may not open it")
        except OSError as error:
            return Failure("no_device", Action.SITE_KEEPER, f"{self.path}: {_name(error)}")
        try:
            fcntl.ioctl(self._file, EVIOCGRAB, 1)
        except OSError as error:
            held = error.errno == errno.EBUSY
            self.grabbed = f"no, {'another program has it' if held else _name(error)}"
            if self._exclusive:
                return Failure("not_exclusive", Action.ENGINEER, f"{self.path}: grabbed: {self.grabbed}")
        else:
            self.grabbed = "yes"
        return Ok(None)

    def close(self) -> None:
        file, self._file = self._file, None
        self.grabbed = "not open"
        if file is not None:
            with suppress(OSError):  # closing lets go of the grab, too
                file.close()

    def line(self) -> HasFileno | None:
        """`drivers.device.OnALine`."""
        return self._file

    def use(self, doing: str, call: Callable[[], T]) -> Outcome[T]:
        """`not_open`, `disconnected`, or what the call brought."""
        if self._file is None:
            return Failure("not_open", Action.NOBODY, f"{self.path}: at {doing}")
        try:
            return Ok(call())
        except (OSError, ValueError) as error:
            detail = f"{self.path}: {type(error).__name__} at {doing}"
            return Failure("disconnected", Action.SITE_KEEPER, detail)

    def read(self, wait_s: float = SLICE_S, called: threading.Event | None = None) -> bytes | None:
        """Bytes of events; None when nothing came within this time, or somebody called."""
        file = self._opened()
        if not wait_for(file, called, wait_s):
            return None
        data = file.read(_CHUNK)
        if data is None:
            return None
        if not data:
            raise ConnectionResetError  # a FIFO without a writer; an unplugged keyboard raises ENODEV
        return data

    def waiting(self) -> list[bytes]:
        """All that was typed and not read yet."""
        found = []
        for _ in range(_MOST_CHUNKS):
            data = self.read(0)
            if data is None:
                break
            found.append(data)
        return found

    def look(self) -> None:
        """Whether it is still there."""
        watch = select.poll()
        watch.register(self._opened(), select.POLLIN)
        if any(state & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, state in watch.poll(0)):
            raise ConnectionResetError

    def switch(self, number: int) -> bool | None:
        """Whether this switch is on now; None when the device does not tell."""
        bits = bytearray(8)
        try:
            fcntl.ioctl(self._opened(), EVIOCGSW, bits)
        except OSError:
            return None
        return bool(bits[number // 8] >> (number % 8) & 1)

    def _opened(self) -> io.FileIO:
        if self._file is None:
            raise ConnectionResetError
        return self._file


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
