"""A keyboard that scans: a FIFO with the kernel's key events in it. Unlike a keyboard it cannot be grabbed."""

from __future__ import annotations

import os
import struct
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Written out anew rather than taken from the driver, so that a wrong code there does not agree with itself.
_KEYS = {
    **{str(digit): 1 + digit for digit in range(1, 10)}, "0": 11, "-": 12, "=": 13, "\t": 15, "\r": 28, " ": 57,
    **{letter: code for start, row in ((16, "qwertyuiop[]"), (30, "asdfghjkl;'`"), (44, "zxcvbnm,./"))
       for code, letter in enumerate(row, start)}, "\\": 43,
}  # fmt: skip
_SHIFTED = dict(zip('!@#$%^&*()_+{}:"~|<>?', "1234567890-=[];'`\\,./", strict=True))
_LEFT_SHIFT, _LEFT_ALT, _PAD = 42, 56, (82, 79, 80, 81, 75, 76, 77, 71, 72, 73)
_EVENT = "@llHHi"
_SYN = struct.pack(_EVENT, 0, 0, 0, 0, 0)


def key(code: int, value: int) -> bytes:
    """One event and the mark that ends its report."""
    return struct.pack(_EVENT, 0, 0, 1, code, value) + _SYN


def tap(code: int) -> bytes:
    return key(code, 1) + key(code, 0)


def keys_of(text: str) -> bytes:
    """Events of a scanner that types this on a US layout; what has no key comes as Alt with digits."""
    return b"".join(_keys_of(one) for one in text)


def _keys_of(character: str) -> bytes:
    plain = _SHIFTED.get(character) or (character.lower() if character.isascii() else "")
    if plain not in _KEYS:
        digits = b"".join(tap(_PAD[int(digit)]) for digit in f"0{ord(character)}")
        return key(_LEFT_ALT, 1) + digits + key(_LEFT_ALT, 0)
    if plain != character:
        return key(_LEFT_SHIFT, 1) + tap(_KEYS[plain]) + key(_LEFT_SHIFT, 0)
    return tap(_KEYS[plain])


class KeyFifo:
    """Implements `Wire`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file = -1

    @property
    def address(self) -> str:
        return str(self._path)

    @property
    def plugged(self) -> bool:
        return self._file >= 0

    def plug(self) -> None:
        with self._lock:
            if self.plugged:
                return
            self._path.unlink(missing_ok=True)
            os.mkfifo(self._path, 0o600)
            # Open both ways: then it is there before the driver is, and what nobody reads is lost when it is full.
            self._file = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def unplug(self) -> None:
        with self._lock:
            if not self.plugged:
                return
            self._path.unlink(missing_ok=True)
            file, self._file = self._file, -1
            os.close(file)

    def hang_up(self) -> None:
        self.unplug()
        self.plug()

    def press(self, events: bytes) -> None:
        """Raises nothing: keys pressed on a keyboard that is not plugged in, or that nobody reads, are lost."""
        with self._lock:
            if self.plugged:
                try:
                    os.write(self._file, events)
                except BlockingIOError:
                    return
