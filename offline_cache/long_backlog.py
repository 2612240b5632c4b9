"""How many records wait, without looking at each of a very long backlog.

Counting reads an index entry of every waiting record: nothing at a thousand, a fifth of a second and more at a million
when the disk is cold. So with every hundredth audit row, which writes a page more anyway, the counts of the commit
before are noted, with the number of the audit row they belong to; at opening what the rows behind that one tell is
added. A short backlog is counted all the same, so a note that is wrong for whatever reason does not last.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from offline_cache.records import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

LONG = 20_000
"""Waiting records up to here are counted: some ms."""
MOST_ROWS = 1_000
"""Audit rows behind a note that are gone through. An older program, which writes no notes, leaves more than that."""
_FACT = "waiting"
_MORE_THAN = "SELECT 1 FROM outbox WHERE state=0 AND epoch IS NOT NULL LIMIT 1 OFFSET ?"
_FORM = struct.Struct(">QQQQ")
_ORDER = (Kind.CASE, Kind.RATING, Kind.HELP)
_UNCHANGED = {
    *(
        "store_opened",
        "store_closed",
        "key_epoch_made",
        "key_epoch_erased",
        "keys_rotated",
        "signing_key_changed",
    ),
    *("case_changed", "payloads_erased", "staff_entered", "staff_left", "staff_refused"),
}
"""Events that change no count."""


def note(db: sqlite3.Connection, row: int, waiting: Mapping[Kind, int]) -> None:
    """In any transaction: `waiting` was right when the audit trail ended with `row`. One that cannot be right leaves no
    note, so that the next opening counts.
    """
    counts = [waiting[kind] for kind in _ORDER]
    if min(counts) < 0:
        db.execute("DELETE FROM fact WHERE name=?", (_FACT,))
        return
    body = _FORM.pack(row, *counts)
    db.execute("INSERT OR REPLACE INTO fact VALUES(?,?)", (_FACT, body + _check(body)))


def noted(db: sqlite3.Connection) -> dict[Kind, int] | None:
    """By kind; None of a short backlog, and when there is no note or more has happened since than records that came and
    were answered.
    """
    if db.execute(_MORE_THAN, (LONG,)).fetchone() is None:
        return None
    found = db.execute("SELECT CAST(value AS BLOB) FROM fact WHERE name=?", (_FACT,)).fetchone()
    body = bytes(found[0])[: _FORM.size] if found is not None else b""
    if len(body) < _FORM.size or bytes(found[0])[_FORM.size :] != _check(body):
        return None
    row, *counts = _FORM.unpack(body)
    held = dict(zip(_ORDER, counts, strict=True))
    since = db.execute(
        "SELECT number, event, reference FROM audit WHERE number >= ? ORDER BY number LIMIT ?",
        (row, MOST_ROWS + 1),
    ).fetchall()
    if not since or since[0][0] != row or len(since) > MOST_ROWS:
        return None
    for _, event, reference in since[1:]:
        change = _change(str(event), str(reference))
        if change is None:
            return None
        kind, by = change
        held[kind] += by
    return held if min(held.values()) >= 0 else None


def _change(event: str, reference: str) -> tuple[Kind, int] | None:
    kind = reference.partition(":")[0]
    if event in _UNCHANGED:
        return Kind.CASE, 0
    if event in {"case_accepted", "case_answered"}:
        return Kind.CASE, 1 if event == "case_accepted" else -1
    if event in {"note_accepted", "note_answered"} and kind in set(Kind):
        return Kind(kind), 1 if event == "note_accepted" else -1
    return None


def _check(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")
