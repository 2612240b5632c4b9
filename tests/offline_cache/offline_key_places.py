"""What tests of the two places of the data keys share: days with a case each, and a look at both."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from offline_bench_of_cases import value

from offline_cache.connection import FILE_NAME
from offline_cache.epoch_file import KeptKey, kept_keys
from outcome import Ok


def table(folder) -> set[KeptKey]:
    """As SQLite alone reads it; the store is closed, or a copy is looked at."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        rows = db.execute("SELECT epoch, day, algorithm, wrapped, recovery FROM epoch").fetchall()
    return {KeptKey(*row) for row in rows}


def both_agree(shelf) -> int:
    """How many keys there are."""
    shelf.close()
    beside = kept_keys(shelf.folder)
    assert len(beside) == len(set(beside))
    assert set(beside) == table(shelf.folder)
    return len(beside)


def days_of_cases(shelf, days=4):
    """Numbers by key, of one case a day."""
    found = {}
    for _ in range(days):
        one = shelf.accept()
        found[one.key] = one.case_number
        shelf.clock.move(days=1)
    return found


def on_the_connection(shelf, sql: str, *values) -> None:
    work = lambda db: Ok(db.execute(sql, values).rowcount)  # noqa: E731
    value(shelf.cache._inside.writer.submit("spoiling", work).result(10))
