"""Bringing over what opens from damaged stores into the one that took their place, all in one transaction.

A record keeps its key, its sequence and its number, and its sealed words stay the very same bytes, so that the hub,
which may have had it before, knows it again. It is sealed anew under a key of this store; the damaged files keep their
own. A kill anywhere leaves safe mode on, and the next run does it all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from contract.case_number import parse
from offline_cache.audit import AuditEvent
from offline_cache.carve import Wreck
from offline_cache.outbox import ANSWER_KIND
from offline_cache.records import Kind, State
from offline_cache.rescue import Lost, Record, Rescue
from offline_cache.tally import Tally
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from offline_cache.door import Door
    from offline_cache.epoch_file import KeptKey
    from offline_cache.ledger import Ledger

LOST = "unreadable"
_ANSWERED = frozenset({State.ANSWERED, State.ERASED})


@dataclass(frozen=True)
class Salvaged:
    """What came of it."""

    stores: tuple[str, ...]
    """Folders that were gone through."""
    brought: int
    """Records that are here now and were not before; of erased ones what was left of them."""
    lost: tuple[str, ...]
    """Case numbers (of notes and where no number reads: random keys) of records that do not open."""
    nothing_left: tuple[str, ...]
    """Sequence numbers below the last one of which no trace is left: `7` or `9..12`."""
    last_sequence: int
    """The next case gets the one after it."""


def salvage(
    ledger: Ledger, door: Door, db: sqlite3.Connection, at: datetime, last_sequence: int | None
) -> Outcome[Salvaged]:
    """Go through every damaged store behind `door`. `last_sequence` is what the hub's staff know, if they were asked.

    Failure: `floor_unknown` when nothing tells which sequence numbers were given out. Raises sqlite3.Error and
    OSError.
    """
    ready = ledger.epochs.current(db, at)
    if isinstance(ready, Failure):
        return ready
    lost: list[str] = []
    brought, top = 0, max(ledger.tally.last_sequence, last_sequence or 0)
    answered: set[int] = set()
    kept = door.wrecks()

    def opens(key: KeptKey) -> Outcome[bytes]:
        return ledger.epochs.unwrap(key.epoch, key.wrapped)

    for one in kept:
        work = _Work(ledger, db, Rescue(Wreck(one), opens, ledger.terminal_id, at), at)
        work.bring_over()
        top = max(top, work.top)
        brought += work.brought
        lost += work.lost
        answered |= work.answered
        reference = f"{one.name}:{work.brought}:{len(work.lost)}"
        ledger.audit.append(db, AuditEvent.STORE_SALVAGED, at, reference)
    if top == 0 and last_sequence is None:
        detail = "nothing tells which sequence numbers were given out: ask the hub, then say it"
        return Failure("floor_unknown", Action.ENGINEER, detail)
    nothing_left = _gaps(ledger, db, top, answered)
    for span in nothing_left:
        ledger.audit.append(db, AuditEvent.RECORD_LOST, at, span)
    db.execute("UPDATE counter SET value=max(value, ?) WHERE name='sequence_floor'", (top,))
    ledger.tally = Tally.read(db)
    door.end_safe_mode(db)
    ledger.audit.append(db, AuditEvent.SAFE_MODE_ENDED, at, str(top))
    return Ok(Salvaged(tuple(one.name for one in kept), brought, tuple(lost), nothing_left, top))


def _gaps(ledger: Ledger, db: sqlite3.Connection, top: int, answered: set[int]) -> tuple[str, ...]:
    """Of what the hub called durable nothing is lost, whatever this disk forgot."""
    rows = db.execute("SELECT sequence FROM outbox WHERE sequence IS NOT NULL")
    known = sorted(answered | {int(row[0]) for row in rows} | {top + 1})
    found: list[str] = []
    before = ledger.read(db, "durable")
    for one in known:
        if one > before + 1:
            found.append(str(one - 1) if one == before + 2 else f"{before + 1}..{one - 1}")
        before = max(before, one)
    return tuple(found)


class _Work:
    """One damaged store."""

    def __init__(self, ledger: Ledger, db: sqlite3.Connection, rescue: Rescue, at: datetime) -> None:
        self._ledger, self._db, self._rescue, self._at = ledger, db, rescue, at
        self.brought = 0
        self.lost: list[str] = []
        self.top = 0
        self.answered: set[int] = set()
        """Sequences of cases that are gone here, but were answered by the hub."""

    def bring_over(self) -> None:
        told = self._rescue.numbers()
        for one in self._rescue.records():
            if isinstance(one, Lost):
                self._lose(one.key, one.case_number)
            else:
                told.pop(one.case_number or "", None)
                self._take(one)
        for number, answered in told.items():
            found = parse(number)
            if found is None:
                continue
            self.top = max(self.top, found.sequence)
            if answered:
                self.answered.add(found.sequence)
            elif not self._here(number):
                self._lose(uuid4(), number)
        for row, key in self._rescue.attachments():
            inserted = self._db.execute("INSERT OR IGNORE INTO attachment VALUES(?,?,?,?,?,?,?)", row)
            if inserted.rowcount == 1:
                self._ledger.epochs.adopt(self._db, key)

    def _take(self, record: Record) -> None:
        self.top = max(self.top, record.sequence or 0)
        epoch, sealed = None, b""
        if record.state is not State.ERASED:
            epoch, sealed = self._seal(record.key, record.kind, record.body)
        if not self._insert(record, epoch, sealed):
            return
        self.brought += 1
        answer = self._rescue.answer(record.key) if record.state in _ANSWERED else None
        if answer is not None:
            again = self._seal(record.key, ANSWER_KIND, answer)
            self._db.execute("INSERT OR IGNORE INTO answer VALUES(?,?,?)", (record.key.bytes, *again))
        reference = record.case_number or f"{record.kind}:{record.key}"
        self._ledger.audit.append(self._db, AuditEvent.RECORD_SALVAGED, self._at, reference)

    def _lose(self, key: UUID, number: str) -> None:
        """A line among what is aside: staff see it, and the heartbeat counts it."""
        if number and self._here(number):
            return
        found = parse(number)
        self.top = max(self.top, found.sequence if found else 0)
        mark = Record(
            key=key,
            kind=Kind.CASE,
            state=State.ASIDE,
            accepted_at=self._at,
            body=b"",
            sequence=found.sequence if found else None,
            case_number=number or None,
            reason=LOST,
            action=Action.ENGINEER.value,
        )
        if self._insert(mark, 0, b""):
            self.lost.append(number or str(key))
            self._ledger.audit.append(self._db, AuditEvent.RECORD_LOST, self._at, number or str(key))

    def _here(self, number: str) -> bool:
        found = self._db.execute("SELECT 1 FROM outbox WHERE case_number=? LIMIT 1", (number,))
        return found.fetchone() is not None

    def _seal(self, key: UUID, kind: str, body: bytes) -> tuple[int, bytes]:
        sealed = self._ledger.seal(self._db, key, kind, body, self._at)
        match sealed:
            case Ok(found):
                return found
            case Failure():
                raise AssertionError("today's key was open a moment ago")

    def _insert(self, record: Record, epoch: int | None, sealed: bytes) -> bool:
        inserted = self._db.execute(
            "INSERT INTO outbox(key, kind, sequence, case_number, item_id, day, accepted_at, state, attempts, reason,"
            " action, case_state, epoch, payload, clock) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
            " ON CONFLICT(key) DO NOTHING",
            (
                record.key.bytes,
                record.kind.value,
                record.sequence,
                record.case_number,
                record.item_id,
                record.accepted_at.date().isoformat(),
                record.accepted_at.isoformat(),
                int(record.state),
                record.attempts,
                record.reason,
                record.action,
                record.case_state,
                epoch,
                sealed,
                record.clock,
            ),
        )
        return inserted.rowcount == 1
