"""Bytes as text that a QR code holds in its alphanumeric mode and a web address holds unchanged.

Base45 (RFC 9285) needs the blank, `%`, `+` and `/`, which mean something else in a query. Two bytes need three characters
of only 41 letters, so four can be left out at no cost: 8.25 bits of the code for 8 bits.
"""

from __future__ import annotations

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_BASE = len(LETTERS)


def encode(data: bytes) -> str:
    """Three characters for two bytes, two for a last single one; the lowest place first."""
    pieces = (data[at : at + 2] for at in range(0, len(data), 2))
    return "".join(_letters(int.from_bytes(piece, "big"), len(piece) + 1) for piece in pieces)


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


def _letters(value: int, count: int) -> str:
    found = ""
    for _ in range(count):
        value, place = divmod(value, _BASE)
        found += LETTERS[place]
    return found
