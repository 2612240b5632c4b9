"""收件编号, the number of a case: a resident reads, types and tells it, so it carries two check digits.

The arithmetic is ISO/IEC 7064's MOD 97-10 (the standard's text was not read), but a letter counts as *one* place with a
value of 10 to 35 instead of two decimal places. A letter taken for a digit (O for 0, S for 5) would otherwise push
everything before it one place on, and pass once in 97; so it is always found, like every other wrong character and every
swap of two. The check has digits only: a check letter would be taken for one by whoever hears it.

The tag is drawn at each opening of the terminal's store. A restored backup or a clock set back gives the same terminal,
day and sequence again, but not the same number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase, digits

TAG_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: it is read off paper and typed."""
TAG_LENGTH = 3
SEQUENCE_DIGITS = 6
"""At least; from the millionth case on it takes more."""

_LETTERS = digits + ascii_uppercase
_TENS = str.maketrans({letter: str(value // 10) for value, letter in enumerate(_LETTERS)})
_UNITS = str.maketrans({letter: str(value % 10) for value, letter in enumerate(_LETTERS)})
"""A letter of value 23 counts 2 in the place before its own and 3 in its own: two whole numbers do it for all at once."""

_FORM = re.compile(
    rf"([A-Z0-9]{{4,12}})-([0-9]{{8}})-([0-9]{{{SEQUENCE_DIGITS},9}})-([{TAG_LETTERS}]{{{TAG_LENGTH}}})-([0-9]{{2}})"
)


@dataclass(frozen=True)
class CaseNumber:
    """What a case number is made of."""

    terminal_id: str
    day: date
    sequence: int
    tag: str

    def __str__(self) -> str:
        """`<terminal>-<yyyymmdd>-<sequence, six digits or more>-<tag>-<two check digits>`."""
        day = self.day.isoformat().replace("-", "")
        parts = (self.terminal_id, day, f"{self.sequence:0{SEQUENCE_DIGITS}d}", self.tag)
        return "-".join((*parts, check_digits("".join(parts))))


def parse(number: str) -> CaseNumber | None:
    """The parts of a case number; None when one character of it is not as it was given."""
    found = _FORM.fullmatch(number)
    if found is None:
        return None
    terminal, day, sequence, tag, check = found.groups()
    padded_too_far = len(sequence) > SEQUENCE_DIGITS and sequence[0] == "0"
    if padded_too_far or check_digits(f"{terminal}{day}{sequence}{tag}") != check:
        return None
    try:
        return CaseNumber(terminal, date(int(day[:4]), int(day[4:6]), int(day[6:])), int(sequence), tag)
    except ValueError:
        return None


def check_digits(text: str) -> str:
    """Two digits, 02 to 98, for capital letters and digits; of digits alone those of MOD 97-10."""
    value = int(text.translate(_TENS)) * 10 + int(text.translate(_UNITS))
    return f"{98 - value * 100 % 97:02d}"
