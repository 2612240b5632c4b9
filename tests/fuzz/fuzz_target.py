"""What is fuzzed: a parser, what comes to it when all is well, and what must hold whatever comes instead.

A check takes nothing but bytes and takes every other choice (where the bytes are cut into pieces, which option is set)
out of them. So a failing input is complete as a line of hex, for Hypothesis, the long loop and a coverage-guided fuzzer.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from fuzz_damage import LONGEST, damaged, noise

from drivers.device import DeviceStatus
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

T = TypeVar("T")

_MOST_PIECES = 64

LONGEST_DETAIL = 300
"""Characters that a failure tells to staff; more would be a way to fill a log from outside."""


@dataclass(frozen=True)
class Target:
    """One parser, or what stands around it."""

    name: str
    holds: str
    """The property, in words."""
    check: Callable[[bytes], None]
    """Raises, whatever it is, when the property does not hold."""
    message: Callable[[Random], bytes]
    """A well-formed input, or a row of them."""
    tokens: tuple[bytes, ...] = ()
    """Words of the protocol, thrown in while damaging."""
    examples: int = 120
    """Of each kind in the bounded run."""
    one_in: int = 1
    """So many fewer cases in the long run, for what draws or looks at whole pictures."""

    def __str__(self) -> str:
        return self.name

    def input(self, random: Random) -> bytes:
        """Mostly a damaged message, now and then a whole one or mere noise."""
        kind = random.randrange(16)
        if kind == 0:
            return noise(random, 300)
        message = self.message(random)[:LONGEST]
        return message if kind == 1 else damaged(random, message, self.tokens)


def pieces(data: bytes) -> Iterator[bytes]:
    """The same bytes as a slow line would bring them: cut anywhere, always in the same way for the same bytes."""
    state = zlib.crc32(data)
    size = max((1, 2, 7, 64, 1024)[state % 5], len(data) // _MOST_PIECES)
    at = 0
    while at < len(data):
        state = (
            state * 1103515245 + 12345
        ) & 0x7FFFFFFF  # as in the C standard's example; `Random` is slow to begin
        end = at + 1 + (state >> 16) % size
        yield data[at:end]
        at = end


def now_and_then(data: bytes, of: int) -> bool:
    """For one in so many inputs: what is costly to try with each."""
    return zlib.crc32(data, 1) % of == 0


class Supply:
    """Takes choices out of bytes; when they are used up, everything is zero or empty."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return max(0, len(self._data) - self._at)

    def some(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken

    def number(self, most: int) -> int:
        """0 to `most`."""
        size = (most.bit_length() + 7) // 8
        return int.from_bytes(self.some(size), "big") % (most + 1)

    def counted(self, width: int = 1) -> bytes:
        """Bytes with their length before them."""
        return self.some(int.from_bytes(self.some(width), "big"))

    def text(self, most: int) -> str:
        """Any characters, lone surrogates among them."""
        return text_of(self.some(2 * self.number(most)))

    def choice(self, values: tuple[T, ...]) -> T:
        return values[self.number(len(values) - 1)]


def counted(data: bytes, width: int = 1) -> bytes:
    """What `Supply.counted` reads."""
    data = data[: (1 << 8 * width) - 1]
    return len(data).to_bytes(width, "big") + data


def text_of(data: bytes) -> str:
    return data.decode("utf-16-be", "surrogatepass" if _paired(data) else "replace")


def _paired(data: bytes) -> bool:
    try:
        data.decode("utf-16-be", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def storable(text: str) -> None:
    """Every store and every wire takes it: no half characters, and no control characters, which a database, a printer
    or a terminal would stumble over or obey."""
    text.encode("utf-8")
    assert not any(unicodedata.category(one) == "Cc" for one in text), "a control character"


def told_well(outcome: object) -> None:
    """An outcome or a status: what is said to staff can be logged, and a failure has a code."""
    if isinstance(outcome, Failure):
        assert outcome.code
        assert outcome.code.replace("_", "").isalnum()
        assert isinstance(outcome.action, Action)
    else:
        assert isinstance(outcome, (Ok, DeviceStatus)), f"{type(outcome).__name__} is no outcome"
    if not isinstance(outcome, Ok):
        assert outcome.detail.isprintable()
        assert len(outcome.detail) <= LONGEST_DETAIL
