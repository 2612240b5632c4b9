"""A port of a serial server (RFC 2217) that tells of its control lines by itself, so that nobody need look at them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import serial
from serial import rfc2217

from drivers.bell import Bell
from drivers.keepalive import keep_alive


class SerialServer(rfc2217.Serial):
    """Leans on two inner methods of pyserial 3.5: what it makes of a notice, and the end of its reading thread."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.told = Bell()
        """Rings at each notice of the server, and when the connection ends."""
        self._lost = False
        super().__init__(*args, **options)

    @property
    def tells(self) -> bool:
        """False with `?poll_modem` in the address: a server that only answers."""
        return not self._poll_modem_state  # type: ignore[attr-defined]  # inner parts have no types

    def heed(self) -> None:
        """What is asked from now on is newer than what rang. SerialException when the connection ended."""
        self.told.clear()
        if self._lost:
            raise serial.SerialException

    def _telnet_process_subnegotiation(self, suboption: bytes) -> None:
        super()._telnet_process_subnegotiation(suboption)  # type: ignore[misc]
        self.told.set()

    def _telnet_read_loop(self) -> None:
        # pyserial answers the server from this thread, and lets it die with a traceback when nobody is there any more.
        with suppress(OSError):
            super()._telnet_read_loop()  # type: ignore[misc]
        self._lost = True
        self.told.set()


def open_server(address: str, **options: Any) -> SerialServer:
    """`rfc2217://host:port` of pyserial. Raises as `serial.serial_for_url` does."""
    port = SerialServer(None, **options)
    port.port = address
    port.open()
    keep_alive(port._socket)  # type: ignore[attr-defined]  # noqa: SLF001 - pyserial hands it out no other way
    return port
