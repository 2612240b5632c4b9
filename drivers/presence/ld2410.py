"""The radar module HLK-LD2410 on a serial line; it sees somebody who stands still, too.

To check on hardware: the rate of reports, and how far it sees through the machine's front (`nearer_than_cm`).
"""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import serial
from pydantic import Field

from drivers.bell import Watch, has_descriptor, wait_for
from drivers.device import Capabilities, DeviceClass, DeviceState, DeviceStatus
from drivers.driver_spec import Baud, DriverSpec, Seconds, Where
from drivers.presence.ld2410_report import MOST_KEPT, ReportReader
from drivers.presence.watch import Patience, wait_for_change
from drivers.serial_line import SerialLine
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.bell import HasFileno
    from drivers.presence import Proximity


BETWEEN_LOOKS_S = 1.0
"""The module reports ten times a second, day and night. Nothing is lost meanwhile: how long somebody has been there follows
from the reports that came, and the kernel keeps far more of them than come in this time."""


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
        self._looked_at: float | None = None
        """Monotonic; None when the reports before were dropped."""
        self._heard_at = -math.inf
        """When the last report was looked at."""
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
        self._heard_at = -math.inf

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """Nothing is kept of anybody."""

    def reset(self) -> Outcome[None]:
        seen = self.proximity()
        return seen if isinstance(seen, Failure) else Ok(None)

    def poll(self) -> DeviceStatus:
        seen = self._lately()
        if isinstance(seen, Failure):
            return DeviceStatus(DeviceState.OFFLINE, action=seen.action, code=seen.code, detail=seen.detail)
        return DeviceStatus(DeviceState.ONLINE)

    def line(self) -> HasFileno | None:
        return self._line.line()

    def proximity(self) -> Outcome[Proximity]:
        """Out of a fresh report: what waited in the buffer is as old as the last look, and is dropped."""
        dropped = self._line.drop_input()
        if isinstance(dropped, Failure):
            return dropped
        self._reports.clear()
        self._looked_at = None
        return self._told()

    def _lately(self) -> Outcome[Proximity]:
        """As it was last seen, where that is no longer ago than between two looks and the line has not ended since."""
        if time.monotonic() - self._heard_at > BETWEEN_LOOKS_S:
            return self.proximity()
        ended = self._line.use(
            "look", lambda port: not has_descriptor(port) or wait_for(port, None, 0, read=False)
        )
        if isinstance(ended, Failure):
            return ended
        return self.proximity() if ended.value else Ok(self._patience.told)

    def _told(self, heard: bytes = b"") -> Outcome[Proximity]:
        """Out of all reports since the last look, which came one after the other; of the next one when there is none.
        `heard` was read already.
        """
        until = time.monotonic() + self._options.answer_timeout_s
        while heard or time.monotonic() < until:
            some = Ok(heard) if heard else self._line.use("report", _what_comes)
            heard = b""
            if isinstance(some, Failure):
                return some
            reports = self._reports.feed(some.value)
            now = time.monotonic()
            before, self._looked_at = self._looked_at or now, now
            for number, report in enumerate(reports, 1):
                somebody = report.state != 0 and report.distance_cm <= self._options.nearer_than_cm
                self._patience.feed(somebody=somebody, at=before + (now - before) * number / len(reports))
            if reports:
                self._heard_at = now
                return Ok(self._patience.told)
        return Failure("no_answer", Action.SITE_KEEPER, f"{self._options.port}: no report of the radar")

    def wait_for_change(
        self, known: Proximity, cancel: threading.Event, deadline_s: float = 10.0
    ) -> Outcome[Proximity]:
        def look(wait_s: float) -> Outcome[Proximity]:
            if wait_s <= 0:
                return self._lately()
            rested = self._line.use("rest", lambda port: self._rest(port, cancel, wait_s))
            if isinstance(rested, Failure):
                return rested
            return Ok(self._patience.told) if cancel.is_set() else self._told(rested.value)

        return wait_for_change(look, self._patience, known, cancel, deadline_s)

    def _rest(self, port: serial.Serial, cancel: threading.Event, wait_s: float) -> bytes:
        """What came, as soon as it may tell of somebody. This is gone through once a second for years: nobody is nothing
        new, and next to nothing is done about it.
        """
        # The module talks all the time, so only the end of its line is listened for.
        rest = Watch(port, cancel, read=False).wait if has_descriptor(port) else cancel.wait
        until = time.monotonic() + wait_s
        while True:
            left_s = until - time.monotonic()
            rest(min(left_s, BETWEEN_LOOKS_S))
            if cancel.is_set():
                return b""
            came = _what_came(port)
            if left_s <= BETWEEN_LOOKS_S or not (self._patience.calm and self._reports.nobody(came)):
                return came
            self._looked_at = self._heard_at = time.monotonic()


def _what_came(port: serial.Serial) -> bytes:
    """Of a port of this machine it is taken at once: pyserial's own reading asks the kernel three times. Of a serial server
    it is what comes within a slice: pyserial does not say how much is there.
    """
    local = isinstance(port, serial.Serial)
    return os.read(port.fileno(), MOST_KEPT) if local else bytes(port.read(MOST_KEPT))


def _what_comes(port: serial.Serial) -> bytes:
    """What came, or comes within a slice."""
    return _what_came(port) or bytes(port.read(1))


DRIVER = DriverSpec(
    Ld2410Options,
    Ld2410,
    'driver = "ld2410", port = "/dev/ttyUSB4"',
    wire={"port": "/dev/ttyUSB4"},
)
