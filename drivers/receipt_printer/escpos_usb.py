"""Receipt printer on USB, by the kernel's own printer driver (usblp): a character device, read and written.

`/dev/usb/lp0` is whichever printer was plugged in first: give it a name of its own with a udev rule such as

    SUBSYSTEM=="usbmisc", KERNEL=="lp*", ATTRS{idVendor}=="....", SYMLINK+="bangban/receipt-printer"

and put the terminal's user into the group `lp`. What usblp does is as its source in Linux 6 was read (sure):

* One program at a time; CUPS and libusb drivers take the printer away.
* A read of nothing is an empty packet, not the end. A failed transfer shows as EIO once, and the next read begins anew.
* An unplugged printer never shows in `poll`, only as ENODEV at the next read or write.
* A write returns before it went out, a second one is refused until it has, and `close` throws it away.
* A printer that is known to answer badly (or has one direction only) cannot be read at all: EINVAL.

Inferred, not seen: a printer that stopped with a full buffer takes nothing any more, not even a status request; the
job then ends as `not_confirmed`.

To check on hardware: that DLE EOT is answered over USB at all (one that is silent there stays `no_answer`: it cannot be
told from one that is off); the answers in each fault; what is still answered with the buffer full; whether empty packets
come.
"""

from __future__ import annotations

import errno
import os
import select
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from drivers.driver_spec import DriverSpec, Where
from drivers.receipt_printer.escpos import Escpos, EscposOptions
from outcome import Action, Failure, Ok, Outcome

_SLICE_S = 0.05
"""Longest single wait: bounds how late a `close` from another thread is noticed."""

_PAUSE_S = 0.02
"""After a packet with nothing in it: there may be no end of them."""

_DRAIN_S = 0.2

_LOST = select.POLLHUP | select.POLLERR | select.POLLNVAL
"""usblp never says so, a terminal device in its place does."""


@dataclass(frozen=True, kw_only=True)
class EscposUsbOptions(EscposOptions):
    """Options of `driver = "escpos_usb"`."""

    port: Where
    """The character device, by the name that a udev rule gives it."""


class UsblpTransport:
    """Implements `Transport`."""

    def __init__(self, port: str, timeout_s: float) -> None:
        self.where = port
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        """A closed number is soon another file's: nobody reads or writes it while it is being closed."""
        self._file: int | None = None

    def open(self) -> Outcome[None]:
        try:
            file = os.open(self.where, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            return self._refused(error)
        try:
            with suppress(BlockingIOError):
                os.read(file, 64)
        except OSError as error:
            os.close(file)
            return self._refused(error)
        self._file = file
        return Ok(None)

    def close(self) -> None:
        with suppress(OSError):
            self._wait(select.POLLOUT, _DRAIN_S)
        with self._lock:
            file, self._file = self._file, None
            if file is not None:
                with suppress(OSError):
                    os.close(file)

    def write(self, data: bytes) -> None:
        until = time.monotonic() + self._timeout_s
        while data:
            if not self._wait(select.POLLOUT, until - time.monotonic()):
                raise TimeoutError
            with self._lock, suppress(BlockingIOError):
                data = data[os.write(self._opened(), data) :]

    def line(self) -> None:
        """A usblp file never tells that its printer is gone."""

    def read(self, timeout_s: float) -> bytes:
        until = time.monotonic() + timeout_s
        while self._wait(select.POLLIN, until - time.monotonic()):
            data = self._read_now()
            if data or time.monotonic() >= until:
                return data
            time.sleep(_PAUSE_S)
        return b""

    def _read_now(self) -> bytes:
        with self._lock:
            try:
                return os.read(self._opened(), 64)
            except BlockingIOError:
                return b""
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                return b""

    def _wait(self, event: int, timeout_s: float) -> bool:
        """Until the device can be read or written, at least one look."""
        until = time.monotonic() + timeout_s
        while True:
            watched = select.poll()
            watched.register(self._opened(), event)
            left = max(0.0, min(_SLICE_S, until - time.monotonic()))
            for _, seen in watched.poll(left * 1000):
                if seen & _LOST:
                    raise ConnectionResetError
                return True
            if time.monotonic() >= until:
                return False

    def _opened(self) -> int:
        if self._file is None:
            raise ConnectionError
        return self._file

    def _refused(self, error: OSError) -> Failure:
        match error.errno:
            case errno.EACCES | errno.EPERM:
                return Failure("port_denied", Action.ENGINEER, f"{self.where}: this user may not open it")
            case errno.EBUSY:
                return Failure(
                    "port_denied", Action.ENGINEER, f"{self.where}: another program has it (CUPS?)"
                )
            case errno.EINVAL:
                seen = "the kernel drives it in one direction only, it can never say how it is"
                return Failure("no_answer", Action.ENGINEER, f"{self.where}: {seen}")
        return Failure("no_device", Action.SITE_KEEPER, f"{self.where}: {type(error).__name__}")


def escpos_usb(options: EscposUsbOptions) -> Escpos:
    return Escpos("escpos_usb", options, UsblpTransport(options.port, options.write_timeout_s))


DRIVER = DriverSpec(
    EscposUsbOptions,
    escpos_usb,
    'driver = "escpos_usb", port = "/dev/bangban/receipt-printer"',
    wire={"port": "/dev/bangban/receipt-printer"},
)
