"""A store as the first version of the tables left it: what a terminal finds after its program was changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from offline_cache.schema import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

_BACK = """
DROP TABLE box_report;
DROP TABLE box_duty;
ALTER TABLE outbox DROP COLUMN clock;
ALTER TABLE epoch DROP COLUMN recovery;
DROP TABLE attachment;
PRAGMA user_version = 1;
"""


def make_old(store: Path) -> None:
    """Take the tables of later versions away again; the store must be closed."""
    assert len(MIGRATIONS) == 3, "teach this how to take the newest version away"
    with closing(sqlite3.connect(store / "cases.db")) as db:
        db.executescript(_BACK)
        # The witness belongs to the version that wrote it; the keys had no second place.
    (store / "witness").unlink(missing_ok=True)
    (store / "epochs").unlink()
