"""What the sides of the store share: its parts, and the way to the writer's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from offline_cache.door import Door
    from offline_cache.ledger import Ledger
    from offline_cache.room import Room
    from offline_cache.writer import Writer
    from outcome import Outcome

T = TypeVar("T")


@dataclass(frozen=True)
class Inside:
    """Made when the store is opened."""

    ledger: Ledger
    writer: Writer
    door: Door
    room: Room
    now: Callable[[], datetime]

    def submit(
        self,
        doing: str,
        work: Callable[[sqlite3.Connection, datetime], Outcome[T]],
        *,
        frees_space: bool = False,
    ) -> Future[Outcome[T]]:
        """`work` in a transaction of the writer's thread, with the time it has then."""
        return self.writer.submit(doing, lambda db: work(db, self.now()), frees_space=frees_space)
