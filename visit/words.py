"""The words offered for the pinyin typed so far, a strip of them at a time: a rare character stands far behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Word = tuple[str, int]
"""A word, and how many of the letters it uses up."""

MOST_WORDS = 60
"""That are asked for: what stands behind them nobody pages to."""
ON_A_STRIP = 6
"""Words side by side, so that a finger finds each of them."""
ROOM = 14
"""Characters on a strip; each word takes one more, as the room around it."""


def strips(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """All words in their order; there is always one on a strip, however long it is."""
    found: list[tuple[Word, ...]] = []
    strip: list[Word] = []
    used = 0
    for word in words:
        needed = len(word[0]) + 1
        if strip and (len(strip) == ON_A_STRIP or used + needed > ROOM):
            found.append(tuple(strip))
            strip, used = [], 0
        strip.append(word)
        used += needed
    return (*found, tuple(strip)) if strip else tuple(found)
