"""A damaged store is put out of the way whole, and kept: the terminal goes on, an engineer brings over what opens.

Database and log belong together, and two names cannot be moved at once. So both get a second name in a folder that
is not there yet; giving that folder its name is the one step that decides. Before it the old store is in place, after
it the old names only wait to be removed, which the next opening finishes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from offline_cache.connection import FILE_NAME
from offline_cache.durable_file import sync_folder
from offline_cache.epoch_file import FILE_NAME as EPOCHS
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LOG_NAME = FILE_NAME + "-wal"
_NAMES = (LOG_NAME, FILE_NAME + "-journal", FILE_NAME + "-shm", EPOCHS, FILE_NAME)
"""The database last: while its old name is there, the move is not finished."""
_DRAFT = "damaged.new"
_DAMAGED, _SALVAGED = "damaged-", "salvaged-"
MOST = 12
"""Stores put aside in one folder; a disk that damages them faster than engineers come must not fill itself."""
LARGEST_LOG = 64 * 1024 * 1024
"""Bytes of a log that are kept in memory while the store is opened; it is 1 MiB unless a checkpoint was held up."""


def folders(folder: Path) -> tuple[Path, ...]:
    """Damaged stores that wait for an engineer, oldest first."""
    return tuple(sorted(path for path in folder.glob(_DAMAGED + "*") if path.is_dir()))


def generations(folder: Path) -> int:
    """How many stores were put out of the way here and are still kept."""
    return len(folders(folder)) + sum(path.is_dir() for path in folder.glob(_SALVAGED + "*"))


def size_of(folder: Path, name: str) -> int:
    """Bytes of a file of the store; 0 when it is not there. Raises OSError."""
    path = folder / name
    return path.stat().st_size if path.exists() else 0


def read_log(folder: Path) -> bytes:
    """The log as it is before SQLite sees it: SQLite forgets what follows a damaged frame. Raises OSError.

    Empty when it is too large to be kept twice; then it is moved as SQLite leaves it.
    """
    return (folder / LOG_NAME).read_bytes() if 0 < size_of(folder, LOG_NAME) <= LARGEST_LOG else b""


def set_aside(folder: Path, at: datetime, log: bytes) -> Outcome[str]:
    """Move database and log into a folder of their own; its name. No connection may be open. Raises OSError.

    `log` is what `read_log` gave before the store was opened. Failure: `store_damaged` when too many are here.
    """
    if len(folders(folder)) >= MOST:
        return Failure(
            "store_damaged", Action.ENGINEER, f"{MOST} damaged stores are kept here: change the disk"
        )
    finish_moving(folder)
    database = folder / FILE_NAME
    if not database.exists():
        os.close(os.open(database, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    draft = folder / _DRAFT
    draft.mkdir(mode=0o700)
    if log:
        _write(draft / LOG_NAME, log)
    for name in _NAMES:
        if (folder / name).exists() and not (draft / name).exists():
            os.link(folder / name, draft / name)
    sync_folder(draft)
    kept = _free_name(folder, at)
    draft.rename(kept)
    sync_folder(folder)
    finish_moving(folder)
    return Ok(kept.name)


def finish_moving(folder: Path) -> None:
    """What a power cut left half done is undone, or done to its end. Raises OSError."""
    draft = folder / _DRAFT
    if draft.is_dir():
        for path in draft.iterdir():
            path.unlink()
        draft.rmdir()
    database = folder / FILE_NAME
    if not database.exists():
        return
    for kept in folders(folder):
        if (kept / FILE_NAME).exists() and database.samefile(kept / FILE_NAME):
            for name in _NAMES:
                if name == FILE_NAME:
                    sync_folder(folder)  # a log without its database is harmless, the other way round is not
                (folder / name).unlink(missing_ok=True)
            sync_folder(folder)
            return


def mark_salvaged(kept: Path) -> None:
    """All that opens was brought over. The files stay until staff remove them. Raises OSError."""
    kept.rename(kept.with_name(_SALVAGED + kept.name.removeprefix(_DAMAGED)))
    sync_folder(kept.parent)


def _free_name(folder: Path, at: datetime) -> Path:
    """A clock that stands still, or was set back, must not give a name twice."""
    stem = _DAMAGED + at.strftime("%Y%m%dT%H%M%SZ")
    count, kept = 1, folder / stem
    while kept.exists() or kept.with_name(_SALVAGED + kept.name.removeprefix(_DAMAGED)).exists():
        count += 1
        kept = folder / f"{stem}-{count}"
    return kept


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
