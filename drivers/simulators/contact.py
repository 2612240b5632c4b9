"""A contact on a control line of a serial server: RFC 2217 over TCP, a contact that closes and opens, and bounces."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from serial.rfc2217 import PortManager

from drivers.simulators.answers import send
from drivers.simulators.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.wires import Reply


class Contact:
    """One contact, one guest at a time."""

    def __init__(self, line: str = "cts") -> None:
        self.faults = Faults()
        self.hang_up: Callable[[], None] = lambda: None
        self._line = line
        self._lock = threading.RLock()
        self._reply: Reply | None = None
        self._manager: Any = None
        self._answer = b""
        self._port: Any = SimpleNamespace(
            cts=False, dsr=False, cd=False, ri=False, baudrate=9600, bytesize=8, parity="N", stopbits=1,
            xonxoff=False, rtscts=False, dtr=False, rts=False, break_condition=False,
            reset_input_buffer=lambda: None, reset_output_buffer=lambda: None,
        )  # fmt: skip

    @property
    def closed(self) -> bool:
        return bool(getattr(self._port, self._line))

    def set(self, *, closed: bool) -> None:
        with self._lock:
            setattr(self._port, self._line, closed)
            if self._manager is None or self._reply is None:
                return
            self._manager.check_modem_lines()
            told, self._answer = self._answer, b""
            reply = self._reply
        if told:
            send(told, reply, self.faults, self.hang_up)

    def receive(self, data: bytes, reply: Reply) -> None:
        """Bytes from the wire; a new guest negotiates anew. What is said to one piece of input goes out at once, so
        that an ordered fault hits a whole answer."""
        with self._lock:
            if reply is not self._reply:
                self._reply = reply
                connection: Any = SimpleNamespace(write=self._write)
                self._manager = PortManager(self._port, connection)
            for _ in self._manager.filter(data):
                """What is sent to the port itself reaches nobody: there is only a contact."""
            answer, self._answer = self._answer, b""
        send(answer, reply, self.faults, self.hang_up)

    def _write(self, data: bytes) -> None:
        self._answer += bytes(data)
