"""Bytes as text that a QR code holds in its alphanumeric mode and a web address holds unchanged.

Base45 (RFC 9285) needs the blank, `%`, `+` and `/`, which mean something else in a query. Two bytes need three characters
of only 41 letters, so four can be left out at no cost: 8.25 bits of the code for 8 bits.
"""

from __future__ import annotations

import struct

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_BASE = len(LETTERS)
_SQUARE = _BASE * _BASE
_PAIRS = tuple(low + high for high in LETTERS for low in LETTERS)
"""Two places at once: a receipt is encoded while a resident waits."""


def encode(data: bytes) -> str:
    """Three characters for two bytes, two for a last single one; the lowest place first."""
    values = struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])
    text = "".join([_PAIRS[value % _SQUARE] + LETTERS[value // _SQUARE] for value in values])
    return text + _PAIRS[data[-1]] if len(data) % 2 else text


def decode(text: str) -> bytes | None:
    """The bytes, or None when `encode` cannot have made this text."""
    found = bytearray()
    for at in range(0, len(text), 3):
        piece = text[at : at + 3]
        if len(piece) == 1 or any(letter not in _VALUES for letter in piece):
            return None
        value = sum(_VALUES[letter] * _BASE**place for place, letter in enumerate(piece))
        if value >= 1 << 8 * (len(piece) - 1):
            return None
        found += value.to_bytes(len(piece) - 1, "big")
    return bytes(found)
