"""Files that belong to a case and are too large for its row: scans, photographs.

The file (`attachment_files.py`) is on disk before the row that keeps its key alive is committed; the acceptance of the
case then takes the row over in its own transaction. What no case took over is removed when the store is opened. One
that does not read when it is to be sent lies aside, like a record, until staff put it back or the hub calls its case
durable without it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from contract.attachment import MOST_BYTES, PIECE_BYTES, AttachmentNote
from offline_cache.attachment_files import chunk_kind
from offline_cache.audit import AuditEvent
from offline_cache.records import Aside, key_of
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from offline_cache.ledger import Ledger

HELD, TAKEN_OVER, SENT, ERASED = range(4)
"""States of a row. Never renumbered: the numbers are on disk."""
ASIDE = 4
"""This state and those above it say why a file cannot be sent."""
OF_THE_FILE = ("attachment_lost", "unreadable", "key_erased")
"""Those reasons, in the order of the states."""
ATTACHMENT_KIND = "attachment"


@dataclass(frozen=True)
class Upload:
    """An attachment whose case the hub has answered."""

    id: UUID
    size: int


def attach(ledger: Ledger, db: sqlite3.Connection, content: bytes, at: datetime) -> Outcome[AttachmentNote]:
    """Keep `content` until a case takes it over. Failures: `attachment_too_large`, and those of the disk."""
    if not 0 < len(content) <= MOST_BYTES:
        detail = f"an attachment has 1 to {MOST_BYTES} bytes"
        return Failure("attachment_too_large", Action.ENGINEER, detail)
    identity = uuid4()
    pieces = [content[start : start + PIECE_BYTES] for start in range(0, len(content), PIECE_BYTES)]
    epoch = 0
    sealed: list[bytes] = []
    for number, piece in enumerate(pieces):
        match ledger.seal(db, identity, chunk_kind(number, last=number == len(pieces) - 1), piece, at):
            case Failure() as failure:
                return failure
            case Ok((of, envelope)):
                epoch = of
                sealed.append(envelope)
    ledger.files.write(identity, sealed)
    digest = sha256(content).digest()
    db.execute(
        "INSERT INTO attachment VALUES(?, x'', 0, ?, ?, ?, ?)",
        (identity.bytes, len(content), digest, epoch, HELD),
    )
    return Ok(AttachmentNote(id=identity, size=len(content), digest=digest))


def take_over(
    ledger: Ledger, db: sqlite3.Connection, key: UUID, notes: tuple[AttachmentNote, ...]
) -> Outcome[None]:
    """In the transaction of the acceptance. Failure: `attachment_missing`, and then nothing is accepted."""
    for ordinal, note in enumerate(notes):
        taken = db.execute(
            "UPDATE attachment SET case_key=?, ordinal=?, state=? WHERE id=? AND state=? AND size=? AND digest=?",
            (key.bytes, ordinal, TAKEN_OVER, note.id.bytes, HELD, note.size, note.digest),
        )
        if taken.rowcount != 1 or not ledger.files.has(note.id):
            return Failure("attachment_missing", Action.ENGINEER, "it was never kept, or is another case's")
    return Ok(None)


def drop(ledger: Ledger, db: sqlite3.Connection, identity: UUID, at: datetime) -> Outcome[None]:
    """The resident took it back. One that a case has taken over stays."""
    row = db.execute(
        "DELETE FROM attachment WHERE id=? AND state=? RETURNING epoch", (identity.bytes, HELD)
    ).fetchone()
    if row is not None:
        ledger.files.erase(identity)
        ledger.epochs.erase_unused(db, at, {int(row[0])})
    return Ok(None)


def next_upload(db: sqlite3.Connection, passed_over: frozenset[UUID]) -> Outcome[Upload | None]:
    """The oldest that the hub may take, as its case is there, and that is not `passed_over`."""
    rows = db.execute(
        "SELECT attachment.id, size FROM attachment JOIN outbox ON outbox.key = case_key"
        " WHERE attachment.state=? AND attachment.epoch IS NOT NULL AND outbox.state=1"
        " ORDER BY outbox.id, ordinal LIMIT ?",
        (TAKEN_OVER, len(passed_over) + 1),
    ).fetchall()
    waiting = (Upload(UUID(bytes=bytes(identity)), int(size)) for identity, size in rows)
    return Ok(next((one for one in waiting if one.id not in passed_over), None))


def piece(ledger: Ledger, db: sqlite3.Connection, of: Upload, offset: int) -> Outcome[bytes]:
    """From `offset` to the end of the chunk it is in. Failures: `unreadable`, `key_erased`, `attachment_lost`."""
    wanted = offset // PIECE_BYTES
    last = (of.size - 1) // PIECE_BYTES
    try:
        envelope = ledger.files.envelope(of.id, wanted)
    except FileNotFoundError:
        return Failure("attachment_lost", Action.ENGINEER, "the file of an attachment is gone")
    except struct.error:
        return Failure("unreadable", Action.ENGINEER, "the file of an attachment is cut short")
    except OSError:
        return Failure("unreadable", Action.ENGINEER, "the disk does not read the file of an attachment")
    match ledger.unseal(db, of.id, chunk_kind(wanted, last=wanted == last), envelope):
        case Failure() as failure:
            return failure
        case Ok(chunk):
            return Ok(chunk[offset - wanted * PIECE_BYTES :])


def sent(db: sqlite3.Connection, identity: UUID) -> Outcome[None]:
    """The hub has all of it; it stays here until the hub calls the case durable."""
    db.execute("UPDATE attachment SET state=? WHERE id=? AND state=?", (SENT, identity.bytes, TAKEN_OVER))
    return Ok(None)


def set_aside(
    ledger: Ledger, db: sqlite3.Connection, identity: UUID, code: str, at: datetime
) -> Outcome[None]:
    """It cannot be sent, for a reason `OF_THE_FILE`; no other waits for it. Kept, and counted for staff."""
    state = ASIDE + OF_THE_FILE.index(code)
    moved = db.execute(
        "UPDATE attachment SET state=? WHERE id=? AND state=?", (state, identity.bytes, TAKEN_OVER)
    )
    if moved.rowcount == 1:
        ledger.tally = ledger.tally._replace(aside=ledger.tally.aside + 1)
        ledger.audit.append(db, AuditEvent.SET_ASIDE, at, f"{identity}:{code}")
    return Ok(None)


def put_back(ledger: Ledger, db: sqlite3.Connection, identity: UUID, at: datetime) -> bool:
    """Try again with one that lies aside; False when none does under this id."""
    moved = db.execute(
        "UPDATE attachment SET state=? WHERE id=? AND state>=?", (TAKEN_OVER, identity.bytes, ASIDE)
    )
    if moved.rowcount == 1:
        ledger.tally = ledger.tally._replace(aside=ledger.tally.aside - 1)
        ledger.audit.append(db, AuditEvent.PUT_BACK, at, str(identity))
    return moved.rowcount == 1


def list_aside(db: sqlite3.Connection) -> list[Aside]:
    """Those that lie aside, with the case of each."""
    rows = db.execute(
        "SELECT attachment.id, case_number, item_id, attachment.state FROM attachment"
        " LEFT JOIN outbox ON outbox.key = case_key WHERE attachment.state>=? ORDER BY outbox.id, ordinal",
        (ASIDE,),
    ).fetchall()
    return [
        Aside(key_of(identity), ATTACHMENT_KIND, number, item, _reason(state), Action.ENGINEER.value)
        for identity, number, item, state in rows
    ]


def erase_of(ledger: Ledger, db: sqlite3.Connection, case_keys: list[bytes]) -> set[int]:
    """With the payloads of these cases; the epochs that may be unused now. The files go after the commit."""
    epochs: set[int] = set()
    for key in case_keys:
        rows = db.execute(
            "SELECT id, epoch, state FROM attachment WHERE case_key=? AND epoch IS NOT NULL", (key,)
        ).fetchall()
        epochs |= {int(epoch) for _, epoch, _ in rows}
        for identity, _, _ in rows:
            ledger.files.erase(UUID(bytes=bytes(identity)))
        aside = sum(state >= ASIDE for _, _, state in rows)
        ledger.tally = ledger.tally._replace(aside=ledger.tally.aside - aside)
        db.execute("UPDATE attachment SET epoch=NULL, state=? WHERE case_key=?", (ERASED, key))
    return epochs


def remove_orphans(ledger: Ledger, db: sqlite3.Connection, at: datetime) -> Outcome[None]:
    """At opening: rows that no case took over, and files without a row (the power went, or the program died)."""
    rows = db.execute("DELETE FROM attachment WHERE state=? RETURNING epoch", (HELD,)).fetchall()
    ledger.epochs.erase_unused(db, at, {int(epoch) for (epoch,) in rows if epoch is not None})
    kept = {
        UUID(bytes=bytes(identity)).hex
        for (identity,) in db.execute("SELECT id FROM attachment WHERE epoch IS NOT NULL")
    }
    ledger.files.erase_all_but(kept)
    return Ok(None)


def _reason(state: int) -> str:
    return OF_THE_FILE[state - ASIDE] if state - ASIDE < len(OF_THE_FILE) else "unreadable"
