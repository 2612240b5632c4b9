"""The items a terminal carries, and how one is found by what a person types or says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.region import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Item
    from catalogue.region import Region


@dataclass(frozen=True)
class Catalogue:
    """All items of `services/`, by id, in the order of their files."""

    items: Mapping[str, Item]
    region: Region = NOWHERE

    def find(self, text: str) -> tuple[Item, ...]:
        """Items by id, code, name or its start, alias or keyword; the closest first. Empty text: none."""
        wanted = _plain(text)
        if not wanted:
            return ()
        ranked = [(_rank(item, wanted), item) for item in self.items.values()]
        hits = [(rank, item) for rank, item in ranked if rank is not None]
        return tuple(item for _, item in sorted(hits, key=lambda hit: hit[0]))


def _rank(item: Item, wanted: str) -> int | None:
    names = [
        name
        for text in (item.names.legal, item.names.plain, item.names.spoken)
        for name in (text.zh, text.en)
    ]
    first = [_plain(word) for word in (item.id, item.code, *names)]
    second = [_plain(word) for word in (*item.aliases, *item.keywords)]
    if wanted in first:
        return 0
    if wanted in second:
        return 1
    if any(word.startswith(wanted) for word in first):
        return 2
    if any(word.startswith(wanted) for word in second):
        return 3
    # A spoken sentence such as 我要打社保证明 holds the keyword, not the other way round.
    if any(wanted in word for word in first) or any(len(word) > 1 and word in wanted for word in second):
        return 4
    return None


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
