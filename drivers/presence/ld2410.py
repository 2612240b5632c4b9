"""The radar module HLK-LD2410 on a serial line; it sees somebody who stands still, too.

To check on hardware: the rate of reports, and how far it sees through the machine's front (`nearer_than_cm`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import Baud, DriverSpec, Seconds, Where
from drivers.presence.ld2410_report import ReportReader
from drivers.presence.watch import Patience, wait_for_change
from drivers.serial_line import SerialLine
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.presence import Proximity


@dataclass(frozen=True, kw_only=True)
class Ld2410Options:
    """Options of `driver = "ld2410"`."""

    port: Where
    baud: Baud = 256000
    nearer_than_cm: Annotated[int, Field(ge=20, le=600)] = 120
    """Who is farther away passes by, or waits for somebody else to finish."""
    arrive_s: Seconds = 0.5
    leave_s: Seconds = 5.0
    answer_timeout_s: Seconds = 1.0
    """A module that says nothing for so long is not there: it sends by itself."""
    simulated: bool = False


class Ld2410:
    """`Presence`."""

    def __init__(self, options: Ld2410Options) -> None:
        self._options = options
        self._line = SerialLine(options.port, options.baud)
        self._reports = ReportReader()
        self._patience = Patience(options.arrive_s, options.leave_s)

    @property
    def capabilities(self) -> Capabilities:
        options = self._options
        facts = {"port": options.port, "nearer_than_cm": str(options.nearer_than_cm)}
        return Capabilities(DeviceClass.PRESENCE, "ld2410", options.simulated, facts)

    def open(self) -> Outcome[None]:
        """`no_device`, `port_denied`; `no_answer` when no report comes."""
        opened = self._line.open()
        return opened if isinstance(opened, Failure) else self.reset()

    def close(self) -> None:
        self._line.close()

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """Nothing is kept of anybody."""

    def reset(self) -> Outcome[None]:
        seen = self.proximity()
        return seen if isinstance(seen, Failure) else Ok(None)

    def poll(self) -> DeviceStatus:
        seen = self.proximity()
        if isinstance(seen, Failure):
            return DeviceStatus(DeviceState.OFFLINE, action=seen.action, code=seen.code, detail=seen.detail)
        return DeviceStatus(DeviceState.ONLINE)

    def proximity(self) -> Outcome[Proximity]:
        """Out of a fresh report: what waited in the buffer is as old as the last look, and is dropped."""
        dropped = self._line.drop_input()
        if isinstance(dropped, Failure):
            return dropped
        self._reports.clear()
        until = time.monotonic() + self._options.answer_timeout_s
        while time.monotonic() < until:
            some = self._line.read_some("report")
            if isinstance(some, Failure):
                return some
            for report in self._reports.feed(some.value):
                somebody = report.state != 0 and report.distance_cm <= self._options.nearer_than_cm
                return Ok(self._patience.feed(somebody=somebody, at=time.monotonic()))
        return Failure("no_answer", Action.SITE_KEEPER, f"{self._options.port}: no report of the radar")

    def wait_for_change(
        self, known: Proximity, cancel: threading.Event, deadline_s: float = 10.0
    ) -> Outcome[Proximity]:
        return wait_for_change(self.proximity, known, cancel, deadline_s)


DRIVER = DriverSpec(
    Ld2410Options,
    Ld2410,
    'driver = "ld2410", port = "/dev/ttyUSB4"',
    wire={"port": "/dev/ttyUSB4"},
)
