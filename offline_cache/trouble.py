"""Expected trouble of disk and database, told as a `Failure`."""

from __future__ import annotations

import errno
import sqlite3

from outcome import Action, Failure

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DAMAGED = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        # Our statements are fixed and tested: one that SQLite does not understand met a damaged table definition.
        sqlite3.SQLITE_ERROR,
        # And one that cannot write back what it read: a STRICT column holds another type than was written.
        sqlite3.SQLITE_CONSTRAINT,
    }
)
_IN_USE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DISK = frozenset(
    {
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOLFS,
    }
)


def expected(error: Exception, doing: str) -> Failure | None:
    """The failure behind a database or system error, or None when the error is a bug.

    The text of the error is left out: SQLite may quote a value in it. Codes:
    https://www.sqlite.org/rescode.html.
    """
    if isinstance(error, OSError):
        return of_system(error, doing)
    if isinstance(error, UnicodeDecodeError):
        # SQLite quotes a damaged table definition in its message, and Python cannot read the message.
        return Failure("store_damaged", Action.ENGINEER, f"{doing}: the store's file is damaged (text)")
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return None
    primary = code & 0xFF  # the upper bits only refine it
    name = getattr(error, "sqlite_errorname", str(code))
    if primary == sqlite3.SQLITE_FULL:
        return disk_full(doing)
    if primary in _IN_USE:
        return Failure(
            "store_in_use", Action.ENGINEER, f"{doing}: another program holds the store open ({name})"
        )
    if primary in _DAMAGED:
        return Failure("store_damaged", Action.ENGINEER, f"{doing}: the store's file is damaged ({name})")
    if primary in _DISK:
        return Failure("disk_error", Action.ENGINEER, f"{doing}: {name}")
    return None


def breaks_the_file(error: Exception) -> bool:
    """Whether the file's own structure is hurt, and not a row or a statement only."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def of_system(error: OSError, doing: str) -> Failure:
    """`disk_full` or `disk_error`, with the name of the errno; a path is left out."""
    if error.errno in _FULL:
        return disk_full(doing)
    return Failure(
        "disk_error", Action.ENGINEER, f"{doing}: {errno.errorcode.get(error.errno or 0, 'unknown')}"
    )


def safe_mode() -> Failure:
    return Failure(
        "safe_mode", Action.ENGINEER, "a damaged store was put aside: salvage it, then cases are taken"
    )


def disk_full(doing: str) -> Failure:
    return Failure("disk_full", Action.SITE_KEEPER, f"{doing}: no space left for the store")
