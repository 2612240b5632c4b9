"""The keypad on the bench: a FIFO with the kernel's key events in it, and the hand that presses and plugs."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from drivers.simulators.barcode_reader.key_fifo import KeyFifo, key, tap
from drivers.simulators.faults import GARBAGE, Faults
from drivers.simulators.simulator import Verb, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Written out anew rather than taken from the driver, so that a wrong code there does not agree with itself.
KEYS = {
    "up": 103, "down": 108, "left": 105, "right": 106, "ok": 28, "back": 1, "help": 59, "repeat": 60,
    "where": 61, "slower": 62, "faster": 63, "curtain": 64, "louder": 115, "softer": 114, "delete": 14,
    "clear": 111, "point": 83, "0": 82, "1": 79, "2": 80, "3": 81, "4": 75, "5": 76, "6": 77, "7": 71, "8": 72,
    "9": 73,
}  # fmt: skip
_SWITCH, _HEADPHONES = 5, 2


class KeypadStand:
    """Implements `Simulator`."""

    name = "keypad"

    def __init__(self, folder: Path) -> None:
        self.faults = Faults()
        self._wire = KeyFifo(folder / "keypad")
        self.wires = (self._wire,)
        self._presses = 0
        self._earphones = False

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {"evdev": {"path": self._wire.address, "exclusive": False}}

    def failure(self, word: str) -> str:
        return one_of(word, ("lost_release",))

    def press(self, name: str) -> None:
        self._presses += 1
        code = KEYS[one_of(name, tuple(KEYS))]
        self._send(key(code, 1) if self.faults.take_failure() else tap(code))

    def hold(self, name: str) -> None:
        """Down for long: the kernel repeats it."""
        code = KEYS[one_of(name, tuple(KEYS))]
        self._send(key(code, 1) + 20 * key(code, 2) + key(code, 0))

    def plug_in(self, *, there: bool) -> None:
        self._earphones = there
        mark = struct.pack("@llHHi", 0, 0, 0, 0, 0)
        self._send(struct.pack("@llHHi", 0, 0, _SWITCH, _HEADPHONES, int(there)) + mark)

    def _send(self, events: bytes) -> None:
        """With the faults that were ordered: nobody speaks with a keyboard, so they are meant for it."""
        now = self.faults.take()
        if now.delay_s:
            self.faults.cleared.wait(now.delay_s)
        if now.drop:
            self._wire.hang_up()
        elif now.garbage:
            self._wire.press(GARBAGE * 6)
        elif not now.silent:
            self._wire.press(events)

    def verbs(self) -> dict[str, Verb]:
        names = tuple(KEYS)
        return {
            "key": Verb("KEY", "按一下小键盘的键", "press a key of the keypad", self.press, lambda: names),
            "hold-key": Verb("KEY", "按住小键盘的键", "hold a key of the keypad", self.hold, lambda: names),
            "earphones-in": Verb("", "插上耳机", "put earphones in", lambda: self.plug_in(there=True)),
            "earphones-out": Verb("", "拔下耳机", "take them out", lambda: self.plug_in(there=False)),
        }

    def state(self) -> dict[str, object]:
        """Not which keys."""
        return {"presses": self._presses, "earphones": self._earphones}

    def close(self) -> None:
        """Nothing but wires."""
