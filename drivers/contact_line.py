"""A contact (a key, a mat, a motion sensor's relay) between two pins of a serial port: the contact feeds one of the
modem's control lines, which is read and nothing else. Works on a serial port, on a USB adapter that has the
line, and on a serial server that speaks RFC 2217."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from drivers.bell import has_descriptor, wait_for
from drivers.driver_spec import Seconds, Where  # noqa: TC001  pydantic reads them at run time
from drivers.serial_line import SerialLine
from drivers.serial_server import SerialServer
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    import serial


@dataclass(frozen=True, kw_only=True)
class ContactOptions:
    """Where the contact is, and when it counts."""

    port: Where
    """Device file, or `rfc2217://host:port` of a serial server."""
    line: Literal["cts", "dsr", "cd", "ri"] = "cts"
    """The control line that the contact feeds (RS-232 pin 8, 6, 1 or 9 of nine)."""
    active: bool = True
    """The line's level while the contact is as after a touch; False for a contact that opens then."""
    debounce_s: Seconds = 0.06
    """The level must hold this long: contacts bounce for 5 to 20 ms, and hum on a long wire is shorter than this."""
    simulated: bool = False


BETWEEN_LOOKS_S = 0.1
"""On a port of this machine, which tells nothing by itself: a tap of a finger is longer. A serial server tells."""
CLOSER_LOOK_S = 0.01
"""The same while a level must be told from a bounce."""


class ContactLine:
    """Tells levels that held, not single samples."""

    def __init__(self, options: ContactOptions) -> None:
        self._options = options
        # The speed means nothing: no byte is sent.
        self._line = SerialLine(options.port, 9600)
        self._settled: bool | None = None
        """The level that held last: only another one must hold anew."""
        self.where = f"{options.port} {options.line}"

    def open(self) -> Outcome[None]:
        self._settled = None
        opened = self._line.open()
        return opened if isinstance(opened, Failure) else self.alive()

    def close(self) -> None:
        self._line.close()

    def alive(self) -> Outcome[None]:
        """A port must let its lines be read; a serial server is asked, and must answer."""
        sampled = self._sample()
        return sampled if isinstance(sampled, Failure) else self._line.drop_input()

    def _sample(self) -> Outcome[bool]:
        def look(port: serial.Serial) -> bool:
            if isinstance(port, SerialServer):
                port.heed()
            return bool(getattr(port, self._options.line)) is self._options.active

        return self._line.use(f"look at {self._options.line}", look)

    def _await_notice(self, cancel: threading.Event, wait_s: float) -> Outcome[None]:
        def wait(port: serial.Serial) -> None:
            if isinstance(port, SerialServer) and port.tells:
                wait_for(port.told, cancel, wait_s)
            elif has_descriptor(port):
                wait_for(port, cancel, min(wait_s, BETWEEN_LOOKS_S), read=False)
            else:
                cancel.wait(min(wait_s, BETWEEN_LOOKS_S))

        return self._line.use(f"wait for {self._options.line}", wait)

    def next_level(self, cancel: threading.Event, wait_s: float) -> Outcome[bool]:
        """The level as it is when something moved, or after `wait_s`; sooner on a line that can only be looked at."""
        waited = self._await_notice(cancel, wait_s)
        return waited if isinstance(waited, Failure) else self.active(cancel)

    def active(self, cancel: threading.Event | None = None) -> Outcome[bool]:
        """The level now, once it held for `debounce_s` (given up after ten times that: the last one seen)."""
        until = time.monotonic() + 10 * self._options.debounce_s
        level, since = self._sample(), time.monotonic()
        while isinstance(level, Ok) and level.value is not self._settled:
            if time.monotonic() - since >= self._options.debounce_s:
                self._settled = level.value
                break
            if time.monotonic() >= until or (cancel is not None and cancel.is_set()):
                break
            time.sleep(CLOSER_LOOK_S)
            now = self._sample()
            if now != level:
                level, since = now, time.monotonic()
        return level
