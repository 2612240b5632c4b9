"""English words in any order, and Chinese sentences that share words with an item; rare words count most."""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from catalogue.script import is_han
from catalogue.search_terms import names, other_words, plain, words
from catalogue.sounds import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from catalogue.model import Item

COMMON = 0.15
"""A pair of characters that more than this share of a large catalogue has tells nothing."""
FEW_ITEMS = 20
MOST = 8


class Words:
    """Of all items of a catalogue."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._words: dict[str, set[int]] = {}
        self._pairs: dict[str, set[int]] = {}
        self._count = len(items)
        for at, item in enumerate(items):
            for text in (*names(item), *other_words(item)):
                for word in words(text):
                    self._words.setdefault(word, set()).add(at)
                for pair in _pairs(text):
                    self._pairs.setdefault(pair, set()).add(at)
        self._slips: dict[str, set[str]] = {}
        for word in self._words:
            for slip in (word, *shortened(word)):
                self._slips.setdefault(slip, set()).add(word)

    def all_of(self, text: str) -> dict[int, float]:
        """Items with every English word of the text; the cost counts slips and halves of words."""
        wanted = words(text)
        if not wanted or not text.isascii():
            return {}
        total: dict[int, float] | None = None
        for word in wanted:
            found = self._like(word)
            both = {at: cost + found[at] for at, cost in (total or {}).items() if at in found}
            total = found if total is None else both
        return total or {}

    def _like(self, word: str) -> dict[int, float]:
        hits = dict.fromkeys(self._words.get(word, ()), 0.0)
        if hits or len(word) < 4:
            return hits
        longer = (one for one in self._words if one.startswith(word))
        slipped: set[str] = set()
        for slip in (word, *shortened(word)):
            slipped |= self._slips.get(slip, set())
        for cost, like in ((0.5, longer), (1.0, slipped)):
            for one in like:
                for at in self._words[one]:
                    hits.setdefault(at, cost)
        return hits

    def some_of(self, text: str) -> dict[int, float]:
        """Items that share words with the text (English ones, or pairs of characters); minus their worth is the cost.

        At most `MOST`, and none far behind the best.
        """
        worth: dict[int, float] = {}
        most = COMMON * self._count if self._count > FEW_ITEMS else self._count
        shared = [set(self._pairs.get(pair, ())) for pair in set(_pairs(plain(text)))]
        shared += [set(self._like(word)) for word in set(words(text)) if len(word) > 2]
        for having in shared:
            if having and len(having) <= most:
                for at in having:
                    worth[at] = worth.get(at, 0.0) + log(1 + self._count / len(having))
        best = sorted(worth, key=lambda at: -worth[at])[:MOST]
        return {at: -worth[at] for at in best if worth[at] >= 0.5 * worth[best[0]]}


def _pairs(text: str) -> Iterator[str]:
    for one, other in pairwise(text):
        if is_han(one) and is_han(other):
            yield one + other
