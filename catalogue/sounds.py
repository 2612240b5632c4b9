"""How words sound in pinyin, and what an accent or a hasty finger makes of it.

Readings are without tones, at most three of a character: rarer ones only bring wrong hits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from catalogue.script import is_han_text
from pinyin import readings, without_tone

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_READINGS = 3
MOST_SPELLINGS = 2
"""Ways in which letters are cut into syllables (xian: xi an, xian) that are looked at."""

WRONG = 1.0
ACCENT = 0.35
HOMOPHONE = 0.3
INITIAL = 0.05
"""Costs of one place: something else, what an accent mixes up, another character of this sound, only its first letter."""

_SAME = {"hong": "heng", "hui": "hei", "hun": "hen"}
"""In the south f and the h before u are one sound: feng and hong, fei and hui, fen and hun."""


class Place(NamedTuple):
    """One character of a name, as it is written and as it sounds."""

    char: str
    sounds: tuple[str, ...]
    folded: tuple[str, ...]


class Unit(NamedTuple):
    """One place of what was typed: a character, or letters that stand for one."""

    char: str
    sounds: frozenset[str]
    folded: frozenset[str]
    initial: str
    cost: float
    """What reading the letters so has cost already."""


def fold(syllable: str) -> str:
    """The same for all that accents mix up: n and l, f and h, zh and z, -ng and -n. Remembers nothing that was typed."""
    if syllable[:2] in {"zh", "ch", "sh"}:
        syllable = syllable[0] + syllable[2:]
    if syllable[:1] in {"n", "r"}:
        syllable = "l" + syllable[1:]
    elif syllable[:1] == "f":
        syllable = "h" + syllable[1:]
    syllable = _SAME.get(syllable, syllable)
    if syllable.startswith("hu") and len(syllable) > 2:
        syllable = "h" + syllable[2:]
    if syllable.endswith("ng"):
        syllable = syllable[:-1]
    return syllable.replace("v", "u")


def place(char: str) -> Place:
    """What is typed comes through here as well, so nothing is remembered."""
    if not is_han_text(char):
        return Place(char, (char,), (char,))
    sounds = tuple(dict.fromkeys(map(without_tone, readings(char))))[:MOST_READINGS] or (char,)
    return Place(char, sounds, tuple(dict.fromkeys(map(fold, sounds))))


def distance(unit: Unit, at: Place) -> float:
    """0 for the same, up to `WRONG` for something else."""
    if unit.char:
        if unit.char == at.char:
            return 0.0
        same = HOMOPHONE
    else:
        same = 0.0
    if unit.initial:
        return _initial_distance(unit.initial, at)
    if not unit.sounds.isdisjoint(at.sounds):
        return same
    return WRONG if unit.folded.isdisjoint(at.folded) else max(ACCENT, same)


def _initial_distance(initial: str, at: Place) -> float:
    if any(sound.startswith(initial) for sound in at.sounds):
        return INITIAL
    return ACCENT if any(sound.startswith(fold(initial)[:1]) for sound in at.folded) else WRONG


class Speller:
    """Cuts letters into the syllables that the catalogue uses."""

    def __init__(self, syllables: Iterable[str]) -> None:
        self._known = {one for one in syllables if one.isascii() and one.isalpha()}
        self._folded = {fold(one) for one in self._known}
        self._starts = {one[:length] for one in self._known for length in range(1, len(one))}
        self._slips: dict[str, set[str]] = {}
        for one in self._known:
            for slip in shortened(one):
                self._slips.setdefault(slip, set()).add(one)

    def units(self, letters: str) -> list[tuple[Unit, ...]]:
        """The likeliest ways to read the letters, best first; each letter stands for something."""
        ways = self._cut(letters, slips=False)
        whole = ways and not any(unit.initial for unit in ways[0])
        return ways if whole else self._cut(letters, slips=True)

    def _cut(self, letters: str, *, slips: bool) -> list[tuple[Unit, ...]]:
        best: list[list[tuple[float, tuple[Unit, ...]]]] = [[] for _ in range(len(letters) + 1)]
        best[0] = [(0.0, ())]
        for at in range(len(letters)):
            best[at] = sorted(best[at], key=lambda way: (way[0], len(way[1])))[:MOST_SPELLINGS]
            if not best[at]:
                continue
            for length in range(1, min(7, len(letters) - at) + 1):
                part = letters[at : at + length]
                unit = self._unit(part, last=at + length == len(letters)) or (
                    self._slipped(part) if slips else None
                )
                if unit is not None:
                    # Of two ways the one with fewer places: each place more has a chance to fit by luck.
                    best[at + length] += [(cost + unit.cost + 0.1, (*way, unit)) for cost, way in best[at]]
        ways = sorted(best[-1], key=lambda way: (way[0], len(way[1])))[:MOST_SPELLINGS]
        return [way for cost, way in ways if cost <= ways[0][0] + WRONG / 2]

    def _unit(self, part: str, *, last: bool) -> Unit | None:
        if part in self._known:
            return _sounding(frozenset({part}), 0.0)
        if len(part) == 1 or part in {"zh", "ch", "sh"} or (last and part in self._starts):
            return Unit("", frozenset(), frozenset(), part, 0.0 if last and part in self._starts else 0.2)
        if fold(part) in self._folded and len(part) > 1:
            return _sounding(frozenset({part}), 0.0)
        return None

    def _slipped(self, part: str) -> Unit | None:
        """Syllables from which the part is one slip of a finger away."""
        slipped = self._slips.get(part, set()).union(*(self._slips.get(one, ()) for one in shortened(part)))
        slipped |= {one for one in shortened(part) if one in self._known}
        return _sounding(frozenset(slipped), WRONG) if slipped and len(part) > 2 else None


def shortened(word: str) -> set[str]:
    """The word with one letter left out: two words that share one are a slip of one finger apart."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))} if len(word) > 2 else set()


def written(char: str) -> Unit:
    """A character as it was typed."""
    at = place(char)
    return Unit(char, frozenset(at.sounds), frozenset(at.folded), "", 0.0)


def _sounding(sounds: frozenset[str], cost: float) -> Unit:
    return Unit("", sounds, frozenset(map(fold, sounds)), "", cost)
