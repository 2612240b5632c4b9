"""Finds what is *not* done here by what was typed, so that nobody looks for it in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.near import Sounding
from catalogue.search_terms import bare, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalogue.published import Elsewhere

FEWEST_LETTERS = 4
"""Fewer letters mean anything; of Chinese, two characters are enough."""
FEWEST_CHARACTERS = 2


class NotHere:
    """Over the entries of the second list, by their names and keywords."""

    def __init__(self, entries: Sequence[Elsewhere]) -> None:
        self._terms: dict[str, Elsewhere] = {}
        for one in entries:
            for text in (one.name.zh, one.name.en, *one.keywords):
                self._terms.setdefault(plain(text), one)
        self._list = list(self._terms)
        self._sounding = Sounding(self._list)

    def find(self, text: str) -> Elsewhere | None:
        """The entry that is meant: written out or in part, inside a sentence, in English, or in pinyin. None: none is."""
        wanted = bare(plain(text)) or plain(text)
        fewest = FEWEST_LETTERS if wanted.isascii() else FEWEST_CHARACTERS
        if len(wanted) < fewest:
            return None
        for term, one in self._terms.items():
            begins = term.startswith(wanted) if wanted.isascii() else wanted in term
            if begins or (len(term) >= fewest and term in wanted):
                return one
        if not wanted.isascii():
            return None
        sounding = {
            number: cost for number, (level, cost) in self._sounding.find(wanted).items() if level == 5
        }
        return self._terms[self._list[min(sounding, key=sounding.__getitem__)]] if sounding else None
