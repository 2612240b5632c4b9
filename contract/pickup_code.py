"""取件码: eight digits, the last a check digit (ISO 7064, MOD 11,10), so that a mistyped one is told from a wrong one.

A terminal never holds a code, only what `verifier` makes of it. Seven free digits can be tried out by whoever has the disk,
in days: the doors are tin too, and a code opens one box once.
"""

from __future__ import annotations

from hashlib import scrypt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = 8
PREFIX = "PU1:"
"""Before the digits in a QR code."""
SALT_BYTES = 16
VERIFIER_BYTES = 32
_FREE = 10 ** (DIGITS - 1)
_COST = 2**13
"""Of scrypt: some 20 ms and 8 MB on a terminal."""


def make(below: Callable[[int], int]) -> str:
    """A new code; `below(n)` draws a whole number from 0 to n-1."""
    body = f"{below(_FREE):0{DIGITS - 1}d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    rest = 10
    for digit in body:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - rest) % 10)


def is_code(text: str) -> bool:
    """Whether it can be one: eight ASCII digits, the last of which fits."""
    return len(text) == DIGITS and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]


def read(text: str) -> str:
    """The digits in what a reader read or somebody typed; empty when they are none."""
    digits = text.strip().rpartition("?")[2].removeprefix(PREFIX)
    return digits if is_code(digits) else ""


def grouped(code: str) -> str:
    """As it is read out and printed."""
    return f"{code[:4]} {code[4:]}"


def verifier(code: str, salt: bytes) -> bytes:
    """What a terminal keeps of a code. `salt` is the terminal's."""
    return scrypt(code.encode(), salt=salt, n=_COST, r=8, p=1, dklen=VERIFIER_BYTES)
