"""Opens the store's file and proves that it is set up as the promises need it."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from offline_cache.durable_file import sync_folder
from offline_cache.schema import bring_up
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "cases.db"

_SETTINGS: tuple[tuple[str, str, str | int], ...] = (
    # The lock comes first: with it the log's index stays in memory, and a second opener is turned away at
    # once.
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    # With NORMAL the last commits of a WAL store are lost by a power cut: consistent, but not durable.
    ("synchronous", "FULL", 2),
    # 1 MiB: a log that is soon written over from its start, which syncs a third faster than growing.
    ("wal_autocheckpoint", "256", 256),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
)


def connect(folder: Path) -> Outcome[sqlite3.Connection]:
    """One exclusive connection, settings read back, tables brought up to date. Raises sqlite3.Error and
    OSError.

    Failures: `store_unsafe`, `store_newer`, `store_foreign`.
    """
    path = folder / FILE_NAME
    if not path.exists():
        # SQLite gives its log the mode of the main file, so the mode is set before SQLite sees it.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, timeout=0, cached_statements=256)
    # On a dying disk a flipped bit makes anything of a text: it must not stop the records behind it.
    connection.text_factory = _as_text
    try:
        ready = _prepare(connection, folder)
    except BaseException:
        connection.close()
        raise
    if isinstance(ready, Failure):
        connection.close()
        return ready
    return Ok(connection)


def _as_text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _prepare(connection: sqlite3.Connection, folder: Path) -> Outcome[None]:
    for name, wanted, read_back in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != read_back:
            return Failure(
                "store_unsafe", Action.ENGINEER, f"SQLite says {name} is {found}, {read_back} is needed"
            )
    brought = bring_up(connection)
    if isinstance(brought, Ok):
        sync_folder(folder)  # the names of database and log, for the power cut after the very first case
    return brought
