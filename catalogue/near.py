"""Names that almost read, or only sound, like what was typed.

Candidates are names that share a place with it, the rare places counting most; only the best are compared place by place.
"""

from __future__ import annotations

import re
from heapq import nsmallest
from itertools import islice, product
from math import inf, log
from typing import TYPE_CHECKING

from catalogue.script import is_han
from catalogue.sounds import (
    ACCENT,
    INITIAL,
    MOST_SPELLINGS,
    WRONG,
    Place,
    Speller,
    Unit,
    distance,
    place,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_CANDIDATES = 24
MOST_POSTINGS = 4000
"""Entries of the index that are counted for one question; the rare places come first."""
MOST_BY_INITIALS = 60
LONGEST_LETTERS = 24
"""Letters in a row that are read: they say which name it is, and as many can be typed."""
LONGEST = 16
"""Places of a question that are compared."""
LEFT_OUT = 0.5
"""Cost of one character of a name that the question leaves out."""
WORDS_LEFT_OUT = 0.25
"""Cost of each gap where whole words are left out."""
ONE_ACCENT = 0.4
BEYOND = 0.02
"""Cost of each place by which a name is longer than the question: the whole name comes before a part of one."""
CLOSE = 0.6
"""What costs so much more than the best is another thing."""
_INITIALS = str.maketrans("nrf", "llh")

Memo = dict[str, float]
"""Distances of one place of a question by character."""


class Sounding:
    """The names of a catalogue by how they sound."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._places: dict[int, tuple[Place, ...]] = {}
        self._postings: dict[str, list[int]] = {}
        self._initials: dict[str, list[int]] = {}
        known = {char: place(char) for char in set("".join(terms))}
        for number, term in enumerate(terms):
            if term.isascii():
                continue
            places = tuple(known[char] for char in term)
            self._places[number] = places
            for sound in {one for at in places for one in at.folded}:
                self._postings.setdefault(sound, []).append(number)
            for letters in product(*(sorted({one[:1] for one in at.folded})[:2] for at in places[:6])):
                rest = "".join(at.folded[0][:1] for at in places[6:])
                self._initials.setdefault("".join(letters) + rest, []).append(number)
        self._all_initials = "\n" + "\n".join(self._initials) + "\n"
        self._speller = Speller({one for at in self._places.values() for two in at for one in two.sounds})

    def find(self, text: str) -> dict[int, tuple[int, float]]:
        """By number of the name: level (5 sounds so, 6 almost) and cost."""
        found: dict[int, tuple[int, float]] = {}
        for units in self._readings(text):
            if any(level == 5 for level, _ in found.values()):
                break
            memos: list[Memo] = [{} for _ in units]
            for number in self._candidates(units):
                cost = fitting(units, self._places[number], memos)
                if cost is None:
                    continue
                exact = cost <= INITIAL * len(units) and not all(one.char for one in units)
                hit = (5 if exact else 6, cost + abs(len(self._places[number]) - len(units)) * BEYOND)
                if number not in found or hit < found[number]:
                    found[number] = hit
        least = min((cost for level, cost in found.values() if level == 6), default=0.0)
        return {one: hit for one, hit in found.items() if hit[0] == 5 or hit[1] <= least + CLOSE}

    def _readings(self, text: str) -> Iterator[tuple[Unit, ...]]:
        """Characters as they are, letters between them cut into syllables in the likeliest ways."""
        parts: list[list[tuple[Unit, ...]]] = []
        letters = ""
        for char in text + "\n":
            if char.isascii() and char.isalpha():
                letters += char
                continue
            if letters:
                parts.append(self._speller.units(letters[:LONGEST_LETTERS]))
                letters = ""
            if is_han(char) or char.isdigit():
                parts.append([(written(char),)])
        for way in islice(product(*parts), MOST_SPELLINGS):
            units = tuple(unit for part in way for unit in part)[:LONGEST]
            if len(units) > 1 or (units and units[0].sounds and not units[0].char):
                yield units

    def _candidates(self, units: Sequence[Unit]) -> list[int]:
        rarest = sorted(
            (sum(len(self._postings.get(one, ())) for one in unit.folded), unit.folded)
            for unit in units
            if unit.folded
        )
        if not rarest:
            return self._by_initials("".join(unit.initial[:1] for unit in units))
        points: dict[int, float] = {}
        counted = 0
        for many, sounds in rarest:
            if many and (counted + many <= MOST_POSTINGS or not counted):
                counted += many
                rare = log(1 + len(self._places) / many)
                for sound in sounds:
                    for number in self._postings.get(sound, ()):
                        points[number] = points.get(number, 0.0) + rare
        least = max(points.values(), default=0.0) / 2
        worth = [(-one, len(self._places[number]), number) for number, one in points.items() if one >= least]
        return [number for _, _, number in nsmallest(MOST_CANDIDATES, worth)]

    def _by_initials(self, letters: str) -> list[int]:
        letters = letters.translate(_INITIALS)
        wanted = [letters]
        if len(letters) > 3:  # one too many
            wanted += [letters[:at] + letters[at + 1 :] for at in range(len(letters))]
        found: dict[int, None] = {}
        for one in wanted:
            at = self._all_initials.find(one)
            while at >= 0 and len(found) < MOST_BY_INITIALS:
                end = self._all_initials.index("\n", at)
                found |= dict.fromkeys(self._line(at))
                at = self._all_initials.find(one, end)
        if not found and len(letters) > 3:
            for match in islice(re.finditer(".{0,5}".join(letters), self._all_initials), MOST_BY_INITIALS):
                found |= dict.fromkeys(self._line(match.start()))
        return list(found)

    def _line(self, at: int) -> list[int]:
        start = self._all_initials.rindex("\n", 0, at + 1) + 1
        return self._initials[self._all_initials[start : self._all_initials.index("\n", start)]]


def fitting(units: Sequence[Unit], name: Sequence[Place], memos: Sequence[Memo]) -> float | None:
    """What it costs to take one for a part of the other; None: they are not the same."""
    costs = [_distances(unit, name, memo) for unit, memo in zip(units, memos, strict=True)]
    limit = allowed(units)
    best = _within(costs, len(name), limit, LEFT_OUT, WRONG)
    if 2 < len(name) < len(units) and best > 0:
        # A name inside a sentence: three characters leave little room for slips.
        turned = list(zip(*costs, strict=True))
        most = ONE_ACCENT if len(name) < 4 else WRONG
        best = min(best, ONE_ACCENT + _within(turned, len(units), most, WRONG, LEFT_OUT))
    if best > limit:
        best = _in_order(costs, len(name))
    paid = sum(unit.cost for unit in units if unit.cost >= WRONG)
    return best + paid if best + paid <= max(limit, paid + ONE_ACCENT) else None


def _distances(unit: Unit, name: Sequence[Place], memo: Memo) -> list[float]:
    row = []
    for at in name:
        cost = memo.get(at.char)
        if cost is None:
            cost = memo[at.char] = distance(unit, at)
        row.append(cost)
    return row


def allowed(units: Sequence[Unit]) -> float:
    """How much may be wrong in so many places."""
    many = len(units)
    if all(unit.initial for unit in units):
        return ONE_ACCENT if many < 4 else WRONG + many * INITIAL
    return ONE_ACCENT if many < 3 else 1.1 if many < 4 else 1.5 if many < 6 else 2.1


def _within(
    costs: Sequence[Sequence[float]], length: int, limit: float, left_out: float, too_many: float
) -> float:
    """The cheapest way to find the rows in a run of the columns (Sellers' algorithm); more than the limit: infinite.

    `left_out` is the price of a column between that no row stands for, `too_many` of a row without a column.
    """
    before = [0.0] * (length + 1)
    for number, row in enumerate(costs, 1):
        left = number * too_many
        now = [left]
        for cost, corner, above in zip(row, before, before[1:], strict=False):
            left = min(corner + cost, above + too_many, left + left_out)
            now.append(left)
        if min(now) > limit:
            return inf
        before = now
    return min(before)


def _in_order(costs: Sequence[Sequence[float]], length: int) -> float:
    """Every place of the question in the name, in order, with whole words left out between; from three places on."""
    if len(costs) < 3 or length <= len(costs):
        return inf
    at, gaps, paid = -1, 0, 0.0
    for row in costs:
        found = next((place for place in range(at + 1, length) if row[place] <= ACCENT), None)
        if found is None:
            return inf
        gaps += found > at + 1 and at >= 0
        paid += row[found]
        at = found
    fits = gaps <= max(2, len(costs) // 2) and paid <= ACCENT + INITIAL * len(costs)
    return LEFT_OUT + paid + gaps * WORDS_LEFT_OUT if fits else inf
