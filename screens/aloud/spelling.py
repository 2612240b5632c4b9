"""What the digits of the keypad mean where letters are typed: chosen among what they may stand for, then handed over whole.

Nothing runs by a clock: who hears slowly has all the time there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from screens.aloud.t9 import LETTERS, on_key, spelt_by

SYLLABLES = frozenset({"pinyin", "writing"})
"""Layouts where digits spell syllables."""
LETTERED = {"latin": False, "credit_code": True}
"""Layouts with single letters, and whether they are capitals."""


@dataclass(frozen=True)
class Spelling:
    """Digits that are not letters yet."""

    digits: str = field(default="", repr=False)
    choices: tuple[str, ...] = field(default=(), repr=False)
    at: int = 0

    @property
    def chosen(self) -> str:
        return self.choices[self.at] if self.choices else ""

    def turned(self, by: int) -> Spelling:
        return replace(self, at=(self.at + by) % len(self.choices))


NONE = Spelling()


def spells(layout: str) -> bool:
    return layout in SYLLABLES or layout in LETTERED


def pressed(spelling: Spelling, digit: str, layout: str) -> tuple[Spelling, str]:
    """After this key, and what was finished by it. A digit that no syllable goes on with leaves all as it was."""
    if layout in SYLLABLES:
        if digit not in LETTERS:
            return NONE, spelling.chosen or digit
        choices = spelt_by(spelling.digits + digit)
        return (Spelling(spelling.digits + digit, choices) if choices else spelling), ""
    if digit == spelling.digits:
        return spelling.turned(1), ""
    return Spelling(digit, on_key(digit, upper=LETTERED[layout])), spelling.chosen


def shorter(spelling: Spelling) -> Spelling:
    """The last digit taken back."""
    digits = spelling.digits[:-1]
    return Spelling(digits, spelt_by(digits)) if digits and set(digits) <= set(LETTERS) else NONE


def as_heard(letters: str) -> str:
    """Letter by letter."""
    return " ".join(letters)
