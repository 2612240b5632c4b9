"""Finds an item by what people type or say: its name, half of it, how it sounds, with a slip in it.

The index is built once (`Index`); `find` is pure and takes a few milliseconds with a thousand items. A hit has a level,
and within it a cost; the lower comes first. Equal hits: the longer match, then what is done here before what is only
guided here, then the catalogue's own order.

0. a name, id or code, written out (spaces, signs and capitals do not count)
1. an alias or keyword, written out
2. a name begins so (of texts with Chinese in them; what letters begin may as well be pinyin, see 5)
3. an alias or keyword begins so
4. inside a name or alias; or a sentence that is little more than a name, alias or keyword (我要打社保证明)
5. pinyin, in full, by initials or mixed, also with characters between (shebaozhengming, sbzm, shebzm, 社保zm);
   English words in any order, or a name that begins with these letters
6. almost: another character of the same sound, what accents mix up (n and l, f and h, zh and z), a wrong, missing or
   superfluous character or letter, characters left out between (社保证明 of 社会保险参保证明)
7. a longer sentence that holds a name, alias or keyword, the longest first (我家孩子明年要上幼儿园)
8. words in common, the rare ones counting most

5 is asked of letters, and of other texts where nothing up to 4 was found; 6 only where nothing better was, because a guess
beside a hit is noise; 8 when nothing else is left.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from catalogue.near import Sounding
from catalogue.search_terms import bare, names, other_words, plain
from catalogue.words_in_common import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from catalogue.model import Item

Hit = tuple[int, float]
"""Level and cost."""

LONGEST = 40
"""Characters of a question that are looked at."""
LONGEST_TERM = 20
"""Characters of a name inside a sentence."""
MOSTLY = 0.6
"""Share of a sentence that a name must be to count as what is meant."""
BEGINS = 0.1
"""Cost of letters that begin an English name: they may as well be pinyin."""
MOST_INSIDE = 400
"""Places of a very short text inside names that are looked at."""


class Index:
    """What is needed to find the items again; built once for a catalogue."""

    def __init__(self, items: Sequence[Item], extra: Mapping[str, Iterable[str]] | None = None) -> None:
        """`extra` are more words by id of the item: the stage of life it belongs to."""
        self._ids = [item.id for item in items]
        self._order = [(not item.complete, at) for at, item in enumerate(items)]
        # Ids look like pinyin and would be in its way: they count only when they are written out.
        self._ids_and_codes = {
            plain(key): at for at, item in enumerate(items) for key in (item.id, item.code)
        }
        self._terms: dict[str, dict[int, int]] = {}
        for at, item in enumerate(items):
            for rank, texts in enumerate((names(item), other_words(item))):
                for text in texts:
                    if term := plain(text):
                        self._terms.setdefault(term, {}).setdefault(at, rank)
            for text in (extra or {}).get(item.id, ()):
                self._terms.setdefault(plain(text), {}).setdefault(at, 2)
        # One text of all terms: searching it runs in C.
        self._all = "\n" + "\n".join(self._terms) + "\n"
        self._list = list(self._terms)
        self._starts: list[int] = []
        place = 1
        for term in self._list:
            self._starts.append(place)
            place += len(term) + 1
        self._sounding = Sounding(self._list)
        self._words = Words(items)

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of items, the closest first; empty for an empty text or when nothing fits."""
        wanted = plain(text)[:LONGEST]
        if not wanted:
            return ()
        texts = tuple(dict.fromkeys((wanted, bare(wanted) or wanted)))
        hits: dict[int, Hit] = {}
        for one in texts:
            _merge(hits, self._written(one))
        if wanted.isascii() or not any(level <= 4 for level, _ in hits.values()):
            _merge(hits, self._heard(texts))
            _merge(hits, {at: (5, cost) for at, cost in self._words.all_of(text).items()})
            if any(level <= 5 for level, _ in hits.values()):
                hits = {at: hit for at, hit in hits.items() if hit[0] <= 5}
        if not hits:
            hits = {at: (8, cost) for at, cost in self._words.some_of(text).items()}
        ranked = sorted(hits, key=lambda at: (*hits[at], *self._order[at]))
        return tuple(self._ids[at] for at in ranked)

    def _written(self, wanted: str) -> dict[int, Hit]:
        """Levels 0 to 5 and 7. Costs are minus the length of the match, so that the longer comes first."""
        hits: dict[int, Hit] = {}
        if wanted in self._ids_and_codes:
            hits[self._ids_and_codes[wanted]] = (0, 0.0)
        for at, rank in self._terms.get(wanted, {}).items():
            _put(hits, at, (min(rank, 1), 0.0))
        for number, begins in self._places_of(wanted):
            for at, rank in self._terms[self._list[number]].items():
                hit = _inside(wanted, self._list[number], rank, begins=begins)
                if hit is not None:
                    _put(hits, at, hit)
        for begin in range(len(wanted)):
            for end in range(begin + 2, min(begin + LONGEST_TERM, len(wanted)) + 1):
                term = wanted[begin:end]
                if term.isascii() and end - begin < len(wanted):
                    continue
                level = 4 if end - begin >= MOSTLY * len(wanted) else 7
                for at in self._terms.get(term, ()):
                    _put(hits, at, (level, begin - end))
        return hits

    def _places_of(self, wanted: str) -> Iterator[tuple[int, bool]]:
        """Names that hold the text, by number, and whether they begin with it."""
        found = self._all.find(wanted)
        for _ in range(MOST_INSIDE):
            if found < 0:
                return
            number = bisect_right(self._starts, found) - 1
            yield number, self._starts[number] == found
            found = self._all.find(wanted, self._starts[number] + len(self._list[number]))

    def _heard(self, texts: Sequence[str]) -> dict[int, Hit]:
        """Levels 5 and 6."""
        hits: dict[int, Hit] = {}
        for text in texts:
            for number, (level, cost) in self._sounding.find(text).items():
                for at, rank in self._terms[self._list[number]].items():
                    _put(hits, at, (level, cost + rank * 0.01))
        return hits


def _inside(wanted: str, term: str, rank: int, *, begins: bool) -> Hit | None:
    """What it is worth that a name holds the text. Letters inside an English word are worth nothing."""
    if wanted.isascii():
        return (5, BEGINS) if begins else None
    if begins:
        return (2 + min(rank, 1), len(term) / 100)
    return (4, len(term) / 100 - len(wanted)) if rank < 2 else None


def _put(hits: dict[int, Hit], at: int, hit: Hit) -> None:
    if at not in hits or hit < hits[at]:
        hits[at] = hit


def _merge(hits: dict[int, Hit], more: Mapping[int, Hit]) -> None:
    for at, hit in more.items():
        _put(hits, at, hit)
