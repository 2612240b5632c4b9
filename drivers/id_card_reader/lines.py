"""The wires under the SAM frames: a serial port and a TCP socket, with a bound on every wait."""

from __future__ import annotations

import select
import socket
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

import serial

from drivers.bell import has_descriptor
from drivers.keepalive import keep_alive
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.bell import HasFileno

GONE = (serial.SerialException, OSError, termios.error, TypeError, ValueError)
"""What is raised when the line is gone: flushing an unplugged port gives `termios.error`, `in_waiting` a plain
OSError, a port that another thread closes during a read TypeError, a socket that one closes ValueError."""

_SLICE_S = 0.05
"""Longest single wait for bytes; bounds how late a `close` from outside is noticed."""

_CONNECT_S = 3.0


class Line(Protocol):
    """Raises one of `GONE` when it is gone or not open."""

    @property
    def where(self) -> str:
        """For staff: the port or address."""

    def open(self) -> Outcome[None]: ...

    def close(self) -> None:
        """Safe in any state and from another thread."""

    def drop_input(self) -> None:
        """Throw away what has come."""

    def write(self, data: bytes) -> None: ...

    def read(self) -> bytes:
        """What has come, or nothing after a twentieth of a second."""

    def line(self) -> HasFileno | None:
        """`drivers.device.OnALine`."""


class SerialLine:
    """8 data bits, no parity, 1 stop bit, no flow control. `port` may also be an address of pyserial."""

    def __init__(self, port: str, baud: int) -> None:
        self.where = port
        self._baud = baud
        self._port: serial.Serial | None = None  # or pyserial's look-alike for an address

    def open(self) -> Outcome[None]:
        try:
            self._port = serial.serial_for_url(
                self.where, baudrate=self._baud, timeout=_SLICE_S, write_timeout=2, exclusive=True
            )
        except GONE as error:
            return _no_device(error, self.where)
        return Ok(None)

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with suppress(*GONE):  # an unplugged port has nothing left to close
                port.close()

    def drop_input(self) -> None:
        self._opened().reset_input_buffer()

    def write(self, data: bytes) -> None:
        self._opened().write(data)

    def read(self) -> bytes:
        port = self._opened()
        data: bytes = port.read(max(1, port.in_waiting))
        return data

    def line(self) -> HasFileno | None:
        port = self._port
        return port if port is not None and has_descriptor(port) else None

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise ConnectionError
        return self._port


class NetworkLine:
    """TCP to a serial server, or to a gate that has one inside."""

    def __init__(self, host: str, port: int) -> None:
        self.where = f"{host}:{port}"
        self._address = (host, port)
        self._socket: socket.socket | None = None

    def open(self) -> Outcome[None]:
        try:
            self._socket = socket.create_connection(self._address, _CONNECT_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            keep_alive(self._socket)
        except GONE as error:
            return _no_device(error, self.where)
        return Ok(None)

    def close(self) -> None:
        line, self._socket = self._socket, None
        if line is not None:
            with suppress(*GONE):
                line.shutdown(socket.SHUT_RDWR)  # wakes a thread that waits in `read`
            with suppress(*GONE):
                line.close()

    def drop_input(self) -> None:
        until = time.monotonic() + _SLICE_S  # a server that pours out noise must not hold this up
        while self._receive(0.0) and time.monotonic() < until:
            pass

    def write(self, data: bytes) -> None:
        self._opened().sendall(data)

    def read(self) -> bytes:
        return self._receive(_SLICE_S)

    def _receive(self, timeout_s: float) -> bytes:
        line = self._opened()
        if not select.select([line], [], [], timeout_s)[0]:
            return b""
        data = line.recv(4096)
        if not data:
            raise ConnectionResetError
        return data

    def line(self) -> HasFileno | None:
        return self._socket

    def _opened(self) -> socket.socket:
        if self._socket is None:
            raise ConnectionError
        return self._socket


def _no_device(error: Exception, where: str) -> Failure:
    number = getattr(error, "errno", None)
    if number == 13:
        return Failure("port_denied", Action.ENGINEER, f"{where}: this user may not open it")
    return Failure("no_device", Action.SITE_KEEPER, f"{where}: {type(error).__name__} errno={number}")
