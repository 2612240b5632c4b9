"""The wire to the printer: python-escpos opens it and writes, reading is done here with a bound on every wait."""

from __future__ import annotations

import select
import socket
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import serial
from escpos.exceptions import Error as EscposError

from drivers.keepalive import keep_alive
from drivers.receipt_printer.escpos_library import printers
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.bell import HasFileno

GONE = (OSError, EscposError, termios.error, TypeError, ValueError, AttributeError, AssertionError)
"""What the libraries raise when the line is gone, or is closed from another thread in the middle of a
call."""

H = TypeVar("H")


class Transport(Protocol):
    """Raises TimeoutError when the line takes no more, another one of `GONE` when it is gone."""

    @property
    def where(self) -> str: ...

    def open(self) -> Outcome[None]: ...

    def close(self) -> None: ...

    def write(self, data: bytes) -> None: ...

    def read(self, timeout_s: float) -> bytes:
        """What has come, or nothing after `timeout_s`."""

    def line(self) -> HasFileno | None:
        """`drivers.device.OnALine`."""


class NetworkTransport:
    """TCP, by convention port 9100."""

    def __init__(self, host: str, port: int, timeout_s: float) -> None:
        self.where = f"{host}:{port}"
        self._place = host, port
        self._timeout_s = timeout_s
        self._printer: Any = None
        self._socket: socket.socket | None = None

    def open(self) -> Outcome[None]:
        self.close()
        host, port = self._place
        try:
            self._printer = printers().Network(host, port=port, timeout=self._timeout_s)
            self._printer.open()
            self._socket = opened = self._printer.device
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            keep_alive(opened)
        except GONE as error:
            return Failure("no_device", Action.SITE_KEEPER, f"{self.where}: {type(error).__name__}")
        return Ok(None)

    def close(self) -> None:
        device, self._socket = self._socket, None
        if device is None:
            return
        with suppress(*GONE):
            device.shutdown(socket.SHUT_RDWR)  # a thread that waits in it comes back
        with suppress(*GONE):
            self._printer.close()

    def write(self, data: bytes) -> None:
        _still_open(self._socket)
        self._printer._raw(data)  # noqa: SLF001  the library's documented way to send one's own bytes

    def line(self) -> HasFileno | None:
        return self._socket

    def read(self, timeout_s: float) -> bytes:
        device = _still_open(self._socket)
        if not select.select([device], [], [], timeout_s)[0]:
            return b""
        data = device.recv(64)
        if not data:
            raise ConnectionResetError
        return data


class SerialTransport:
    """A serial port or the serial device of a USB printer."""

    def __init__(self, port: str, baud: int, timeout_s: float) -> None:
        self.where = port
        self._baud = baud
        self._timeout_s = timeout_s
        self._printer: Any = None
        self._port: serial.Serial | None = None

    def open(self) -> Outcome[None]:
        self.close()
        try:
            # The library's default is DSR/DTR flow control, but many cables lack the wires, and nothing is sent.
            self._printer = printers().Serial(self.where, baudrate=self._baud, timeout=0.05, dsrdtr=False)
            self._printer.open()
            self._port = self._printer.device
            self._printer.device.write_timeout = self._timeout_s
            self._printer.device.exclusive = True
        except GONE as error:
            return Failure("no_device", Action.SITE_KEEPER, f"{self.where}: {type(error).__name__}")
        return Ok(None)

    def close(self) -> None:
        port, self._port = self._port, None
        # Not by the library, which flushes first: that waits for ever when the printer takes nothing.
        for step in (port.reset_output_buffer, port.close, self._printer.close) if port else ():
            with suppress(*GONE):
                step()

    def write(self, data: bytes) -> None:
        _still_open(self._port)
        try:
            self._printer._raw(data)  # noqa: SLF001
        except serial.SerialTimeoutException as error:
            raise TimeoutError from error

    def line(self) -> HasFileno | None:
        return self._port

    def read(self, timeout_s: float) -> bytes:
        port = _still_open(self._port)
        until = time.monotonic() + timeout_s
        while True:
            data: bytes = port.read(max(1, port.in_waiting))
            if data or time.monotonic() >= until:
                return data


def _still_open(handle: H | None) -> H:
    """The library opens a closed printer anew at the next write, even for a thread that was left behind."""
    if handle is None:
        raise ConnectionError
    return handle
