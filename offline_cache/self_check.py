"""Looking through the rows of an open store, a few at a time, for what SQLite's own check does not see.

SQLite checks pages and pointers: it does not know that rows are never deleted, that an erased record has no payload,
or what a sealed payload must open to. A record that does not open goes aside alone; anything that could hide a record
condemns the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache.aside import unreadable_aside
from offline_cache.records import State, key_of
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from offline_cache.ledger import Ledger

ROWS = 64
"""A slice: 2 to 5 ms with cases of 2 KB, in which nothing is accepted."""

_IMPOSSIBLE = (
    # An index that lost the row, a state without what belongs to it: each would keep a record from being sent.
    "SELECT count(*) FROM outbox NOT INDEXED WHERE id > ?1 AND id <= ?2 AND ("
    " typeof(key) <> 'blob' OR length(key) <> 16 OR state NOT IN (0, 1, 2, 3)"
    " OR (state = 2) <> (epoch IS NULL) OR (state = 2) <> (length(payload) = 0 AND reason = '')"
    " OR (state = 1 AND case_state = '') OR (state = 3) <> (reason <> ''))"
)
_HELD = "SELECT count(*) FROM outbox NOT INDEXED WHERE id > ? AND id <= ? AND epoch IS NOT NULL"
_INDEXED = "SELECT count(*) FROM outbox INDEXED BY outbox_held WHERE state = ? AND epoch IS NOT NULL AND id > ? AND id <= ?"


def check_slice(ledger: Ledger, db: sqlite3.Connection, after: int, at: datetime) -> Outcome[int | None]:
    """Check the rows behind number `after`; the last number looked at, or None at the end.

    Failure: `store_damaged`. Raises sqlite3.Error.
    """
    rows = db.execute(
        "SELECT id, key, kind, state, payload FROM outbox NOT INDEXED WHERE id > ? ORDER BY id LIMIT ?",
        (after, ROWS),
    ).fetchall()
    if not rows:
        return Ok(None)
    last = int(rows[-1][0])
    if last != after + len(rows):
        return _damage(f"of the rows {after + 1} to {last} only {len(rows)} are here")
    if db.execute(_IMPOSSIBLE, (after, last)).fetchone()[0]:
        return _damage(f"the rows {after + 1} to {last} hold what cannot be")
    held = db.execute(_HELD, (after, last)).fetchone()[0]
    states = (State.WAITING, State.ANSWERED, State.ASIDE)
    indexed = sum(db.execute(_INDEXED, (state, after, last)).fetchone()[0] for state in states)
    if held != indexed:
        return _damage(f"of the rows {after + 1} to {last} {held} are held and {indexed} are listed")
    for number, key, kind, state, payload in rows:
        if db.execute("SELECT id FROM outbox WHERE key=?", (key,)).fetchone() != (number,):
            return _damage(f"row {number} is not found by its key")
        if state == State.WAITING:
            _open(ledger, db, number, (bytes(key), str(kind), bytes(payload)), at)
    return Ok(last)


def pages_are_whole(db: sqlite3.Connection) -> Outcome[None]:
    """Every page, pointer and index. The quick check, at half the time, does not see an index entry that is changed;
    the write that needs it would fail. Failure: `store_damaged`. Raises sqlite3.Error.
    """
    if db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok":
        return Ok(None)
    return _damage("the integrity check found damage")


def check_keys(ledger: Ledger, db: sqlite3.Connection) -> Outcome[None]:
    """Whether each data key opens: the key home is the right one, or the store would not be open. Outside of a
    transaction: the second place of the keys is brought into step.
    """
    for (epoch,) in db.execute("SELECT epoch FROM epoch ORDER BY epoch").fetchall():
        if isinstance(ledger.epochs.key(db, int(epoch)), Failure):
            return _damage(f"the data key of epoch {epoch} does not open")
    return ledger.epochs.settle(db)


def _open(
    ledger: Ledger, db: sqlite3.Connection, number: int, row: tuple[bytes, str, bytes], at: datetime
) -> None:
    key, kind, payload = row
    opened = ledger.unseal(db, key_of(key), kind, payload)
    if isinstance(opened, Failure):
        unreadable_aside(ledger, db, number, (key_of(key), kind), opened, at=at)


def _damage(detail: str) -> Failure:
    return Failure("store_damaged", Action.ENGINEER, detail)
