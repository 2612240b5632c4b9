"""Code scanner that types what it reads: a USB keyboard to the kernel, read as events from `/dev/input`.

It is grabbed, so that what it types reaches no text field on the screen. A plain keyboard can type ASCII only: codes
with Chinese in them need the scanner in serial mode.

To check on hardware: that the scanner is set to a US layout and to Enter or Tab at the end; the pause between two of
its keys (below 50 ms is said); that a udev rule lets the terminal's user open it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.barcode_reader import Barcode
from drivers.barcode_reader.framing import Framing, Terminator
from drivers.barcode_reader.keyboard import UNREADABLE, Keyboard, typed
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Seconds, Where
from drivers.input_device import SLICE_S, InputDevice
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.bell import HasFileno


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
        self._device = InputDevice(options.path, exclusive=options.exclusive)

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"path": options.path, "grabbed": self._device.grabbed}
        return Capabilities(DeviceClass.BARCODE_READER, "hid", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, or `not_exclusive` when others would get to see what is scanned."""
        self._keyboard = Keyboard()
        return self._device.open()

    def close(self) -> None:
        self._framing.clear()
        self._keyboard = Keyboard()
        self._device.close()

    def claim(self) -> Outcome[None]:
        return self._device.use("claim", self._drop_waiting)

    def release(self) -> None:
        self.claim()

    def reset(self) -> Outcome[None]:
        return self._device.use("reset", self._drop_waiting)

    def poll(self) -> DeviceStatus:
        outcome = self._device.use("poll", self._device.look)
        if isinstance(outcome, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=outcome.action, code=outcome.code, detail=outcome.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._device.line()

    def read(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[Barcode]:
        """Also `code_unreadable` for a code with characters that this scanner has no keys for."""
        outcome = self._device.use("read", lambda: self._await_code(cancel, deadline_s))
        self._framing.clear()
        return outcome if isinstance(outcome, Failure) else outcome.value

    def _await_code(self, cancel: threading.Event, deadline_s: float) -> Outcome[Barcode]:
        until = time.monotonic() + deadline_s
        stale = True
        """Of a code that is still being typed, the second half would be taken for a whole one."""
        silent_s = 0.0
        self._drop_waiting()
        while not cancel.is_set():
            left = until - time.monotonic()
            if left <= 0:
                return Failure("timeout", Action.RESIDENT, "no code was shown")
            characters = self._characters(SLICE_S if stale or self._framing.pending else left, cancel)
            if stale:
                silent_s = 0.0 if characters is not None else silent_s + SLICE_S
                stale = silent_s < self._options.idle_s
                continue
            code = self._framing.silence(SLICE_S) if characters is None else self._framing.feed(characters)
            if code and UNREADABLE in code:
                return Failure("code_unreadable", Action.RESIDENT, f"{self._options.path}: keys without text")
            if code:
                return Ok(Barcode("", code))
        return Failure("cancelled", Action.NOBODY)

    def _characters(self, wait_s: float, cancel: threading.Event) -> bytes | None:
        """What was typed; None when no key moved so long."""
        data = self._device.read(wait_s, cancel)
        return None if data is None else self._type(data)

    def _type(self, data: bytes) -> bytes:
        self._keyboard, characters = typed(self._keyboard, data)
        return characters

    def _drop_waiting(self) -> None:
        """What was typed while nobody asked belongs to nobody, but a shift key may be down since."""
        self._framing.clear()
        for data in self._device.waiting():
            self._type(data)


DRIVER = DriverSpec(
    HidOptions,
    HidScanner,
    'driver = "hid", path = "/dev/input/by-id/usb-scanner-event-kbd"',
    wire={"path": "/dev/input/by-id/usb-scanner-event-kbd", "exclusive": True},
)
