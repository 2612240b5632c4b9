"""Taking in: what an acceptance writes, all of it in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from contract import receipt_proof
from contract.case_number import CaseNumber, parse
from offline_cache import attachments
from offline_cache.audit import AuditEvent
from offline_cache.records import Accepted, CaseDraft, Kind, State
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from uuid import UUID

    from offline_cache.ledger import Ledger
    from offline_cache.prepared import Prepared


def accept(ledger: Ledger, db: sqlite3.Connection, prepared: Prepared, at: datetime) -> Outcome[Accepted]:
    """Allot sequence and number, seal, insert. The same key again gives the same numbers again."""
    draft = prepared.draft
    sequence = ledger.tally.last_sequence + 1
    made = CaseNumber(ledger.terminal_id, draft.accepted_at.date(), sequence, ledger.tag)
    number = str(made)
    clock = ledger.hub_time.token()
    body = prepared.body(sequence, number, clock)
    match _insert(ledger, db, draft.key, Kind.CASE, body, at=at, clock=clock, case=(sequence, number, draft)):
        case Failure() as failure:
            return failure
        case Ok(value=False):
            return _accepted_before(ledger, db, prepared)
        case Ok():
            pass
    if draft.attachments:
        taken_over = attachments.take_over(ledger, db, draft.key, draft.attachments)
        if isinstance(taken_over, Failure):
            return taken_over
    ledger.tally = ledger.tally._replace(last_sequence=sequence, case=ledger.tally.case + 1)
    ledger.audit.append(db, AuditEvent.CASE_ACCEPTED, at, number)
    statement = receipt_proof.state(made, draft.item_id, draft.accepted_at, body)
    return Ok(Accepted(draft.key, sequence, number, draft.accepted_at, statement))


def put_note(
    ledger: Ledger, db: sqlite3.Connection, kind: Kind, key: UUID, body: bytes, *, at: datetime
) -> Outcome[None]:
    """A rating or a call for help. The same key again changes nothing."""
    inserted = _insert(ledger, db, key, kind, body, at=at, clock=ledger.hub_time.token())
    if isinstance(inserted, Failure):
        return inserted
    if inserted.value:
        ledger.tally = ledger.tally.with_waiting(kind, 1)
        ledger.audit.append(db, AuditEvent.NOTE_ACCEPTED, at, f"{kind}:{key}")
    return Ok(None)


def _accepted_before(ledger: Ledger, db: sqlite3.Connection, prepared: Prepared) -> Outcome[Accepted]:
    draft = prepared.draft
    row = db.execute(
        "SELECT sequence, case_number, accepted_at, state, kind, payload FROM outbox WHERE key=?",
        (draft.key.bytes,),
    ).fetchone()
    sequence, number, accepted_at, state, kind, payload = row
    if kind != Kind.CASE:
        return _key_reused()
    accepted, statement = datetime.fromisoformat(accepted_at), None
    if state != State.ERASED:
        match ledger.unseal(db, draft.key, kind, bytes(payload)):
            case Failure() as failure:
                return failure
            case Ok(body) if not prepared.is_of(body, sequence, number):
                return _key_reused()
            case Ok(body) if (made := parse(number)) is not None:
                statement = receipt_proof.state(made, draft.item_id, accepted, body)
            case Ok():
                pass
    return Ok(Accepted(draft.key, sequence, number, accepted, statement))


def _insert(
    ledger: Ledger,
    db: sqlite3.Connection,
    key: UUID,
    kind: Kind,
    body: bytes,
    *,
    at: datetime,
    clock: str,
    case: tuple[int, str, CaseDraft] | None = None,
) -> Outcome[bool]:
    """False when the key is there already: asking first would cost each acceptance a statement."""
    sealed = ledger.seal(db, key, kind, body, at=at)
    if isinstance(sealed, Failure):
        return sealed
    sequence, number, item_id, accepted_at = None, None, None, at
    if case is not None:
        sequence, number, draft = case
        item_id, accepted_at = draft.item_id, draft.accepted_at
    inserted = db.execute(
        "INSERT INTO outbox(key, kind, sequence, case_number, item_id, day, accepted_at, epoch, payload, clock)"
        " VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT(key) DO NOTHING",
        (
            key.bytes,
            kind.value,
            sequence,
            number,
            item_id,
            accepted_at.date().isoformat(),
            accepted_at.isoformat(),
            *sealed.value,
            clock,
        ),
    )
    return Ok(inserted.rowcount == 1)


def _key_reused() -> Failure:
    return Failure("key_reused", Action.ENGINEER, "the same key was used for another record")
