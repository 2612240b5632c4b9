"""Which six digits are too easy to guess for a PIN. The digits are looked at and kept nowhere."""

from __future__ import annotations

import itertools
from enum import StrEnum

DIGITS = 6


class PinFault(StrEnum):
    """Why a PIN is not taken; each has a sentence that tells how to mend it."""

    LENGTH = "length"
    REPEATED = "repeated"
    """One, two or three digits over and over: 777777, 121212, 123123."""
    RUNNING = "running"
    """Up or down without a gap: 123456, 654321, 890123."""
    BIRTHDAY = "birthday"
    """The day of birth, however it is written."""
    IDENTITY = "identity"
    """The end of the identity number, which is printed on the card."""


def pin_fault(pin: str, id_number: str) -> PinFault | None:
    """The first thing that is wrong with a PIN of this person; None where it is good.

    `id_number` of any document; a day of birth is known only from one of eighteen characters.
    """
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        return PinFault.LENGTH
    if any(pin == pin[:size] * (DIGITS // size) for size in (1, 2, 3)):
        return PinFault.REPEATED
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    if steps in ({1}, {9}):
        return PinFault.RUNNING
    if pin in _birthdays(id_number):
        return PinFault.BIRTHDAY
    tail = id_number.rstrip("Xx")
    if tail.endswith(pin) or id_number.endswith(pin):
        return PinFault.IDENTITY
    return None


def _birthdays(id_number: str) -> frozenset[str]:
    """As people write it in six digits: 550301, 195503, 195531 (of 3/1 without noughts), 030155, 010355."""
    if len(id_number) != 18 or not id_number[6:14].isdigit():
        return frozenset()
    year, month, day = id_number[6:10], id_number[10:12], id_number[12:14]
    short = year[2:]
    return frozenset(
        {
            short + month + day,
            year + month,
            month + year,
            month + day + short,
            day + month + short,
            *(_six(year + month.lstrip("0") + day.lstrip("0"))),
        }
    )


def _six(digits: str) -> tuple[str, ...]:
    return (digits,) if len(digits) == DIGITS else ()
