"""Checking an audit trail, and naming the first row that is not as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.audit_head import is_signed
from offline_cache.audit_chain import BEGINNING, Cursor, Finding, link
from offline_cache.audit_signers import former_keys, signers

if TYPE_CHECKING:
    import sqlite3

ANCHOR_EVERY = 100
"""Rows between two anchors; a signature costs about 30 µs."""
CLOSED = "store_closed"
"""The event at which there is always an anchor."""
_ROWS = "SELECT number, at, event, reference, algorithm, hash FROM audit"


def check(
    connection: sqlite3.Connection, public_key: bytes, start: Cursor = BEGINNING, limit: int = 2000
) -> tuple[Cursor, Finding | None]:
    """Check up to `limit` rows after `start`. The end is reached when the cursor stays where it was."""
    rows = connection.execute(
        f"{_ROWS} WHERE number > ? ORDER BY number LIMIT ?",
        (start.number, limit),
    ).fetchall()
    cursor, due = start, set[int]()
    for *row, stored in rows:
        number = int(row[0])
        if number != cursor.number + 1:
            return cursor, _misplaced(connection, cursor) or Finding(cursor.number + 1, "missing")
        if link(cursor.hash, tuple(row)) != stored:
            return cursor, _misplaced(connection, cursor) or Finding(number, "changed")
        cursor = Cursor(number, bytes(stored))
        if number % ANCHOR_EVERY == 0 or row[2] == CLOSED:
            due.add(number)
    return cursor, _check_anchors(connection, public_key, start, cursor, due=due, at_end=len(rows) < limit)


def end_of(connection: sqlite3.Connection) -> Cursor:
    """The newest row."""
    last = connection.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return Cursor(int(last[0]), bytes(last[1])) if last else Cursor()


def hash_at(connection: sqlite3.Connection, number: int) -> bytes | None:
    """The hash of one row."""
    row = connection.execute("SELECT hash FROM audit WHERE number=?", (number,)).fetchone()
    return bytes(row[0]) if row else None


def _misplaced(connection: sqlite3.Connection, before: Cursor) -> Finding | None:
    """Whether the row that belongs here stands elsewhere. Looks through all of them, once, when something is wrong."""
    number = before.number + 1
    for _, *rest, stored in connection.execute(f"{_ROWS} WHERE number <> ?", (number,)):
        if link(before.hash, (number, *rest)) == stored:
            return Finding(number, "reordered")
    return None


def _check_anchors(
    connection: sqlite3.Connection,
    public_key: bytes,
    start: Cursor,
    end: Cursor,
    *,
    due: set[int],
    at_end: bool,
) -> Finding | None:
    rows = connection.execute(
        "SELECT a.number, a.hash, a.signature, r.hash FROM anchor a LEFT JOIN audit r USING(number)"
        " WHERE a.number > ? AND (a.number <= ? OR ?) ORDER BY a.number",
        (start.number, end.number, at_end),
    )
    former = former_keys(connection, public_key)
    for number, anchored, signature, found in rows:
        signed = any(
            is_signed(int(number), bytes(anchored), bytes(signature), key)
            for key in signers(former, public_key, int(number))
        )
        if not signed:
            return Finding(int(number), "anchor_forged")
        if found is None:
            return Finding(end.number + 1, "tail_missing")
        if found != anchored:
            return Finding(int(number), "rewritten")
        due.discard(int(number))
    if at_end and former and end.number <= former[-1].last:
        return Finding(end.number + 1, "tail_missing")
    return Finding(min(due), "anchor_missing") if due else None
