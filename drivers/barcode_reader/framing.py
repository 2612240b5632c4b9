"""Where a code ends in the bytes that a scanner sends: at a terminator, or when the line falls silent."""

from __future__ import annotations

from typing import Literal

Terminator = Literal["auto", "cr", "lf", "crlf", "tab", "idle"]
"""`auto`: silence ends a code, and one CR, LF, CRLF or TAB at its end is not part of it; so a code of several lines
stays whole. `idle`: silence alone, nothing is taken off. The others end a code at once, and are safer where the
scanner sends them: what is cut off in the middle is then no code.
"""

_MARKS: dict[Terminator, bytes] = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "tab": b"\t"}
_SUFFIXES = (b"\r\n", b"\r", b"\n", b"\t")

LONGEST = 7089
"""Characters in the largest QR code (version 40-L, digits). More without an end is noise on the line."""

STALLED_S = 0.2
"""A piece without its terminator that got no byte for so long was cut off. Far more than a code takes between two of its
bytes, and less than a hand takes to show the next one, which must not be joined to it."""


class Framing:
    """Cuts codes out of bytes. It has no clock: silence is what its caller has waited without a byte. So a program that
    is held up for a moment takes no late byte for the end of a code.
    """

    def __init__(self, terminator: Terminator, idle_s: float) -> None:
        self._mark = _MARKS.get(terminator, b"")
        self._strips = terminator == "auto"
        self._patience_s = STALLED_S if self._mark else idle_s
        self._bytes = bytearray()
        self._silent_s = 0.0
        self._overflowed = False

    @property
    def pending(self) -> bool:
        """In the middle of a code."""
        return bool(self._bytes) or self._overflowed

    def clear(self) -> None:
        self._bytes.clear()
        self._silent_s = 0.0
        self._overflowed = False

    def silence(self, seconds: float) -> bytes | None:
        """Nothing came for so long (more); the code that this ends, if any."""
        self._silent_s += seconds
        if not self.pending or self._silent_s < self._patience_s:
            return None
        code, whole = bytes(self._bytes), not self._mark and not self._overflowed
        self.clear()
        if self._strips:
            code = code.removesuffix(next((one for one in _SUFFIXES if code.endswith(one)), b""))
        return code if whole and 0 < len(code) <= LONGEST else None

    def feed(self, data: bytes) -> bytes | None:
        """Bytes that came; the first code they complete, if any. What follows it belongs to nobody and is dropped."""
        self._silent_s = 0.0
        self._bytes += data
        while self._mark and self._mark in self._bytes:
            code, _, rest = bytes(self._bytes).partition(self._mark)
            whole, self._bytes, self._overflowed = not self._overflowed, bytearray(rest), False
            if whole and 0 < len(code) <= LONGEST:
                self.clear()
                return code
        if len(self._bytes) > LONGEST + 2:  # no mark is longer than that
            self._overflowed = True
            del self._bytes[: -len(self._mark) or None]  # the half of a mark may stand at the end
        return None
