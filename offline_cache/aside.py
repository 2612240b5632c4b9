"""What is out of the way of the others: refused by the hub, or unreadable. Kept encrypted, shown to staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache import attachments
from offline_cache.audit import AuditEvent
from offline_cache.audit_references import code_word
from offline_cache.records import Aside, Kind, key_of
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from uuid import UUID

    from offline_cache.ledger import Ledger


def set_aside(
    ledger: Ledger, db: sqlite3.Connection, key: UUID, code: str, action: Action, *, at: datetime
) -> Outcome[None]:
    """Out of the way of the others; kept, with reason and who must act. `code` may be the hub's own."""
    code = code_word(code)
    row = db.execute(
        "UPDATE outbox SET state=3, reason=?, action=? WHERE key=? AND state=0 RETURNING kind",
        (code, action.value, key.bytes),
    ).fetchone()
    if row is not None:
        ledger.count_aside(Kind(row[0]), 1)
        ledger.audit.append(db, AuditEvent.SET_ASIDE, at, f"{key}:{code}")
    return Ok(None)


def unreadable_aside(
    ledger: Ledger,
    db: sqlite3.Connection,
    number: int,
    of: tuple[UUID, str],
    why: Failure,
    *,
    at: datetime,
) -> None:
    """The same for a row that does not open, found by its row number: of key and kind (`of`) nothing is certain."""
    key, kind = of
    db.execute(
        # The casts: a STRICT table takes no row whose columns a flipped bit gave other types.
        "UPDATE outbox SET state=3, reason=?, action=?, key=coalesce(CAST(key AS BLOB), randomblob(16)),"
        " payload=coalesce(CAST(payload AS BLOB), x''), kind=coalesce(CAST(kind AS TEXT), ''),"
        " case_number=CAST(case_number AS TEXT), item_id=CAST(item_id AS TEXT), case_state='', next_at=0,"
        " day=coalesce(CAST(day AS TEXT), ''), accepted_at=coalesce(CAST(accepted_at AS TEXT), ''),"
        " attempts=coalesce(CAST(attempts AS INTEGER), 0), sequence=CAST(sequence AS INTEGER) WHERE id=?",
        (why.code, why.action.value, number),
    )
    if kind in set(Kind):
        ledger.count_aside(Kind(kind), 1)
    else:
        ledger.tally = ledger.tally._replace(aside=ledger.tally.aside + 1)
    ledger.audit.append(db, AuditEvent.SET_ASIDE, at, f"{key}:{why.code}")


def put_back(ledger: Ledger, db: sqlite3.Connection, key: UUID, at: datetime) -> Outcome[None]:
    """Send a record or an attachment that was set aside once more, under the same key. Failure: `unknown_key`, also for
    one of which nothing is left but its number.
    """
    if attachments.put_back(ledger, db, key, at):
        return Ok(None)
    row = db.execute(
        "UPDATE outbox SET state=0, next_at=0, reason='', action='' WHERE key=? AND state=3"
        " AND length(payload) > 0 RETURNING kind",
        (key.bytes,),
    ).fetchone()
    if row is None:
        return Failure("unknown_key", Action.NOBODY, "no record aside under this key")
    ledger.count_aside(Kind(row[0]), -1)
    ledger.audit.append(db, AuditEvent.PUT_BACK, at, str(key))
    return Ok(None)


def list_aside(db: sqlite3.Connection) -> Outcome[tuple[Aside, ...]]:
    rows = db.execute(
        "SELECT CAST(key AS BLOB), kind, case_number, item_id, reason, action FROM outbox"
        " WHERE state=3 AND epoch IS NOT NULL ORDER BY id"
    ).fetchall()
    records = [Aside(key_of(row[0]), row[1], *row[2:]) for row in rows]
    return Ok((*records, *attachments.list_aside(db)))
