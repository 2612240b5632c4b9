"""What is worth keeping, up to a weight."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

K = TypeVar("K")
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """Least recently used entries leave when their weight goes over the limit."""

    def __init__(self, limit: int, weigh: Callable[[V], int]) -> None:
        self.limit, self.weigh, self.weight = limit, weigh, 0
        self.entries: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        if key in self.entries:
            self.entries.move_to_end(key)
            return self.entries[key]
        value = self.entries[key] = make()
        self.weight += self.weigh(value)
        while self.weight > self.limit and len(self.entries) > 1:
            self.weight -= self.weigh(self.entries.popitem(last=False)[1])
        return value

    def clear(self) -> None:
        self.entries.clear()
        self.weight = 0
