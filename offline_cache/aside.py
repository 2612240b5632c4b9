"""Records out of the way of the others: refused by the hub, or unreadable. Kept encrypted, shown to staff."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from offline_cache.audit import AuditEvent
from offline_cache.records import Aside, Kind
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from offline_cache.ledger import Ledger


def set_aside(
    ledger: Ledger, db: sqlite3.Connection, key: UUID, code: str, action: Action, *, at: datetime
) -> Outcome[None]:
    """Out of the way of the others; kept, with reason and who must act."""
    row = db.execute(
        "UPDATE outbox SET state=3, reason=?, action=? WHERE key=? AND state=0 RETURNING kind",
        (code, action.value, key.bytes),
    ).fetchone()
    if row is not None:
        ledger.count_aside(Kind(row[0]), 1)
        ledger.audit.append(db, AuditEvent.SET_ASIDE, at, f"{key}:{code}")
    return Ok(None)


def put_back(ledger: Ledger, db: sqlite3.Connection, key: UUID, at: datetime) -> Outcome[None]:
    """Send a record that was set aside once more, under the same key. Failure: `unknown_key`."""
    row = db.execute(
        "UPDATE outbox SET state=0, next_at=0, reason='', action='' WHERE key=? AND state=3 RETURNING kind",
        (key.bytes,),
    ).fetchone()
    if row is None:
        return Failure("unknown_key", Action.NOBODY, "no record aside under this key")
    ledger.count_aside(Kind(row[0]), -1)
    ledger.audit.append(db, AuditEvent.PUT_BACK, at, str(key))
    return Ok(None)


def list_aside(db: sqlite3.Connection) -> Outcome[tuple[Aside, ...]]:
    rows = db.execute(
        "SELECT key, kind, case_number, item_id, reason, action FROM outbox"
        " WHERE state=3 AND epoch IS NOT NULL ORDER BY id"
    ).fetchall()
    return Ok(tuple(Aside(UUID(bytes=bytes(row[0])), Kind(row[1]), *row[2:]) for row in rows))
