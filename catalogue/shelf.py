"""The items a terminal carries, and how one is found by what a person types or says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from catalogue.elsewhere_search import NotHere
from catalogue.region import NOWHERE
from catalogue.search import Index
from catalogue.surroundings import Around, around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Item
    from catalogue.region import Region


@dataclass(frozen=True)
class Catalogue:
    """All items of `services/`, by id, in the order of their files."""

    items: Mapping[str, Item]
    region: Region = NOWHERE

    @cached_property
    def index(self) -> Index:
        """Made at the first search; who cannot wait for it asks for it before."""
        stages: dict[str, tuple[str, ...]] = {}
        for _, branch in self.region.branches():
            stages |= dict.fromkeys(branch.items, (branch.name.zh, branch.name.en))
        return Index(tuple(self.items.values()), stages)

    @cached_property
    def _around(self) -> dict[str, Around]:
        return {}

    def around(self, terminal_id: str) -> Around:
        """The outlets around a terminal; worked out once."""
        if terminal_id not in self._around:
            self._around[terminal_id] = around(self.region, terminal_id)
        return self._around[terminal_id]

    @cached_property
    def not_here(self) -> NotHere:
        """What a search may mean that is done elsewhere."""
        return NotHere(self.region.published.elsewhere if self.region.published is not None else ())

    def prepare_search(self) -> None:
        """Takes half a second; from any thread."""
        _ = self.index, self.not_here

    def find(self, text: str) -> tuple[Item, ...]:
        """Items that `text` may mean, the closest first (`catalogue/search.py` tells how). Empty text: none."""
        return tuple(self.items[one] for one in self.index.find(text))
