"""Tactile keypad with a socket for earphones: a USB keyboard to the kernel, read as events from `/dev/input`.

The plug is told by the switch of the device (SW_HEADPHONE_INSERT), or by two key codes that some pads send for it.

Held keys do not repeat at all, which is more than EN 301 549 V3.2.1 asks of their delay (5.7); the time in which a second
stroke of a key counts as a slip of the finger can be set to its 0.5 s (5.8). The clauses were quoted, not read.

To check on hardware: which codes the pad sends for its keys and for its plug (`evtest` shows them), and that a udev rule
lets the terminal's user open it.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Where
from drivers.input_device import DOWN, EV_KEY, EV_SW, EVENT, InputDevice
from drivers.keypad import Earphones, Felt, Key, Plugged, Pressed
from drivers.keypad.codes import CODES, SW_HEADPHONE_INSERT, USUAL
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from drivers.bell import HasFileno


def _known(name: str) -> str:
    if name and name not in CODES:
        raise ValueError(f"{name!r} is no key; there are: {', '.join(CODES)}")
    return name


KeyName = Annotated[str, AfterValidator(_known)]


@dataclass(frozen=True, kw_only=True)
class EvdevOptions:
    """Options of `driver = "evdev"`."""

    path: Where
    """`/dev/input/by-id/...-event-kbd`: a name that stays when other devices come and go."""
    keys: dict[KeyName, Key] = field(default_factory=dict)
    """What is on other keys than usual, e.g. `{ KEY_F13 = "help" }`."""
    earphones_in: KeyName = ""
    """The key that a pad sends when the plug goes in; empty for one with a switch."""
    earphones_out: KeyName = ""
    double_strike_s: Annotated[float, Field(ge=0, le=2)] = 0.2
    exclusive: bool = True
    """False: go on when the device cannot be grabbed; only for a wire that is no keyboard to the system."""
    simulated: bool = False


class EvdevKeypad:
    """`Keypad`. Knows no digit any more once it was handed over."""

    def __init__(self, options: EvdevOptions, *, now: Callable[[], float] = time.monotonic) -> None:
        self._options = options
        self._now = now
        self._device = InputDevice(options.path, exclusive=options.exclusive)
        self._keys = {CODES[name]: key for name, key in {**USUAL, **options.keys}.items()}
        self._plug = {
            CODES[name]: there
            for name, there in ((options.earphones_in, True), (options.earphones_out, False))
            if name
        }
        self._forget()

    def _forget(self) -> None:
        self._rest = b""
        self._felt: deque[Felt] = deque(maxlen=64)
        self._last: tuple[Key | None, float] = None, 0.0

    @property
    def capabilities(self) -> Capabilities:
        facts = {"path": self._options.path, "grabbed": self._device.grabbed, "earphones": self.earphones}
        return Capabilities(DeviceClass.KEYPAD, "evdev", self._options.simulated, facts)

    @property
    def earphones(self) -> Earphones:
        return self._earphones

    _earphones = Earphones.UNKNOWN

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, `not_exclusive`."""
        opened = self._device.open()
        return opened if isinstance(opened, Failure) else self.reset()

    def close(self) -> None:
        self._forget()
        self._device.close()
        self._earphones = Earphones.UNKNOWN

    def claim(self) -> Outcome[None]:
        """The visit may have begun with a key, and the next ones are meant."""
        return Ok(None)

    def release(self) -> None:
        """The last digits of a visit are in no queue. A plug is: whoever put it in meanwhile is the next resident."""
        plugs = [one for one in self._felt if isinstance(one, Plugged)]
        self._forget()
        self._felt.extend(plugs)

    def reset(self) -> Outcome[None]:
        return self._device.use("reset", self._begin)

    def _begin(self) -> None:
        """A plug that is in already is no hand that puts it in."""
        self._device.waiting()
        self._forget()
        there = self._device.switch(SW_HEADPHONE_INSERT)
        if there is not None:
            self._earphones = Earphones.PRESENT if there else Earphones.NOT_PRESENT

    def poll(self) -> DeviceStatus:
        outcome = self._device.use("poll", self._device.look)
        if isinstance(outcome, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=outcome.action, code=outcome.code, detail=outcome.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._device.line()

    def next_key(self, cancel: threading.Event, deadline_s: float = 10.0) -> Outcome[Felt]:
        outcome = self._device.use("next_key", lambda: self._await(cancel, deadline_s))
        return outcome if isinstance(outcome, Failure) else outcome.value

    def _await(self, cancel: threading.Event, deadline_s: float) -> Outcome[Felt]:
        until = time.monotonic() + deadline_s
        while not cancel.is_set():
            if self._felt:
                return Ok(self._felt.popleft())
            left = until - time.monotonic()
            data = self._device.read(left, cancel)
            if data is not None:
                self._take(data)
            elif left <= 0:
                return Failure("timeout", Action.NOBODY, "no key was pressed")
        return Failure("cancelled", Action.NOBODY)

    def _take(self, data: bytes) -> None:
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        for _, _, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if kind == EV_SW and code == SW_HEADPHONE_INSERT:
                self._plugged(there=bool(value))
            elif kind == EV_KEY and value == DOWN and code in self._plug:
                self._plugged(there=self._plug[code])
            elif kind == EV_KEY and value == DOWN and code in self._keys:
                self._pressed(self._keys[code])

    def _plugged(self, *, there: bool) -> None:
        now = Earphones.PRESENT if there else Earphones.NOT_PRESENT
        if now is not self._earphones:
            self._earphones = now
            self._felt.append(Plugged(there))

    def _pressed(self, key: Key) -> None:
        last, at = self._last
        now = self._now()
        self._last = key, now
        if key is not last or now - at >= self._options.double_strike_s:
            self._felt.append(Pressed(key))


DRIVER = DriverSpec(
    EvdevOptions,
    EvdevKeypad,
    'driver = "evdev", path = "/dev/input/by-id/usb-keypad-event-kbd"',
    wire={"path": "/dev/input/by-id/usb-keypad-event-kbd", "exclusive": True},
)
