"""What people often write next, and how common a character is: both from the pinyin table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST = 4
"""Characters that are looked back."""
_MOST = 6
"""A longer rest is somebody's whole address."""
_LOCAL = 10**9
"""Words of this place and its items come before all others, the shorter first."""


class Phrases:
    """48,000 phrases, 1 MB."""

    def __init__(self, words: str) -> None:
        """`words` as `by_weight` gives them."""
        self._words = words

    def following(self, text: str, limit: int) -> list[str]:
        """Characters that go on from the end of `text`, the likeliest first; most of it counts for most."""
        found: dict[str, None] = {}
        for length in range(min(_LONGEST, len(text)), 0, -1):
            for match in re.finditer(f"\n{re.escape(text[-length:])}([^\n]{{1,{_MOST}}})(?=\n)", self._words):
                if len(found) == limit:
                    return list(found)
                found[match[1]] = None
        return list(found)


def by_weight(dictionary: Path, local: Path) -> str:
    """A word a line, the likeliest first. Both are librime's files; the words of `local` come before all others."""
    found = {word: _LOCAL - len(word) for word, _ in _rows(local)}
    for word, weight in _rows(dictionary):
        if len(word) > 1:
            found[word] = max(found.get(word, 0), weight)
    return "\n" + "\n".join(sorted(found, key=found.__getitem__, reverse=True)) + "\n"


def how_common(dictionary: Path) -> dict[str, int]:
    """How often a character is written, from 0."""
    common: dict[str, int] = {}
    for word, weight in _rows(dictionary):
        if len(word) == 1:
            common[word] = max(common.get(word, 0), weight)
    return common


def _rows(path: Path) -> Iterator[tuple[str, int]]:
    for row in path.read_text(encoding="utf-8").partition("\n...\n")[2].split("\n"):
        word, _, rest = row.partition("\t")
        weight = rest.rpartition("\t")[2]
        if weight.isdecimal():
            yield word, int(weight)
