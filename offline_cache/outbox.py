"""What each business action writes: case, number, counters and audit line together, inside one transaction.

Order is the order of acceptance (`id`), never a clock. The next attempt of a record is kept as wall time, as
it must outlive a restart, but a wrong clock cannot park a record: whatever is scheduled further away than the
longest back-off was scheduled by a clock that has been corrected since, and is due now.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import ValidationError

from contract.case import CaseAnswer, CaseSubmission
from offline_cache import numbers
from offline_cache.audit import AuditEvent, AuditTrail
from offline_cache.envelope import Binding, seal, unseal
from offline_cache.records import Accepted, Aside, CaseDraft, Kind, NextUp, Pending, State
from offline_cache.tally import Tally
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3

    from offline_cache.epochs import Epochs

PAYLOAD_SCHEMA = 1
"""Authenticated with every payload; raised when the meaning of the bytes changes."""
ANSWER_KIND = "answer"
LONGEST_POSTPONE_S = 60.0
"""Longest time between two attempts of one record."""


class Outbox:
    """All calls are made inside a transaction of the writer's thread."""

    def __init__(self, terminal_id: str, epochs: Epochs, audit: AuditTrail) -> None:
        self._terminal_id = terminal_id
        self._epochs = epochs
        self._audit = audit
        self.tally = self._before = Tally()
        self._lower_before = False

    def reload(self, db: sqlite3.Connection) -> None:
        """The file was opened, perhaps again after a failed write: only what it says counts."""
        self.tally = self._before = Tally.read(db)
        self._audit.forget()
        self._epochs.forget()

    def begin(self) -> None:
        """A transaction begins here."""
        self._before = self.tally

    def roll_back(self) -> None:
        """It was rolled back: what was remembered since `begin` was never written."""
        self.tally = self._before
        self._audit.forget()
        self._epochs.forget()

    # taking in

    def accept(self, db: sqlite3.Connection, draft: CaseDraft, at: datetime) -> Outcome[Accepted]:
        """Allot sequence and number, seal, insert. The same key again gives the same numbers again."""
        sequence = self.tally.last_sequence + 1
        number = numbers.case_number(self._terminal_id, draft.accepted_at.date(), sequence)
        built = self._submission(draft, sequence, number)
        if isinstance(built, Failure):
            return built
        body = built.value.model_dump_json().encode()
        match self._insert(db, draft.key, Kind.CASE, body, at, case=(sequence, number, draft)):
            case Failure() as failure:
                return failure
            case Ok(value=False):
                return self._accepted_before(db, draft)
            case Ok():
                pass
        self.tally = self.tally._replace(last_sequence=sequence, case=self.tally.case + 1)
        self._audit.append(db, AuditEvent.CASE_ACCEPTED, at, number)
        return Ok(Accepted(draft.key, sequence, number, draft.accepted_at))

    def put_note(
        self, db: sqlite3.Connection, kind: Kind, key: UUID, body: bytes, at: datetime
    ) -> Outcome[None]:
        """A rating or a call for help. The same key again changes nothing."""
        inserted = self._insert(db, key, kind, body, at)
        if isinstance(inserted, Failure):
            return inserted
        if inserted.value:
            self.tally = self.tally.with_waiting(kind, 1)
            self._audit.append(db, AuditEvent.NOTE_ACCEPTED, at, f"{kind}:{key}")
        return Ok(None)

    def next_slip(self, db: sqlite3.Connection) -> Outcome[str]:
        """A number for a call for help; calls made while the line is down get one as well."""
        return Ok(numbers.slip_number(self._count(db, "slip", 1)))

    # sending

    def next_to_send(self, db: sqlite3.Connection, at: datetime, *, force: bool) -> Outcome[NextUp]:
        """The oldest record that is due. One that does not open is set aside on the way, and the next is
        taken.
        """
        now_ms = _ms(at)
        furthest = now_ms + int(LONGEST_POSTPONE_S * 1000)
        while True:
            row = db.execute(
                "SELECT id, key, kind, attempts, payload FROM outbox WHERE state=0 AND epoch IS NOT NULL"
                " AND (next_at <= ?1 OR next_at > ?2 OR ?3) ORDER BY id LIMIT 1",
                (now_ms, furthest, force),
            ).fetchone()
            if row is None:
                break
            key = UUID(bytes=bytes(row[1]))
            match self._unseal(db, key, str(row[2]), bytes(row[4])):
                case Failure(code=code, action=action):
                    self.set_aside(db, key, code, action, at)
                case Ok(body):
                    return Ok(NextUp(Pending(key, Kind(row[2]), int(row[3]), body)))
        soonest = db.execute(
            "SELECT min(next_at) FROM outbox WHERE state=0 AND epoch IS NOT NULL"
        ).fetchone()[0]
        return Ok(NextUp(None, None if soonest is None else max(0.0, (soonest - now_ms) / 1000)))

    def postpone(self, db: sqlite3.Connection, key: UUID, delay_s: float, at: datetime) -> Outcome[None]:
        """Count an attempt and try again after `delay_s` seconds (at most `LONGEST_POSTPONE_S`)."""
        due = _ms(at) + int(min(delay_s, LONGEST_POSTPONE_S) * 1000)
        db.execute(
            "UPDATE outbox SET attempts=attempts+1, next_at=? WHERE key=? AND state=0", (due, key.bytes)
        )
        return Ok(None)

    def mark_answered(
        self, db: sqlite3.Connection, key: UUID, answer: CaseAnswer | None, at: datetime
    ) -> Outcome[None]:
        """Persist the hub's answer before anyone hears of it, and erase what the hub now calls durable."""
        row = db.execute(
            "SELECT kind, case_number, epoch FROM outbox WHERE key=? AND state=0", (key.bytes,)
        ).fetchone()
        if row is None:
            return Ok(None)
        kind, case_number, epoch = str(row[0]), str(row[1]), int(row[2])
        self.tally = self.tally.with_waiting(Kind(kind), -1)
        if answer is None:
            # A note has no sequence number, so the hub's word that it has it is all there is to wait for.
            db.execute("UPDATE outbox SET state=2, epoch=NULL, payload=x'' WHERE key=?", (key.bytes,))
            self._audit.append(db, AuditEvent.NOTE_ANSWERED, at, f"{kind}:{key}")
            self._epochs.erase_unused(db, at, {epoch})
            return Ok(None)
        sealed = self._seal(db, key, ANSWER_KIND, answer.model_dump_json().encode(), at)
        if isinstance(sealed, Failure):
            return sealed
        db.execute("INSERT OR REPLACE INTO answer VALUES(?,?,?)", (key.bytes, *sealed.value))
        db.execute("UPDATE outbox SET state=1, case_state=? WHERE key=?", (answer.state.value, key.bytes))
        self._audit.append(db, AuditEvent.CASE_ANSWERED, at, f"{case_number}:{answer.state}")
        self._raise_durable(db, answer.durable_sequence, at)
        return Ok(None)

    def hub_is_durable(self, db: sqlite3.Connection, sequence: int, at: datetime) -> Outcome[None]:
        """What a heartbeat was told. A hub restored from a backup gets again what is still here.

        Lower once can be an answer that a case's answer overtook; twice in a row is a hub that lost cases. A
        case's answer never shows it: for a repeated key it is the old answer, with its old number.
        """
        known = self._read(db, "durable")
        went_back = sequence < known and self._lower_before
        self._lower_before = sequence < known and not went_back
        if not went_back:
            self._raise_durable(db, sequence, at)
            return Ok(None)
        again = db.execute(
            "UPDATE outbox SET state=0, next_at=0 WHERE state=1 AND epoch IS NOT NULL AND sequence > ?",
            (sequence,),
        ).rowcount
        self.tally = self.tally.with_waiting(Kind.CASE, again)
        self._count(db, "durable", sequence - known)
        self._audit.append(db, AuditEvent.HUB_WENT_BACK, at, f"{known}:{sequence}:{again}")
        return Ok(None)

    def _raise_durable(self, db: sqlite3.Connection, sequence: int, at: datetime) -> None:
        known, last = self._read(db, "durable"), self.tally.last_sequence
        if sequence > last:
            # An old image of this disk was restored. Numbers the hub has seen must not be given out again.
            db.execute("UPDATE counter SET value=? WHERE name='sequence_floor'", (sequence,))
            self.tally = self.tally._replace(last_sequence=sequence)
            self._audit.append(db, AuditEvent.STORE_WENT_BACK, at, f"{last}:{sequence}")
        if sequence > known:
            self._count(db, "durable", sequence - known)
        self._erase(db, max(sequence, known), at)

    def unreported(self, db: sqlite3.Connection) -> Outcome[tuple[CaseAnswer, ...]]:
        """Answers on disk that nobody was told of: the power went between the two."""
        found: list[CaseAnswer] = []
        for (key,) in db.execute("SELECT key FROM answer").fetchall():
            opened = self.answer(db, UUID(bytes=bytes(key)))
            if isinstance(opened, Ok):
                found.append(opened.value)
        return Ok(tuple(found))

    def answer(self, db: sqlite3.Connection, key: UUID) -> Outcome[CaseAnswer]:
        """One answer that was not reported yet. Failures: `unknown_key`, `unreadable`."""
        row = db.execute("SELECT sealed FROM answer WHERE key=?", (key.bytes,)).fetchone()
        if row is None:
            return Failure("unknown_key", Action.NOBODY, "no answer is kept under this key")
        match self._unseal(db, key, ANSWER_KIND, bytes(row[0])):
            case Failure() as failure:
                return failure
            case Ok(body):
                return Ok(CaseAnswer.model_validate_json(body))

    def mark_reported(self, db: sqlite3.Connection, key: UUID, at: datetime) -> Outcome[None]:
        """The answer was handed on; forget it."""
        row = db.execute("DELETE FROM answer WHERE key=? RETURNING epoch", (key.bytes,)).fetchone()
        if row is not None:
            self._epochs.erase_unused(db, at, {int(row[0])})
        return Ok(None)

    # aside

    def set_aside(
        self, db: sqlite3.Connection, key: UUID, code: str, action: Action, at: datetime
    ) -> Outcome[None]:
        """Out of the way of the others; kept, with reason and who must act."""
        row = db.execute(
            "UPDATE outbox SET state=3, reason=?, action=? WHERE key=? AND state=0 RETURNING kind",
            (code, action.value, key.bytes),
        ).fetchone()
        if row is not None:
            self._put_aside(Kind(row[0]), 1)
            self._audit.append(db, AuditEvent.SET_ASIDE, at, f"{key}:{code}")
        return Ok(None)

    def put_back(self, db: sqlite3.Connection, key: UUID, at: datetime) -> Outcome[None]:
        """Send a record that was set aside once more, under the same key. Failure: `unknown_key`."""
        row = db.execute(
            "UPDATE outbox SET state=0, next_at=0, reason='', action=''"
            " WHERE key=? AND state=3 RETURNING kind",
            (key.bytes,),
        ).fetchone()
        if row is None:
            return Failure("unknown_key", Action.NOBODY, "no record aside under this key")
        self._put_aside(Kind(row[0]), -1)
        self._audit.append(db, AuditEvent.PUT_BACK, at, str(key))
        return Ok(None)

    def aside(self, db: sqlite3.Connection) -> Outcome[tuple[Aside, ...]]:
        rows = db.execute(
            "SELECT key, kind, case_number, item_id, reason, action FROM outbox"
            " WHERE state=3 AND epoch IS NOT NULL ORDER BY id"
        ).fetchall()
        return Ok(tuple(Aside(UUID(bytes=bytes(row[0])), Kind(row[1]), *row[2:]) for row in rows))

    # inner

    def _put_aside(self, kind: Kind, change: int) -> None:
        tally = self.tally.with_waiting(kind, -change)
        self.tally = tally._replace(aside=tally.aside + change)

    def _accepted_before(self, db: sqlite3.Connection, draft: CaseDraft) -> Outcome[Accepted]:
        row = db.execute(
            "SELECT sequence, case_number, accepted_at, state, kind, payload FROM outbox WHERE key=?",
            (draft.key.bytes,),
        ).fetchone()
        sequence, number, accepted_at, state, kind, payload = row
        if kind != Kind.CASE:
            return _key_reused()
        if state != State.ERASED:
            match (
                self._submission(draft, sequence, number),
                self._unseal(db, draft.key, kind, bytes(payload)),
            ):
                case Ok(again), Ok(body) if again.model_dump_json().encode() == body:
                    pass
                case (Failure() as failure, _) | (_, Failure() as failure):
                    return failure
                case _:
                    return _key_reused()
        return Ok(Accepted(draft.key, sequence, number, datetime.fromisoformat(accepted_at)))

    def _submission(self, draft: CaseDraft, sequence: int, number: str) -> Outcome[CaseSubmission]:
        try:
            return Ok(
                CaseSubmission(
                    key=draft.key,
                    terminal_id=self._terminal_id,
                    sequence=sequence,
                    case_number=number,
                    item_id=draft.item_id,
                    item_version=draft.item_version,
                    accepted_at=draft.accepted_at,
                    clock_trusted=draft.clock_trusted,
                    accepted_offline=draft.accepted_offline,
                    promised_date=draft.promised_date,
                    applicant=draft.applicant,
                    answers=dict(draft.answers),
                    materials=draft.materials,
                    consent=draft.consent,
                    signature_png=draft.signature_png,
                )
            )
        except ValidationError as error:
            # The error's own text would quote what the resident typed.
            places = sorted({str(one["loc"][0]) for one in error.errors(include_input=False) if one["loc"]})
            return Failure(
                "draft_invalid", Action.ENGINEER, "does not fit the contract: " + ", ".join(places)
            )

    def _insert(
        self,
        db: sqlite3.Connection,
        key: UUID,
        kind: Kind,
        body: bytes,
        at: datetime,
        *,
        case: tuple[int, str, CaseDraft] | None = None,
    ) -> Outcome[bool]:
        """False when the key is there already: asking first would cost each acceptance a statement."""
        sealed = self._seal(db, key, kind, body, at)
        if isinstance(sealed, Failure):
            return sealed
        sequence, number, item_id, accepted_at = None, None, None, at
        if case is not None:
            sequence, number, draft = case
            item_id, accepted_at = draft.item_id, draft.accepted_at
        inserted = db.execute(
            "INSERT INTO outbox(key, kind, sequence, case_number, item_id, day, accepted_at, epoch, payload)"
            " VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(key) DO NOTHING",
            (
                key.bytes,
                kind.value,
                sequence,
                number,
                item_id,
                accepted_at.date().isoformat(),
                accepted_at.isoformat(),
                *sealed.value,
            ),
        )
        return Ok(inserted.rowcount == 1)

    def _erase(self, db: sqlite3.Connection, durable: int, at: datetime) -> None:
        rows = db.execute(
            "SELECT id, epoch FROM outbox WHERE state=1 AND epoch IS NOT NULL AND sequence <= ?", (durable,)
        ).fetchall()
        if not rows:
            return
        db.executemany(
            "UPDATE outbox SET state=2, epoch=NULL, payload=x'' WHERE id=?",
            [(identity,) for identity, _ in rows],
        )
        self._audit.append(db, AuditEvent.PAYLOADS_ERASED, at, f"{len(rows)}:{durable}")
        self._epochs.erase_unused(db, at, {int(epoch) for _, epoch in rows})

    def _seal(
        self, db: sqlite3.Connection, key: UUID, kind: str, body: bytes, at: datetime
    ) -> Outcome[tuple[int, bytes]]:
        match self._epochs.current(db, at):
            case Failure() as failure:
                return failure
            case Ok((epoch, data_key)):
                algorithm, binding = self._epochs.algorithm, self._binding(key, kind)
                return Ok(
                    (epoch, seal(body, key=data_key, algorithm=algorithm, epoch=epoch, binding=binding))
                )

    def _unseal(self, db: sqlite3.Connection, key: UUID, kind: str, sealed: bytes) -> Outcome[bytes]:
        return unseal(
            sealed, key_of=lambda epoch: self._epochs.key(db, epoch), binding=self._binding(key, kind)
        )

    def _binding(self, key: UUID, kind: str) -> Binding:
        return Binding(self._terminal_id, key.bytes, kind, PAYLOAD_SCHEMA)

    @staticmethod
    def _count(db: sqlite3.Connection, name: str, change: int) -> int:
        counted = db.execute(
            "UPDATE counter SET value = value + ? WHERE name = ? RETURNING value", (change, name)
        )
        return int(counted.fetchall()[0][0])

    @staticmethod
    def _read(db: sqlite3.Connection, name: str) -> int:
        row = db.execute("SELECT value FROM counter WHERE name=?", (name,)).fetchone()
        return int(row[0]) if row else 0


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _key_reused() -> Failure:
    return Failure("key_reused", Action.ENGINEER, "the same key was used for another record")
