"""What a line, a card or a stranger does to a message that was well formed.

All chance comes from the `Random` that is handed in: a seed gives the same damage again, and Hypothesis can stand in
for it and make a failing example small.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

LONGEST = 65536
"""Bytes of an input; damage that doubles again and again must not fill the memory by itself."""

_HOW_MANY = (1, 1, 1, 2, 2, 3, 6)
_STRANGE = (0x00, 0x01, 0x02, 0x0A, 0x0D, 0x10, 0x1B, 0x20, 0x2D, 0x7F, 0x80, 0x81, 0x84, 0xAA, 0xFE, 0xFF)
_LIES = (
    0,
    1,
    2,
    3,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x0FFF,
    0x1000,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
)
_DIGITS = re.compile(rb"[0-9]+")
_FALSE_DIGITS = (
    b"", b"0", b"-1", b"-16", b"1", b"65535", b"65536", b"2147483648", b"9" * 20, b"9" * 5000, b"1e9", b"nan",
    b"+5", b"0x10", b"1_0", b" 7", "²".encode("latin-1"), "٣".encode(),
)  # fmt: skip


def damaged(random: Random, message: bytes, tokens: Sequence[bytes] = ()) -> bytes:
    """`message` with one to six things done to it; `tokens` are words of its protocol to throw in."""
    data = bytearray(message)
    for _ in range(random.choice(_HOW_MANY)):
        random.choice(_WAYS)(random, data, tokens)
    return bytes(data[:LONGEST])


def noise(random: Random, most: int = 64) -> bytes:
    return random.randbytes(random.randint(0, most))


def pick(random: Random, *pieces: bytes, most: int = 6) -> bytes:
    """Up to `most` of these pieces in a row, the same one more than once too."""
    return b"".join(random.choice(pieces) for _ in range(random.randint(0, most)))


def _place(random: Random, data: bytearray) -> int:
    return random.randrange(len(data) + 1)


def _slice(random: Random, data: bytearray) -> slice:
    start = _place(random, data)
    longest = random.choice((1, 2, 4, 16, 64, len(data)))
    return slice(start, start + random.randint(0, longest))


def _flip(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _overwrite(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    if data:
        data[random.randrange(len(data))] = random.choice(_STRANGE)


def _cut_end(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    del data[_place(random, data) :]


def _cut_out(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    del data[_slice(random, data)]


def _double(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    part = data[_slice(random, data)]
    at = _place(random, data)
    times = random.choice((1, 1, 1, 2, 9, 64))
    if len(part) * times <= LONGEST:
        data[at:at] = part * times


def _insert(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    at = _place(random, data)
    data[at:at] = noise(random, random.choice((1, 4, 32)))


def _insert_token(random: Random, data: bytearray, tokens: Sequence[bytes]) -> None:
    if tokens:
        at = _place(random, data)
        data[at:at] = random.choice(tokens)


def _replace_by_token(random: Random, data: bytearray, tokens: Sequence[bytes]) -> None:
    if tokens:
        data[_slice(random, data)] = random.choice(tokens)


def _lie(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    """A number where a length may stand: a famous one, or one that is nearly right."""
    size = random.choice((1, 2, 2, 4))
    at = _place(random, data)
    about = len(data) - at + random.randint(-9, 9)
    number = random.choice((*_LIES, about)) & ((1 << 8 * size) - 1)
    data[at : at + size] = number.to_bytes(size, random.choice(("big", "little")))


def _lie_in_digits(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    places = [found.span() for found in _DIGITS.finditer(data)]
    if places:
        start, end = random.choice(places)
        data[start:end] = random.choice(_FALSE_DIGITS)


def _swap(random: Random, data: bytearray, _: Sequence[bytes]) -> None:
    part = data[where := _slice(random, data)]
    del data[where]
    at = _place(random, data)
    data[at:at] = part


_WAYS: tuple[Callable[[Random, bytearray, Sequence[bytes]], None], ...] = (
    _flip, _flip, _overwrite, _cut_end, _cut_out, _double, _insert, _insert_token, _replace_by_token, _lie, _lie,
    _lie_in_digits, _swap,
)  # fmt: skip
