"""The opening that cards are put into, with vpcd, the virtual reader's driver, on the other side of a TCP connection.

Each message both ways: two bytes of length, then data. One byte is a control code: 00 power off, 01 power on, 02 reset
(all without answer), 04 what is the answer to reset. Everything else is a command APDU, answered with data and status
word. A connection is a card in the reader, its end is the card gone. Source: vsmartcard's own documentation, measured.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

from drivers.simulators.faults import GARBAGE, Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.smart_card_reader.chip_card import ChipCard

_POWER_OFF, _POWER_ON, _RESET, _GET_ATR = 0x00, 0x01, 0x02, 0x04
_TRY_AGAIN_S = 0.05
_SWAP_S = 0.5
"""From one card to the next. The reader looks every 0.4 s: two cards between two looks are one card to it, and no hand
is that fast (measured: pcscd then never sees the second one)."""


class CardSlot:
    """Keeps the card that lies in it through a restart of the service, as a real slot does."""

    def __init__(self, faults: Faults | None = None, failed: Callable[[str], bytes] = bytes.fromhex) -> None:
        """`failed`: the answer of a command that was ordered to fail with this word."""
        self.faults = faults or Faults()
        self._failed = failed
        self.asked = 0
        """Commands that arrived, for tests."""
        self.arrived = threading.Condition()
        """Notified at each of them."""
        self._pull_after = -1
        self._unheard = False
        self._port = 0
        self._empty_since = 0.0
        self._lock = threading.RLock()
        self._card: ChipCard | None = None
        self._connection: _Connection | None = None

    @property
    def card(self) -> ChipCard | None:
        return self._card

    def reach(self, port: int) -> None:
        """The virtual reader listens there from now on; 0: there is none."""
        with self._lock:
            self._empty_since = 0.0  # a reader that has just begun to look takes what is there
            self._port = port
            self._reconnect()

    def insert(self, card: ChipCard) -> None:
        with self._lock:
            self._card = card
            self._pull_after = -1
            self._reconnect()

    def remove(self) -> None:
        with self._lock:
            self._card = None
            self._reconnect()

    def bounce(self) -> None:
        """The contacts open for a moment."""
        with self._lock:
            self._reconnect()

    def pull_after(self, commands: int, *, unheard: bool = False) -> None:
        """The card is pulled out instead of answering, once so many more commands were answered; `unheard`: it has
        obeyed that last command, and nobody hears of it."""
        self._pull_after = commands
        self._unheard = unheard

    def _reconnect(self) -> None:
        """Caller holds the lock."""
        before, self._connection = self._connection, None
        if before is not None:
            before.end()
            self._empty_since = time.monotonic()
        if self._card is not None and self._port:
            self._card.power_on()
            wait_s = max(0.0, self._empty_since + _SWAP_S - time.monotonic())
            self._connection = _Connection(self, self._card, self._port, wait_s)

    def answer(self, card: ChipCard, apdu: bytes, ended: threading.Event) -> bytes | None:
        """What goes back to the reader; None: the card is out of it."""
        with self.arrived:
            self.asked += 1
            self.arrived.notify_all()
        if self._pull_after == 0:
            if self._unheard:
                card.receive(apdu)
            self.remove()
            return None
        self._pull_after -= self._pull_after > 0
        now = self.faults.take()
        if now.delay_s:
            self.faults.cleared.wait(now.delay_s)
        while now.silent and not ended.wait(_TRY_AGAIN_S):
            now = self.faults.take()
        if now.drop:
            self.bounce()
            return None
        if now.garbage:
            return GARBAGE
        failure = self.faults.take_failure()
        return self._failed(failure) if failure else card.receive(apdu)


class _Connection:
    def __init__(self, slot: CardSlot, card: ChipCard, port: int, wait_s: float) -> None:
        self._slot, self._card, self._port, self._wait_s = slot, card, port, wait_s
        self._ended = threading.Event()
        self._line: socket.socket | None = None
        threading.Thread(target=self._run, name="chip-card", daemon=True).start()

    def end(self) -> None:
        self._ended.set()
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        self._ended.wait(self._wait_s)
        while not self._ended.is_set():
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self._port), 1.0) as line,
            ):
                line.settimeout(None)
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._line = line
                if not self._ended.is_set():
                    self._serve(line)
            self._ended.wait(_TRY_AGAIN_S)

    def _serve(self, line: socket.socket) -> None:
        while (head := _exactly(line, 2)) and (message := _exactly(line, int.from_bytes(head))):
            if len(message) == 1 and message[0] in {_POWER_OFF, _POWER_ON, _RESET}:
                self._card.power_on()
                continue
            if message == bytes([_GET_ATR]):
                said: bytes | None = self._card.atr
            else:
                said = self._slot.answer(self._card, message, self._ended)
            if said is None or self._ended.is_set():
                return
            line.sendall(len(said).to_bytes(2) + said)


def _exactly(line: socket.socket, size: int) -> bytes:
    """So many bytes, or none when the connection ends before."""
    got = b""
    while len(got) < size:
        # Without this the kernel waits 40 ms with its acknowledgement, and vpcd with the rest of what it says.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        more = line.recv(size - len(got))
        if not more:
            return b""
        got += more
    return got
