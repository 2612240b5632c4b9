"""What became of cases after their first answer: the state alone is kept, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.case_number import parse
from offline_cache.audit import AuditEvent
from outcome import Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from contract.case import CaseChange
    from offline_cache.ledger import Ledger

_WATERMARK = "changes"


def kept(db: sqlite3.Connection) -> int:
    """The number of the last change that is on disk."""
    row = db.execute("SELECT value FROM counter WHERE name=?", (_WATERMARK,)).fetchone()
    return int(row[0]) if row else 0


def keep(
    ledger: Ledger, db: sqlite3.Connection, changes: tuple[CaseChange, ...], at: datetime
) -> Outcome[tuple[CaseChange, ...]]:
    """Those that were not kept before. Watermark and states are one transaction; reasons stay out of the clear
    columns, as they may tell of a person.

    A case that this store does not know any more (its disk was changed) only moves the watermark.
    """
    known = kept(db)
    fresh = tuple(one for one in changes if one.number > known)
    for one in fresh:
        found = db.execute(
            "UPDATE outbox SET case_state=? WHERE key=? AND kind='case' RETURNING case_number",
            (one.state.value, one.key.bytes),
        ).fetchone()
        if found is not None:
            number = str(found[0])
            reference = number if parse(number) is not None else str(one.key)
            ledger.audit.append(db, AuditEvent.CASE_CHANGED, at, f"{reference}:{one.state}")
    if fresh:
        newest = max(one.number for one in fresh)
        db.execute(
            "INSERT INTO counter VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
            (_WATERMARK, newest),
        )
    return Ok(fresh)
