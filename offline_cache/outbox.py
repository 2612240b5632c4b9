"""Finding what to send, and keeping what came of it.

Calls for help go before cases, cases before ratings. Among equals the order is that of acceptance (`id`), never
a clock. The next attempt of a record is kept as wall time, as
it must outlive a restart, but a wrong clock cannot park a record: whatever is scheduled further away than the
longest back-off was scheduled by a clock that has been corrected since, and is due now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.batch import MOST_BYTES
from contract.case import CaseAnswer
from contract.case_number import parse
from offline_cache.aside import set_aside, unreadable_aside
from offline_cache.attachments import SENT, TAKEN_OVER, erase_of
from offline_cache.audit import AuditEvent
from offline_cache.records import Kind, NextUp, Pending, Settled, key_of
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from uuid import UUID

    from offline_cache.ledger import Ledger

ANSWER_KIND = "answer"
LONGEST_POSTPONE_S = 60.0
"""Longest time between two attempts of one record."""


def next_to_send(
    ledger: Ledger, db: sqlite3.Connection, at: datetime, *, force: bool, most: int = 1
) -> Outcome[NextUp]:
    """What is due, most pressing kind first, then oldest first; up to `most` cases together.

    One that does not open is set aside on the way, and the next is taken. A case that was tried before goes
    alone: should the hub stumble over it, it takes no other with it.
    """
    now_ms = _ms(at)
    due = (now_ms, now_ms + int(LONGEST_POSTPONE_S * 1000), force)
    put_aside: list[tuple[UUID, str]] = []
    while (rows := _most_pressing(ledger, db, due, most)) and not (
        found := _opened(ledger, db, at, rows, put_aside)
    ):
        pass
    if rows:
        return Ok(NextUp(found[0], aside=tuple(put_aside), more=tuple(found[1:])))
    soonest = db.execute("SELECT min(next_at) FROM outbox WHERE state=0 AND epoch IS NOT NULL").fetchone()[0]
    due_in = None if soonest is None else max(0.0, (soonest - now_ms) / 1000)
    return Ok(NextUp(None, due_in, tuple(put_aside)))


def _most_pressing(
    ledger: Ledger, db: sqlite3.Connection, due: tuple[int, int, bool], most: int
) -> list[tuple[int, bytes, str, int, bytes, str]]:
    """A call for help, else cases, else whatever waits: also a row whose kind the disk changed."""
    if ledger.tally.help and (calls := _due(db, "kind='help'", due, 1)):
        return calls
    cases = _due(db, "kind='case'", due, 1)
    if not cases:
        return _due(db, "TRUE", due, 1)
    if most > 1 and cases[0][3] == 0:
        cases = _due(db, "kind='case' AND attempts=0", due, most)
    return cases


def _due(
    db: sqlite3.Connection, which: str, due: tuple[int, int, bool], limit: int
) -> list[tuple[int, bytes, str, int, bytes, str]]:
    return db.execute(
        # The casts: a flipped bit in a row's head turns a BLOB into a text, a number or nothing.
        "SELECT id, coalesce(CAST(key AS BLOB), x''), kind, coalesce(CAST(attempts AS INTEGER), 0),"  # noqa: S608 -- `which` is ours
        " coalesce(CAST(payload AS BLOB), x''), typeof(key) FROM outbox WHERE state=0 AND epoch IS NOT NULL"
        f" AND (next_at <= ?1 OR next_at > ?2 OR ?3) AND {which} ORDER BY id LIMIT ?4",
        (*due, limit),
    ).fetchall()


def _opened(
    ledger: Ledger,
    db: sqlite3.Connection,
    at: datetime,
    rows: list[tuple[int, bytes, str, int, bytes, str]],
    put_aside: list[tuple[UUID, str]],
) -> list[Pending]:
    """Those of `rows` that open, as far as they fit into one batch."""
    found: list[Pending] = []
    size = 0
    for number, raw, stored_kind, attempts, sealed, key_type in rows:
        size += len(sealed)
        if found and size > MOST_BYTES:
            break
        key, kind = key_of(raw), str(stored_kind)
        # A key that is no BLOB any more would not be found again when the answer comes.
        whole = key_type == "blob"
        match ledger.unseal(db, key, kind, sealed) if whole else Failure("unreadable", Action.ENGINEER):
            case Failure() as why:
                unreadable_aside(ledger, db, int(number), (key, kind), why, at=at)
                if kind == Kind.CASE:
                    put_aside.append((key, why.code))
            case Ok(body):
                found.append(Pending(key, Kind(kind), int(attempts), body))
    return found


def postpone(db: sqlite3.Connection, key: UUID, delay_s: float, at: datetime) -> Outcome[None]:
    """Count an attempt and try again after `delay_s` seconds (at most `LONGEST_POSTPONE_S`)."""
    due = _ms(at) + int(min(delay_s, LONGEST_POSTPONE_S) * 1000)
    db.execute("UPDATE outbox SET attempts=attempts+1, next_at=? WHERE key=? AND state=0", (due, key.bytes))
    return Ok(None)


def mark_answered(
    ledger: Ledger, db: sqlite3.Connection, key: UUID, answer: CaseAnswer | None, at: datetime
) -> Outcome[None]:
    """Persist the hub's answer before anyone hears of it, and erase what the hub now calls durable."""
    row = db.execute(
        "SELECT kind, case_number, coalesce(CAST(epoch AS INTEGER), 0) FROM outbox WHERE key=? AND state=0",
        (key.bytes,),
    ).fetchone()
    if row is None:
        return Ok(None)
    kind, case_number, epoch = str(row[0]), str(row[1]), int(row[2])
    if kind in set(Kind):  # the payload was authentic when it was sent; the clear columns may be damaged
        ledger.tally = ledger.tally.with_waiting(Kind(kind), -1)
    if answer is None:
        # A note has no sequence number, so the hub's word that it has it is all there is to wait for.
        db.execute("UPDATE outbox SET state=2, epoch=NULL, payload=x'' WHERE key=?", (key.bytes,))
        ledger.audit.append(db, AuditEvent.NOTE_ANSWERED, at, f"{kind}:{key}")
        ledger.epochs.erase_unused(db, at, {epoch})
        return Ok(None)
    sealed = ledger.seal(db, key, ANSWER_KIND, answer.model_dump_json().encode(), at)
    if isinstance(sealed, Failure):
        return sealed
    db.execute("INSERT OR REPLACE INTO answer VALUES(?,?,?)", (key.bytes, *sealed.value))
    db.execute("UPDATE outbox SET state=1, case_state=? WHERE key=?", (answer.state.value, key.bytes))
    reference = case_number if parse(case_number) is not None else str(key)
    ledger.audit.append(db, AuditEvent.CASE_ANSWERED, at, f"{reference}:{answer.state}")
    _raise_durable(ledger, db, answer.durable_sequence, at)
    return Ok(None)


def settle(ledger: Ledger, db: sqlite3.Connection, batch: tuple[Settled, ...], at: datetime) -> Outcome[None]:
    """All answers and refusals of a batch, in the caller's one transaction."""
    for one in batch:
        done = (
            set_aside(ledger, db, one.key, one.refusal, Action.ENGINEER, at=at)
            if one.answer is None
            else mark_answered(ledger, db, one.key, one.answer, at)
        )
        if isinstance(done, Failure):
            return done
    return Ok(None)


def hub_is_durable(ledger: Ledger, db: sqlite3.Connection, sequence: int, at: datetime) -> Outcome[None]:
    """What a heartbeat was told. A hub restored from a backup gets again what is still here.

    Lower once can be an answer that a case's answer overtook; twice in a row is a hub that lost cases. So is one
    that stays right below a case it has answered: it had not called that one durable when it lost it. A case's
    answer never shows it: for a repeated key it is the old answer, with its old number.
    """
    known = ledger.read(db, "durable")
    lower = sequence < known
    went_back = ledger.doubted is not None and lower
    if not lower and _answered_here(db, sequence + 1):
        went_back, lower = ledger.doubted == sequence, True
    ledger.doubted = sequence if lower and not went_back else None
    if not went_back:
        _raise_durable(ledger, db, sequence, at)
        return Ok(None)
    again = db.execute(
        "UPDATE outbox SET state=0, next_at=0 WHERE state=1 AND epoch IS NOT NULL AND sequence > ?",
        (sequence,),
    ).rowcount
    db.execute("UPDATE attachment SET state=? WHERE state=?", (TAKEN_OVER, SENT))
    ledger.tally = ledger.tally.with_waiting(Kind.CASE, again)
    ledger.count(db, "durable", sequence - known)
    ledger.audit.append(db, AuditEvent.HUB_WENT_BACK, at, f"{known}:{sequence}:{again}")
    return Ok(None)


def _answered_here(db: sqlite3.Connection, sequence: int) -> bool:
    """And with nothing of it still to be sent, or aside: a case is not durable before its attachments are at the hub."""
    row = db.execute(
        "SELECT 1 FROM outbox WHERE state=1 AND epoch IS NOT NULL AND sequence=? AND NOT EXISTS"
        " (SELECT 1 FROM attachment WHERE case_key=outbox.key AND attachment.state NOT IN (2, 3))",
        (sequence,),
    ).fetchone()
    return row is not None


def unreported(ledger: Ledger, db: sqlite3.Connection) -> Outcome[tuple[CaseAnswer, ...]]:
    """Answers on disk that nobody was told of: the power went between the two."""
    found: list[CaseAnswer] = []
    for (key,) in db.execute("SELECT CAST(key AS BLOB) FROM answer").fetchall():
        opened = answer(ledger, db, key_of(key))
        if isinstance(opened, Ok):
            found.append(opened.value)
    return Ok(tuple(found))


def answer(ledger: Ledger, db: sqlite3.Connection, key: UUID) -> Outcome[CaseAnswer]:
    """One answer that was not reported yet. Failures: `unknown_key`, `unreadable`."""
    row = db.execute("SELECT CAST(sealed AS BLOB) FROM answer WHERE key=?", (key.bytes,)).fetchone()
    if row is None:
        return Failure("unknown_key", Action.NOBODY, "no answer is kept under this key")
    match ledger.unseal(db, key, ANSWER_KIND, bytes(row[0])):
        case Failure() as failure:
            return failure
        case Ok(body):
            return Ok(CaseAnswer.model_validate_json(body))


def mark_reported(ledger: Ledger, db: sqlite3.Connection, key: UUID, at: datetime) -> Outcome[None]:
    """The answer was handed on; forget it."""
    row = db.execute("DELETE FROM answer WHERE key=? RETURNING epoch", (key.bytes,)).fetchone()
    if row is not None:
        ledger.epochs.erase_unused(db, at, {int(row[0])})
    return Ok(None)


def _raise_durable(ledger: Ledger, db: sqlite3.Connection, sequence: int, at: datetime) -> None:
    known, last = ledger.read(db, "durable"), ledger.tally.last_sequence
    if sequence > last:
        # An old image of this disk was restored. Numbers the hub has seen must not be given out again.
        db.execute("UPDATE counter SET value=? WHERE name='sequence_floor'", (sequence,))
        ledger.tally = ledger.tally._replace(last_sequence=sequence)
        ledger.audit.append(db, AuditEvent.STORE_WENT_BACK, at, f"{last}:{sequence}")
    if sequence > known:
        ledger.count(db, "durable", sequence - known)
    _erase(ledger, db, max(sequence, known), at)


def _erase(ledger: Ledger, db: sqlite3.Connection, durable: int, at: datetime) -> None:
    """Whatever the hub says: no case of which an attachment is still to be sent. One that lies aside cannot be: a hub
    that calls its case durable has been told to do without it.
    """
    rows = db.execute(
        "SELECT id, epoch, key FROM outbox WHERE state=1 AND epoch IS NOT NULL AND sequence <= ? AND NOT EXISTS"
        " (SELECT 1 FROM attachment WHERE case_key=outbox.key AND attachment.state=1)",
        (durable,),
    ).fetchall()
    if not rows:
        return
    db.executemany(
        "UPDATE outbox SET state=2, epoch=NULL, payload=x'' WHERE id=?",
        [(identity,) for identity, _, _ in rows],
    )
    ledger.audit.append(db, AuditEvent.PAYLOADS_ERASED, at, f"{len(rows)}:{durable}")
    emptied = erase_of(ledger, db, [bytes(key) for _, _, key in rows])
    ledger.epochs.erase_unused(db, at, emptied | {int(epoch) for _, epoch, _ in rows})


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
