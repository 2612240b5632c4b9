"""A mat, a light barrier or a motion sensor with a relay, on a control line of a serial port."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.contact_line import ContactLine, ContactOptions
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import DriverSpec, Seconds
from drivers.presence.watch import Patience, wait_for_change
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.presence import Proximity


@dataclass(frozen=True, kw_only=True)
class ContactPresenceOptions(ContactOptions):
    """Options of `driver = "contact"` of a presence sensor."""

    arrive_s: Seconds = 0.3
    """Who only passes by is no visitor."""
    leave_s: Seconds = 5.0
    """A motion sensor falls asleep over somebody who reads."""


class ContactPresence:
    """`Presence`."""

    def __init__(self, options: ContactPresenceOptions) -> None:
        self._options = options
        self._contact = ContactLine(options)
        self._patience = Patience(options.arrive_s, options.leave_s)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            DeviceClass.PRESENCE, "contact", self._options.simulated, {"contact": self._contact.where}
        )

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`, `disconnected`."""
        return self._contact.open()

    def close(self) -> None:
        self._contact.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """Nothing is kept of anybody."""

    def reset(self) -> Outcome[None]:
        return self._contact.alive()

    def poll(self) -> DeviceStatus:
        alive = self._contact.alive()
        if isinstance(alive, Failure):
            return DeviceStatus(
                DeviceState.OFFLINE, action=alive.action, code=alive.code, detail=alive.detail
            )
        return DeviceStatus(DeviceState.ONLINE)

    def proximity(self) -> Outcome[Proximity]:
        return self._fed(self._contact.active())

    def _fed(self, active: Outcome[bool]) -> Outcome[Proximity]:
        if isinstance(active, Failure):
            return active
        return Ok(self._patience.feed(somebody=active.value, at=time.monotonic()))

    def wait_for_change(
        self, known: Proximity, cancel: threading.Event, deadline_s: float = 10.0
    ) -> Outcome[Proximity]:
        def look(wait_s: float) -> Outcome[Proximity]:
            return self._fed(self._contact.next_level(cancel, wait_s))

        return wait_for_change(look, self._patience, known, cancel, deadline_s)


DRIVER = DriverSpec(
    ContactPresenceOptions,
    ContactPresence,
    'driver = "contact", port = "/dev/ttyS0", line = "dsr"',
    wire={"port": "/dev/ttyS0"},
)
