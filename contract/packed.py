"""Bytes that are signed and put into a code: short texts with their length, signatures, and taking them apart again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64
_DAY_BYTES, _TIME_BYTES = 3, 5
_LONGEST_TEXT = 255
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


def text(value: str) -> bytes:
    """Its length in one byte, then UTF-8; it must have been `cut`."""
    data = value.encode()
    return bytes((len(data),)) + data


def cut(value: str, most: int = _LONGEST_TEXT) -> str:
    """At most so many bytes of UTF-8, between two characters."""
    return value.encode()[:most].decode(errors="ignore")


def day(value: date) -> bytes:
    """Day 1 is 0001-01-01."""
    return value.toordinal().to_bytes(_DAY_BYTES, "big")


def moment(value: datetime) -> bytes:
    """Whole seconds of Unix, with a sign: a dead clock stands anywhere."""
    return int(value.timestamp()).to_bytes(_TIME_BYTES, "big", signed=True)


def fits(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether this Ed25519 key made this signature over these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


class Reader:
    """Takes bytes apart from the front; raises ValueError or OverflowError when something is short or impossible."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._data)

    def take(self, length: int) -> bytes:
        piece = self._data[self._at : self._at + length]
        if len(piece) != length:
            raise ValueError
        self._at += length
        return piece

    def text(self) -> str:
        return self.take(self.take(1)[0]).decode()

    def day(self) -> date:
        return date.fromordinal(int.from_bytes(self.take(_DAY_BYTES), "big"))

    def moment(self) -> datetime:
        seconds = int.from_bytes(self.take(_TIME_BYTES), "big", signed=True)
        return _UNIX + timedelta(seconds=seconds)

    def end(self) -> None:
        if not self.at_end:
            raise ValueError
