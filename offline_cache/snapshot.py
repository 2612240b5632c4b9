"""A copy of the store's file, for looking at it while the terminal runs: the original is neither locked nor written.

SQLite lets one program have the file, and that is the terminal. The file changes only when its log is carried over
(a checkpoint), and the log's head changes when it begins anew. When neither happened while both were copied, the copy
is what a power cut at that moment would have left, and opens like it.
"""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

from offline_cache.connection import FILE_NAME
from offline_cache.trouble import of_system
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path

TRIES = 50
_LOG = FILE_NAME + "-wal"
_HEAD_BYTES = 32


def copied(folder: Path, into: Path) -> Outcome[sqlite3.Connection]:
    """Copy the store of `folder` into the empty folder `into` and open the copy; the caller closes and deletes it.

    Failures: `no_store`, `store_busy`, `store_damaged`, `disk_full`, `disk_error`.
    """
    if not (folder / FILE_NAME).exists():
        return Failure("no_store", Action.ENGINEER, f"there is no store in {folder}")
    try:
        for _ in range(TRIES):
            before = _state(folder)
            shutil.copyfile(folder / FILE_NAME, into / FILE_NAME)
            (into / _LOG).unlink(missing_ok=True)
            if (folder / _LOG).exists():
                shutil.copyfile(folder / _LOG, into / _LOG)
            if _state(folder) == before:
                return _open(into)
    except OSError as error:
        return of_system(error, "copying the store")
    return Failure("store_busy", Action.NOBODY, "the store was written all the while: try again")


def _state(folder: Path) -> tuple[int, int, bytes]:
    database = (folder / FILE_NAME).stat()
    try:
        with (folder / _LOG).open("rb") as log:
            head = log.read(_HEAD_BYTES)
    except FileNotFoundError:
        head = b""
    return database.st_mtime_ns, database.st_size, head


def _open(folder: Path) -> Outcome[sqlite3.Connection]:
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        connection.execute("SELECT count(*) FROM audit").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        return Failure("store_damaged", Action.ENGINEER, "the store does not open: see kiosk store check")
    return Ok(connection)
