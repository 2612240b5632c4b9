"""A serial line, or pyserial's look-alike for an address (`socket://host:port`, `rfc2217://host:port`), with every
wait bounded and every way in which it can be gone told as a `Failure`."""

from __future__ import annotations

import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import serial

from drivers.bell import has_descriptor
from drivers.serial_server import open_server
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.bell import HasFileno

T = TypeVar("T")

SLICE_S = 0.05
"""Longest single wait for bytes; bounds how late a `close` from outside is noticed."""

GONE = (serial.SerialException, OSError, termios.error, TypeError, AttributeError, ValueError)
"""What pyserial raises when the line is gone or is closed by another thread in the middle of a call."""

MOST_HEARD = 4096
"""Bytes of an answer, noise before it included: what a line pours out is looked through anew with each piece."""

DENIED = 13


class SerialLine:
    """Used by one thread; `close` may come from another."""

    def __init__(self, port: str, baud: int, slice_s: float = SLICE_S) -> None:
        """`slice_s`: the longest that one look at what came waits."""
        self.where = port
        self._slice_s = slice_s
        self._baud = baud
        self._port: serial.Serial | None = None

    def open(self) -> Outcome[None]:
        """`no_device` or `port_denied`."""
        self.close()
        # pyserial's client of RFC 2217 raises NotImplementedError for any bound on writing.
        server = self.where.startswith("rfc2217:")
        opened: Callable[..., Any] = open_server if server else serial.serial_for_url
        bound = None if server else 2
        try:
            self._port = opened(
                self.where, baudrate=self._baud, timeout=self._slice_s, write_timeout=bound, exclusive=True
            )
        except GONE as error:
            number = getattr(error, "errno", None)
            if number == DENIED:
                return Failure("port_denied", Action.ENGINEER, f"{self.where}: this user may not open it")
            seen = f"{self.where}: {type(error).__name__} errno={number}"
            return Failure("no_device", Action.SITE_KEEPER, seen)
        return Ok(None)

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with suppress(*GONE):  # an unplugged port has nothing left to close
                port.close()

    def use(self, doing: str, what: Callable[[serial.Serial], T]) -> Outcome[T]:
        """Whatever `what` does to the port: `not_open` or `disconnected` when there is none any more."""
        port = self._port
        if port is None:
            return Failure("not_open", Action.NOBODY, f"{self.where}: at {doing}")
        try:
            return Ok(what(port))
        except GONE as error:
            seen = f"{self.where}: {type(error).__name__} at {doing}"
            return Failure("disconnected", Action.SITE_KEEPER, seen)

    def line(self) -> HasFileno | None:
        """`drivers.device.OnALine`."""
        port = self._port
        return port if port is not None and has_descriptor(port) else None

    def drop_input(self) -> Outcome[None]:
        return self.use("drop input", lambda port: port.reset_input_buffer())

    def send(self, data: bytes, doing: str) -> Outcome[None]:
        """What came before is dropped: a late answer must not answer this question."""

        def write(port: serial.Serial) -> None:
            port.reset_input_buffer()
            port.write(data)

        return self.use(doing, write)

    def read_some(self, doing: str) -> Outcome[bytes]:
        """What came by now, or nothing after a slice."""
        return self.use(doing, lambda port: bytes(port.read(max(1, port.in_waiting))))

    def ask(self, data: bytes, find: Callable[[bytes], T | None], timeout_s: float, doing: str) -> Outcome[T]:
        """Send, then wait until `find` makes something of all that came back; `no_answer` after `timeout_s`."""
        sent = self.send(data, doing)
        if isinstance(sent, Failure):
            return sent
        heard, until = b"", time.monotonic() + timeout_s
        while time.monotonic() < until:
            some = self.read_some(doing)
            if isinstance(some, Failure):
                return some
            heard = (heard + some.value)[-MOST_HEARD:]
            if some.value and (found := find(heard)) is not None:
                return Ok(found)
        seen = f"{len(heard)} bytes that make no answer" if heard else "silent"
        return Failure("no_answer", Action.SITE_KEEPER, f"{self.where}: {seen} at {doing}")
