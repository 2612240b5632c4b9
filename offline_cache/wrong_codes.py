"""Wrong pick-up codes are counted on disk: a power cut gives nobody five more tries.

Seven free digits and a full locker leave a guess a chance of one in two hundred thousand. Five wrong codes shut the
locker for five minutes, the next five for ten, up to an hour; a right code in between begins anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

TRIES = 5
FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
_FACT = "wrong_codes"


def locked_for(db: sqlite3.Connection, at: datetime) -> int:
    """Seconds until a code is taken again; 0: now. A clock that was set back since does not lock anybody out."""
    count, last = _read(db)
    if last is None or count < TRIES or count % TRIES:
        return 0
    left = last + _lock(count) - at
    return max(0, int(left.total_seconds()) + 1) if last <= at and left > timedelta() else 0


def count_wrong(db: sqlite3.Connection, at: datetime) -> int:
    """Note another wrong code; the seconds for which that locks."""
    count, _ = _read(db)
    told = f"{count + 1}:{at.isoformat()}"
    db.execute("INSERT OR REPLACE INTO fact VALUES(?,?)", (_FACT, told.encode()))
    return locked_for(db, at)


def right_again(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM fact WHERE name=?", (_FACT,))


def _lock(count: int) -> timedelta:
    doubled: int = 1 << min(count // TRIES - 1, 10)
    return min(LONGEST, FIRST * doubled)


def _read(db: sqlite3.Connection) -> tuple[int, datetime | None]:
    row = db.execute("SELECT CAST(value AS BLOB) FROM fact WHERE name=?", (_FACT,)).fetchone()
    count, _, at = bytes(row[0]).decode(errors="replace").partition(":") if row is not None else ("", "", "")
    try:
        return int(count), datetime.fromisoformat(at)
    except ValueError:
        return 0, None
