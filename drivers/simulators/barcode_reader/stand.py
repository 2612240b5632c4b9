"""The code scanner on the bench: a serial line and a keyboard's events, and the hand that shows codes to it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast, get_args

from drivers.barcode_reader.families import Family
from drivers.simulators.barcode_reader.key_fifo import KeyFifo, keys_of
from drivers.simulators.barcode_reader.scanner import Scanner
from drivers.simulators.faults import GARBAGE, Faults
from drivers.simulators.simulator import Verb, number, one_of
from drivers.simulators.wires import PtyWire, Wire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


HELD_AGAIN_S = 0.3
"""A scanner that sees the same code still reports it so often; longer than the silence that ends a code."""


class BarcodeReaderStand:
    """Implements `Simulator`. A code is shown to all its wires; a terminal is connected to one of them."""

    name = "barcode_reader"

    def __init__(self, folder: Path) -> None:
        self.scanner = Scanner()
        self._line = PtyWire(folder / "scanner", self.scanner.receive)
        self._keys = KeyFifo(folder / "scanner-keys")
        self.wires: tuple[Wire, ...] = (self._line, self._keys)
        self.scanner.send, self.scanner.hang_up = self._line.send, self._hang_up
        self._shown = 0
        self._held: threading.Event | None = None
        self._late: list[threading.Timer] = []

    def _hang_up(self) -> None:
        for wire in self.wires:
            wire.hang_up()

    @property
    def faults(self) -> Faults:
        return self.scanner.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {
            "serial": {"port": self._line.address},
            "hid": {"path": self._keys.address, "exclusive": False},
        }

    def failure(self, word: str) -> str:
        return one_of(word, ("cut_off",))

    def scan(self, code: str) -> None:
        """Show a code for a moment."""
        self._shown += 1
        self.scanner.scan(code.encode())
        if self.scanner.spoken_to:
            self._keys.press(keys_of(code + "\r"))
        else:
            self._type(code)

    def _type(self, code: str) -> None:
        """As a keyboard, with the faults that were ordered: nobody speaks with the scanner, so they are meant for it."""
        now = self.faults.take()
        if now.delay_s:
            self.faults.cleared.wait(now.delay_s)
        if now.drop:
            self._keys.hang_up()
        elif now.garbage:
            self._keys.press(GARBAGE * 6)
        elif not now.silent:
            half = self.faults.take_failure()
            self._keys.press(keys_of(code[: len(code) // 2] if half else code + "\r"))

    def hold(self, code: str) -> None:
        """Show a code again and again until it is taken away."""
        self.take_away()
        away = self._held = threading.Event()

        def again() -> None:
            while not away.wait(HELD_AGAIN_S):
                self.scan(code)

        threading.Thread(target=again, name="held-code", daemon=True).start()

    def take_away(self) -> None:
        if self._held is not None:
            self._held.set()

    def verbs(self) -> dict[str, Verb]:
        def scan_late(code: str, seconds: str) -> None:
            late = threading.Timer(number(seconds), self.scanner.say, [code.encode()])
            late.daemon = True
            self._late.append(late)
            late.start()

        def scan_garbage() -> None:
            self._line.send(GARBAGE)
            self._keys.press(GARBAGE * 6)

        def family(name: str) -> None:
            self.scanner.family = cast("Family", one_of(name, get_args(Family)))

        return {
            "scan": Verb("CODE", "出示一个码（扫码窗亮时才读）", "show a code; read while lit", self.scan),
            "scan-hold": Verb("CODE", "一直出示一个码", "hold a code before the window", self.hold),
            "scan-away": Verb("", "把码拿开", "take the code away", self.take_away),
            "scan-late": Verb(
                "CODE SECONDS", "稍后送来一个没人要的码", "a code that nobody asked for, later", scan_late
            ),
            "scan-garbage": Verb("", "线路上出现乱码", "noise on the line", scan_garbage),
            "scanner-family": Verb(
                "gm65|syn_t|t_p|untriggered", "换一种扫码器", "be a scanner of that family", family
            ),
        }

    def state(self) -> dict[str, object]:
        """Not what was shown."""
        held = self._held is not None and not self._held.is_set()
        return {
            "family": self.scanner.family,
            "lit": self.scanner.lit.is_set(),
            "held": held,
            "shown": self._shown,
        }

    def close(self) -> None:
        self.take_away()
        for late in self._late:
            late.cancel()
