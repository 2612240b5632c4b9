"""What the lock boards' frames have in common: checksums, and bits of locks in bytes."""

from __future__ import annotations

from functools import reduce
from operator import xor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def summed(body: bytes) -> bytes:
    """With the low byte of the sum of all bytes behind it."""
    return body + bytes([sum(body) & 0xFF])


def xored(body: bytes) -> bytes:
    """With the XOR of all bytes behind it."""
    return body + bytes([reduce(xor, body)])


def bits(data: Iterable[int]) -> tuple[int, ...]:
    """Lowest bit of the first byte first."""
    return tuple(byte >> at & 1 for byte in data for at in range(8))


def find(heard: bytes, length: int, fits: Callable[[bytes], bool]) -> bytes | None:
    """The last whole frame of that length in a stream with noise around and before it."""
    for at in range(len(heard) - length, -1, -1):
        if fits(frame := heard[at : at + length]):
            return frame
    return None
