"""A backlog without waiting for a million fsyncs: the store's own writer and code, but thousands of cases a transaction.

`offline_cache.intake.accept` numbers, seals, audits and inserts every case as it does for a resident, so the rows are bit
for bit what a terminal would have after so many of them. What the commits leave in memory is synced at the end: what is
measured afterwards does not pay for the filling.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from benchmarks.cache_store import TERMINAL, drafts, now, open_store, value
from offline_cache import intake
from offline_cache.connection import FILE_NAME
from offline_cache.prepared import prepare
from outcome import Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from offline_cache import FileKeyHome, OfflineCache

GROUP = 5_000
"""Cases of one transaction."""


def fill(folder: Path, keys: FileKeyHome, sizes: tuple[int, ...]) -> dict[int, Path]:
    """A closed store for each of the ascending `sizes`, with so many cases waiting; all below `folder`."""
    growing = folder / "growing"
    made = {}
    for size in sizes:
        cache = open_store(growing, keys)
        _grow(cache, size)
        cache.close()
        made[size] = folder / f"store-{size}"
        if size == sizes[-1]:
            growing.rename(made[size])
        else:
            shutil.copytree(growing, made[size])
        _sync(made[size] / FILE_NAME)
    return made


def _grow(cache: OfflineCache, size: int) -> None:
    ledger = cache._inside.ledger

    def work(db: sqlite3.Connection) -> Outcome[None]:
        db.execute(
            "PRAGMA cache_size = -262144"
        ).fetchall()  # the random keys' index, or each case reads a page of it
        for draft in drafts(min(GROUP, size - ledger.tally.case)):
            value(intake.accept(ledger, db, value(prepare(TERMINAL, draft)), now()))
        return Ok(None)

    while cache.waiting() < size:
        value(cache._inside.writer.submit("filling", work).result())


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
