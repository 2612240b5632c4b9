"""Letters by the digits of a telephone, as on the keypads that people know: 94264 is zhang, or xiang. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LETTERS: Mapping[str, str] = {
    "2": "abc",
    "3": "def",
    "4": "ghi",
    "5": "jkl",
    "6": "mno",
    "7": "pqrs",
    "8": "tuv",
    "9": "wxyz",
}
_DIGIT = {letter: digit for digit, letters in LETTERS.items() for letter in letters}
_FINALS: Mapping[str, str] = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "d": "a ai an ang ao e en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "f": "a an ang ei en eng o ou u",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo v",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo v",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "w": "a ai an ang ei en eng o u",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
}
"""By what a syllable begins with, what it can go on with (v for ü)."""


def digits_of(letters: str) -> str:
    return "".join(_DIGIT[one] for one in letters)


def spelt_by(digits: str) -> tuple[str, ...]:
    """Whole syllables that these digits spell, then beginnings of longer ones; none when no syllable goes so."""
    known = _by_digits()
    whole = known.get(digits, ())
    longer = (one for spelt, several in known.items() if spelt.startswith(digits) for one in several)
    begun = sorted({one[: len(digits)] for one in longer} - set(whole))
    return (*whole, *begun)


def on_key(digit: str, *, upper: bool) -> tuple[str, ...]:
    """The digit itself first: where both can stand, numbers are typed more often than letters."""
    letters = LETTERS.get(digit, "")
    return (digit, *(letters.upper() if upper else letters))


@cache
def _by_digits() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for start, ends in _FINALS.items():
        for end in ends.split():
            syllable = start + end
            digits = digits_of(syllable)
            found[digits] = (*found.get(digits, ()), syllable)
    return found
