"""A simulated receipt printer: buffer, mechanism and sensors apart, as in a real one."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from drivers.simulators.faults import GARBAGE, Faults
from drivers.simulators.receipt_printer.escpos_page import Page
from drivers.simulators.receipt_printer.escpos_tokens import Op, Token, Tokenizer
from drivers.simulators.receipt_printer.realtime import RealTimeFilter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drivers.simulators.wires import Reply

CONDITIONS = ("paper_out", "cover_open", "paper_jam", "cutter_error", "hardware_error")

Reports = Literal["off", "on", "always"]
"""Whether the printer tells each change unasked (ASB): as a switch below it says until GS a says otherwise, or always,
like one that does not know GS a."""


@dataclass
class Sensors:
    """What the printer's sensors say. Set by hand (the dock) or by what happens to the paper."""

    paper_low: bool = False
    paper_out: bool = False
    cover_open: bool = False
    paper_jam: bool = False
    cutter_error: bool = False
    hardware_error: bool = False

    @property
    def stopped(self) -> bool:
        return any(getattr(self, name) for name in CONDITIONS)

    def answer(self, number: int) -> int:
        """The byte for DLE EOT 1 to 4."""
        error = self.paper_jam or self.cutter_error or self.hardware_error
        bits = {
            1: 0x08 * self.stopped,
            2: 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * error,
            3: 0x04 * self.paper_jam | 0x08 * self.cutter_error | 0x20 * self.hardware_error,
            4: 0x0C * (self.paper_low or self.paper_out) | 0x60 * self.paper_out,
        }
        return 0x12 | bits.get(number, 0)

    def report(self) -> bytes:
        """The four bytes of an automatic report."""
        return bytes(
            [
                0x10 | 0x08 * self.stopped | 0x20 * self.cover_open,
                0x04 * self.paper_jam | 0x08 * self.cutter_error | 0x20 * self.hardware_error,
                0x03 * (self.paper_low or self.paper_out) | 0x0C * self.paper_out,
                0x00,
            ]
        )


class ReceiptPrinter:
    """Real-time requests are answered at once, everything else waits for the mechanism, which may stand
    still."""

    def __init__(self, folder: Path, dots: int = 576, hang_up: Callable[[], None] = lambda: None) -> None:
        """Receipts are drawn into `folder` as `001.png`, `002.png`, ..."""
        self.faults = Faults()
        self.hang_up = hang_up
        self.sensors = Sensors()
        self.seconds_per_line = 0.0
        self.reports: Reports = "off"
        self.received = bytearray()
        """All bytes since the start, in memory only: they may be a person's data."""
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lines_left: int | None = None
        self._page = Page(dots)
        self._filter = RealTimeFilter()
        self._tokenizer = Tokenizer()
        self._waiting: deque[tuple[Token, Reply]] = deque()
        self._changed = threading.Condition()
        self._epoch = 0
        self._printed: list[Path] = []
        self._last_reply: Reply = lambda _: None
        threading.Thread(target=self._mechanism, name="printer-mechanism", daemon=True).start()

    @property
    def receipts(self) -> list[Path]:
        """Pictures of what was cut off so far."""
        with self._changed:
            return list(self._printed)

    def wait_for_receipts(self, count: int, timeout_s: float) -> bool:
        """Until so many were cut."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._printed) >= count, timeout_s)

    def set(self, **sensors: bool) -> None:
        """Set sensors by name; the mechanism goes on when nothing stops it."""
        with self._changed:
            for name, on in sensors.items():
                setattr(self.sensors, name, on)
            self._changed.notify_all()
        self._report()

    def run_out_after(self, lines: int) -> None:
        """The paper ends after so many more lines (24 dots each)."""
        with self._changed:
            self._lines_left = lines

    def refill(self) -> None:
        with self._changed:
            self._lines_left = None
        self.set(paper_low=False, paper_out=False)

    def receive(self, data: bytes, reply: Reply) -> None:
        """Bytes from the wire."""
        self.received += data
        self._last_reply = reply
        with self._changed:
            queued, urgent = self._filter.feed(data)
            self._waiting += [(token, reply) for token in self._tokenizer.feed(queued)]
            self._changed.notify_all()
        for command in urgent:
            self._at_once(command, reply)

    def _at_once(self, command: bytes, reply: Reply) -> None:
        kind = command[1]
        if kind == 0x04:
            self._answer(bytes([self.sensors.answer(command[2])]), reply)
        elif kind == 0x05:
            if command[2] == 2:
                self._throw_away()
        else:
            self._throw_away()

    def _throw_away(self) -> None:
        with self._changed:
            self._epoch += 1
            self._waiting.clear()
            self._tokenizer.clear()
            self._changed.notify_all()

    def _answer(self, data: bytes, reply: Reply) -> None:
        disturbance = self.faults.take()
        if disturbance.delay_s:
            self.faults.cleared.wait(disturbance.delay_s)
        if disturbance.drop:
            self.hang_up()
        elif disturbance.garbage:
            reply(GARBAGE)
        elif not disturbance.silent:
            reply(data)

    def _report(self) -> None:
        if self.reports != "off":
            self._last_reply(self.sensors.report())

    def _mechanism(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting and not self.sensors.stopped)
                token, reply = self._waiting.popleft()
                epoch = self._epoch
            self._carry_out(token, reply, epoch)

    def _carry_out(self, token: Token, reply: Reply, epoch: int) -> None:
        if isinstance(token, Op) and token.name == "GS r":
            low, out = self.sensors.paper_low, self.sensors.paper_out
            self._answer(bytes([0x03 * low | 0x0C * out]), reply)
        elif isinstance(token, Op) and token.name == "GS a":
            if self.reports != "always":
                self.reports = "on" if any(token.parameters) else "off"
            self._report()
        elif isinstance(token, Op) and (token.name in {"GS V", "ESC i", "ESC m"}):
            self._cut()
        else:
            if isinstance(token, Op) and token.name == "ESC @" and (failure := self.faults.take_failure()):
                self.set(**{failure: True})  # it happens as soon as the job begins
            self._use_paper(self._page.apply(token), epoch)

    def _use_paper(self, lines: int, epoch: int) -> None:
        if not lines:
            return
        with self._changed:
            if self.seconds_per_line:
                self._changed.wait_for(lambda: self._epoch != epoch, lines * self.seconds_per_line)
            if self._lines_left is not None:
                self._lines_left -= lines
                if self._lines_left <= 0:
                    self._lines_left = None
                    self.sensors.paper_out = True
                    self._report()

    def _cut(self) -> None:
        if self._page.is_blank:
            return
        picture = self._page.cut()
        with self._changed:
            path = self._folder / f"{len(self._printed) + 1:03d}.png"
        picture.save(path)
        with self._changed:
            self._printed.append(path)
            self._changed.notify_all()
