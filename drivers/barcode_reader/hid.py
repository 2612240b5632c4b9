"""Code scanner that types what it reads: a USB keyboard to the kernel, read as events from `/dev/input`.

It is grabbed, so that what it types reaches no text field on the screen. A plain keyboard can type ASCII only: codes
with Chinese in them need the scanner in serial mode.

To check on hardware: that the scanner is set to a US layout and to Enter or Tab at the end; the pause between two of
its keys (below 50 ms is said); that a udev rule lets the terminal's user open it.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import select
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from drivers.barcode_reader import Barcode
from drivers.barcode_reader.framing import Framing, Terminator
from drivers.barcode_reader.keyboard import EVENT, UNREADABLE, Keyboard, typed
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Seconds, Where
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

T = TypeVar("T")

EVIOCGRAB = 0x40044590
"""`_IOW('E', 0x90, int)` of linux/input.h."""

_SLICE_S = 0.02
_CHUNK = 64 * EVENT.size
"""The kernel hands out whole events only when there is room for them."""
_MOST_CHUNKS = 256
"""A bound for dropping what waits: four times what the pipe of a simulator holds, far more than a kernel's queue."""


@dataclass(frozen=True, kw_only=True)
class HidOptions:
    """Options of `driver = "hid"`."""

    path: Where
    """`/dev/input/by-id/...-event-kbd`: a name that stays when other devices come and go."""
    exclusive: bool = True
    """False: go on when the device cannot be grabbed. What is scanned while nobody asks is then typed into whatever
    has the keyboard; only for a wire that is no keyboard to the system."""
    terminator: Terminator = "auto"
    idle_s: Seconds = 0.1
    simulated: bool = False


class HidScanner:
    """`BarcodeReader` on a keyboard's events. Keeps nothing of a code after handing it over."""

    def __init__(self, options: HidOptions) -> None:
        self._options = options
        self._framing = Framing(options.terminator, options.idle_s)
        self._keyboard = Keyboard()
        self._file: io.FileIO | None = None
        self._grabbed = "not open"

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"path": options.path, "grabbed": self._grabbed}
        return Capabilities(DeviceClass.BARCODE_READER, "hid", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, or `not_exclusive` when others would get to see what is scanned."""
        path = self._options.path
        try:
            # A file object rather than a number: when a close comes from outside, a number may already stand for
            # some other file.
            self._file = io.FileIO(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
        except PermissionError:
            return Failure("port_denied", Action.ENGINEER, f"{path}: this user may not open it")
        except OSError as error:
            return Failure("no_device", Action.SITE_KEEPER, f"{path}: {_name(error)}")
        self._keyboard = Keyboard()
        try:
            fcntl.ioctl(self._file, EVIOCGRAB, 1)
        except OSError as error:
            held = error.errno == errno.EBUSY
            self._grabbed = f"no, {'another program has it' if held else _name(error)}"
            if self._options.exclusive:
                return Failure("not_exclusive", Action.ENGINEER, f"{path}: grabbed: {self._grabbed}")
        else:
            self._grabbed = "yes"
        return Ok(None)

    def close(self) -> None:
        file, self._file = self._file, None
        self._framing.clear()
        self._keyboard = Keyboard()
        self._grabbed = "not open"
        if file is not None:
            with suppress(OSError):  # closing lets go of the grab, too
                file.close()

    def claim(self) -> Outcome[None]:
        return self._guard("claim", self._drop_waiting)

    def release(self) -> None:
        self.claim()

    def reset(self) -> Outcome[None]:
        return self._guard("reset", self._drop_waiting)

    def poll(self) -> DeviceStatus:
        outcome = self._guard("poll", _still_there)
        if isinstance(outcome, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=outcome.action, code=outcome.code, detail=outcome.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def read(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[Barcode]:
        """Also `code_unreadable` for a code with characters that this scanner has no keys for."""
        outcome = self._guard("read", lambda file: self._await_code(file, cancel, deadline_s))
        self._framing.clear()
        return outcome if isinstance(outcome, Failure) else outcome.value

    def _await_code(self, file: io.FileIO, cancel: threading.Event, deadline_s: float) -> Outcome[Barcode]:
        until = time.monotonic() + deadline_s
        stale = True
        """Of a code that is still being typed, the second half would be taken for a whole one."""
        silent_s = 0.0
        self._drop_waiting(file)
        while not cancel.is_set():
            if time.monotonic() >= until:
                return Failure("timeout", Action.RESIDENT, "no code was shown")
            characters = self._characters(file)
            if stale:
                silent_s = 0.0 if characters is not None else silent_s + _SLICE_S
                stale = silent_s < self._options.idle_s
                continue
            code = self._framing.silence(_SLICE_S) if characters is None else self._framing.feed(characters)
            if code and UNREADABLE in code:
                return Failure("code_unreadable", Action.RESIDENT, f"{self._options.path}: keys without text")
            if code:
                return Ok(Barcode("", code))
        return Failure("cancelled", Action.NOBODY)

    def _characters(self, file: io.FileIO) -> bytes | None:
        """What was typed within one slice; None when no key moved."""
        if not select.select([file], [], [], _SLICE_S)[0]:
            return None
        data = file.read(_CHUNK)
        if data is None:
            return None
        if not data:
            raise ConnectionResetError  # a FIFO without a writer; an unplugged keyboard raises ENODEV
        self._keyboard, characters = typed(self._keyboard, data)
        return characters

    def _drop_waiting(self, file: io.FileIO) -> None:
        """What was typed while nobody asked belongs to nobody, but a shift key may be down since."""
        self._framing.clear()
        for _ in range(_MOST_CHUNKS):
            if not select.select([file], [], [], 0)[0]:
                break
            self._characters(file)

    def _guard(self, doing: str, use: Callable[[io.FileIO], T]) -> Outcome[T]:
        file = self._file
        if file is None:
            return Failure("not_open", Action.NOBODY, f"{self._options.path}: at {doing}")
        try:
            return Ok(use(file))
        except (OSError, ValueError) as error:
            detail = f"{self._options.path}: {type(error).__name__} at {doing}"
            return Failure("disconnected", Action.SITE_KEEPER, detail)


def _still_there(file: io.FileIO) -> None:
    watch = select.poll()
    watch.register(file, select.POLLIN)
    if any(state & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, state in watch.poll(0)):
        raise ConnectionResetError


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


DRIVER = DriverSpec(
    HidOptions,
    HidScanner,
    'driver = "hid", path = "/dev/input/by-id/usb-scanner-event-kbd"',
    wire={"path": "/dev/input/by-id/usb-scanner-event-kbd", "exclusive": True},
)
