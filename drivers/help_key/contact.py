"""A help key as a contact on a control line of a serial port.

To check on hardware: that the port's DTR or RTS feeds the contact (some adapters give too little current).
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.contact_line import ContactLine, ContactOptions
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Seconds
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading


@dataclass(frozen=True, kw_only=True)
class ContactKeyOptions(ContactOptions):
    """Options of `driver = "contact"` of a help key."""

    stuck_after_s: Seconds = 30.0
    """Nobody presses so long; a bag leaning on the key does, and so does a broken contact."""


class ContactKey:
    """`HelpKey`."""

    def __init__(self, options: ContactKeyOptions) -> None:
        self._options = options
        self._contact = ContactLine(options)
        self._down_since: float | None = None
        self._unheard = False
        """Pressed while the line was only looked at: told by the next `wait_for_press`."""

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            DeviceClass.HELP_KEY, "contact", self._options.simulated, {"contact": self._contact.where}
        )

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, `disconnected`. A key that is down already is no press: that is how a stuck
        one would call for help at every start."""
        opened = self._contact.open()
        if isinstance(opened, Failure):
            return opened
        return self.reset()

    def close(self) -> None:
        self._contact.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """A key knows nothing of a visit."""

    def reset(self) -> Outcome[None]:
        self._down_since = None
        down = self._contact.active()
        if isinstance(down, Failure):
            return down
        self._note(down.value)
        self._unheard = False
        return Ok(None)

    def poll(self) -> DeviceStatus:
        alive = self._contact.alive()
        down = self._contact.active() if isinstance(alive, Ok) else alive
        if isinstance(down, Failure):
            return DeviceStatus(DeviceState.OFFLINE, action=down.action, code=down.code, detail=down.detail)
        self._unheard |= self._note(down.value)
        if self._stuck():
            stuck = self._failure()
            return DeviceStatus(
                DeviceState.HARDWARE_ERROR, action=stuck.action, code=stuck.code, detail=stuck.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def wait_for_press(self, cancel: threading.Event, deadline_s: float = 10.0) -> Outcome[None]:
        until = time.monotonic() + deadline_s
        while not cancel.is_set():
            if self._unheard:
                self._unheard = False
                return Ok(None)
            left = max(0.0, until - time.monotonic())
            down = self._contact.next_level(cancel, min(left, self._until_stuck()))
            if isinstance(down, Failure):
                return down
            if self._note(down.value):
                return Ok(None)
            if self._stuck():
                return self._failure()
            if time.monotonic() >= until:
                return Failure("timeout", Action.NOBODY, "nobody pressed the key")
        return Failure("cancelled", Action.NOBODY)

    def _note(self, down: bool) -> bool:
        """True when this is the moment at which it went down."""
        pressed = down and self._down_since is None
        if pressed:
            self._down_since = time.monotonic()
        elif not down:
            self._down_since = None
        return pressed

    def _until_stuck(self) -> float:
        """Seconds that a key which is down may still be so."""
        if self._down_since is None:
            return math.inf
        return max(0.0, self._down_since + self._options.stuck_after_s - time.monotonic())

    def _stuck(self) -> bool:
        return self._until_stuck() <= 0

    def _failure(self) -> Failure:
        seen = f"{self._contact.where}: down for more than {self._options.stuck_after_s:g} s"
        return Failure("key_stuck", Action.SITE_KEEPER, seen)


DRIVER = DriverSpec(
    ContactKeyOptions,
    ContactKey,
    'driver = "contact", port = "/dev/ttyS0", line = "cts"',
    wire={"port": "/dev/ttyS0"},
)
