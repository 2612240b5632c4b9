"""Files that belong to a case and are too large for its row: scans, photographs.

A file is sealed in chunks, each bound to the file's id, its place and whether it is the last, so that no chunk can be
moved, left out or cut off unseen. It is on disk, name included, before the row that keeps its key alive is committed;
the acceptance of the case then takes the row over in its own transaction. What no case took over is removed when the
store is opened. One that does not read when it is to be sent lies aside, like a record, until staff put it back or the
hub calls its case durable without it.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from contract.attachment import MOST_BYTES, PIECE_BYTES, AttachmentNote
from offline_cache.audit import AuditEvent
from offline_cache.durable_file import sync_folder
from offline_cache.records import Aside, key_of
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from offline_cache.ledger import Ledger

FOLDER = "attachments"
HELD, TAKEN_OVER, SENT, ERASED = range(4)
"""States of a row. Never renumbered: the numbers are on disk."""
ASIDE = 4
"""This state and those above it say why a file cannot be sent."""
OF_THE_FILE = ("attachment_lost", "unreadable", "key_erased")
"""Those reasons, in the order of the states."""
ATTACHMENT_KIND = "attachment"
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Upload:
    """An attachment whose case the hub has answered."""

    id: UUID
    size: int


class Attachments:
    """Used in the writer's thread; `swept` after each commit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._emptied: list[UUID] = []

    def attach(
        self, ledger: Ledger, db: sqlite3.Connection, content: bytes, at: datetime
    ) -> Outcome[AttachmentNote]:
        """Keep `content` until a case takes it over. Failures: `attachment_too_large`, and those of the disk."""
        if not 0 < len(content) <= MOST_BYTES:
            detail = f"an attachment has 1 to {MOST_BYTES} bytes"
            return Failure("attachment_too_large", Action.ENGINEER, detail)
        identity = uuid4()
        pieces = [content[start : start + PIECE_BYTES] for start in range(0, len(content), PIECE_BYTES)]
        epoch = 0
        sealed: list[bytes] = []
        for number, piece in enumerate(pieces):
            match ledger.seal(db, identity, _kind(number, last=number == len(pieces) - 1), piece, at):
                case Failure() as failure:
                    return failure
                case Ok((of, envelope)):
                    epoch = of
                    sealed.append(_LENGTH.pack(len(envelope)) + envelope)
        self._write(identity, b"".join(sealed))
        digest = sha256(content).digest()
        db.execute(
            "INSERT INTO attachment VALUES(?, x'', 0, ?, ?, ?, ?)",
            (identity.bytes, len(content), digest, epoch, HELD),
        )
        return Ok(AttachmentNote(id=identity, size=len(content), digest=digest))

    def take_over(
        self, db: sqlite3.Connection, key: UUID, notes: tuple[AttachmentNote, ...]
    ) -> Outcome[None]:
        """In the transaction of the acceptance. Failure: `attachment_missing`, and then nothing is accepted."""
        for ordinal, note in enumerate(notes):
            taken = db.execute(
                "UPDATE attachment SET case_key=?, ordinal=?, state=? WHERE id=? AND state=? AND size=? AND digest=?",
                (key.bytes, ordinal, TAKEN_OVER, note.id.bytes, HELD, note.size, note.digest),
            )
            if taken.rowcount != 1 or not self._path(note.id).exists():
                return Failure(
                    "attachment_missing", Action.ENGINEER, "it was never kept, or is another case's"
                )
        return Ok(None)

    def drop(self, ledger: Ledger, db: sqlite3.Connection, identity: UUID, at: datetime) -> Outcome[None]:
        """The resident took it back. One that a case has taken over stays."""
        row = db.execute(
            "DELETE FROM attachment WHERE id=? AND state=? RETURNING epoch", (identity.bytes, HELD)
        ).fetchone()
        if row is not None:
            self._emptied.append(identity)
            ledger.epochs.erase_unused(db, at, {int(row[0])})
        return Ok(None)

    @staticmethod
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

    def piece(self, ledger: Ledger, db: sqlite3.Connection, of: Upload, offset: int) -> Outcome[bytes]:
        """From `offset` to the end of the chunk it is in. Failures: `unreadable`, `key_erased`, `attachment_lost`."""
        wanted = offset // PIECE_BYTES
        last = (of.size - 1) // PIECE_BYTES
        try:
            envelope = self._envelope(of.id, wanted)
        except FileNotFoundError:
            return Failure("attachment_lost", Action.ENGINEER, "the file of an attachment is gone")
        except struct.error:
            return Failure("unreadable", Action.ENGINEER, "the file of an attachment is cut short")
        except OSError:
            return Failure("unreadable", Action.ENGINEER, "the disk does not read the file of an attachment")
        match ledger.unseal(db, of.id, _kind(wanted, last=wanted == last), envelope):
            case Failure() as failure:
                return failure
            case Ok(chunk):
                return Ok(chunk[offset - wanted * PIECE_BYTES :])

    @staticmethod
    def sent(db: sqlite3.Connection, identity: UUID) -> Outcome[None]:
        """The hub has all of it; it stays here until the hub calls the case durable."""
        db.execute("UPDATE attachment SET state=? WHERE id=? AND state=?", (SENT, identity.bytes, TAKEN_OVER))
        return Ok(None)

    @staticmethod
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

    @staticmethod
    def put_back(ledger: Ledger, db: sqlite3.Connection, identity: UUID, at: datetime) -> bool:
        """Try again with one that lies aside; False when none does under this id."""
        moved = db.execute(
            "UPDATE attachment SET state=? WHERE id=? AND state>=?", (TAKEN_OVER, identity.bytes, ASIDE)
        )
        if moved.rowcount == 1:
            ledger.tally = ledger.tally._replace(aside=ledger.tally.aside - 1)
            ledger.audit.append(db, AuditEvent.PUT_BACK, at, str(identity))
        return moved.rowcount == 1

    @staticmethod
    def aside(db: sqlite3.Connection) -> list[Aside]:
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

    def erase_of(self, ledger: Ledger, db: sqlite3.Connection, case_keys: list[bytes]) -> set[int]:
        """With the payloads of these cases; the epochs that may be unused now. The files go after the commit."""
        epochs: set[int] = set()
        for key in case_keys:
            rows = db.execute(
                "SELECT id, epoch, state FROM attachment WHERE case_key=? AND epoch IS NOT NULL", (key,)
            ).fetchall()
            epochs |= {int(epoch) for _, epoch, _ in rows}
            self._emptied += [UUID(bytes=bytes(identity)) for identity, _, _ in rows]
            aside = sum(state >= ASIDE for _, _, state in rows)
            ledger.tally = ledger.tally._replace(aside=ledger.tally.aside - aside)
            db.execute("UPDATE attachment SET epoch=NULL, state=? WHERE case_key=?", (ERASED, key))
        return epochs

    def remove_orphans(self, ledger: Ledger, db: sqlite3.Connection, at: datetime) -> Outcome[None]:
        """At opening: rows that no case took over, and files without a row (the power went, or the program died)."""
        rows = db.execute("DELETE FROM attachment WHERE state=? RETURNING epoch", (HELD,)).fetchall()
        ledger.epochs.erase_unused(db, at, {int(epoch) for (epoch,) in rows if epoch is not None})
        kept = {
            UUID(bytes=bytes(identity)).hex
            for (identity,) in db.execute("SELECT id FROM attachment WHERE epoch IS NOT NULL")
        }
        if self._folder.is_dir():
            self._emptied += [UUID(hex=one.name) for one in self._folder.iterdir() if _is_orphan(one, kept)]
        return Ok(None)

    def roll_back(self) -> None:
        """What was to go stays."""
        self._emptied.clear()

    def sweep(self) -> None:
        """After a commit: files whose rows are gone. One that cannot be removed now is an orphan at the next opening."""
        if not self._emptied:
            return
        for identity in self._emptied:
            with suppress(OSError):
                self._path(identity).unlink(missing_ok=True)
        self._emptied.clear()

    def _envelope(self, identity: UUID, number: int) -> bytes:
        """Of one chunk. A disk that refuses a read once is asked a second time. Raises OSError and struct.error."""
        try:
            return _read(self._path(identity), number)
        except FileNotFoundError:
            raise
        except OSError:
            return _read(self._path(identity), number)

    def _write(self, identity: UUID, content: bytes) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(mode=0o700)
            sync_folder(self._folder.parent)
        descriptor = os.open(self._path(identity), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self._folder)

    def _path(self, identity: UUID) -> Path:
        return self._folder / identity.hex


def opened(path: Path, size: int, unseal: Callable[[str, bytes], Outcome[bytes]]) -> Outcome[bytes]:
    """All of a file of `size` bytes; `unseal` opens an envelope by its kind. Failures: `attachment_lost`, `unreadable`
    and those of `unseal`. Raises OSError.
    """
    last = (size - 1) // PIECE_BYTES
    content = bytearray()
    try:
        with path.open("rb") as file:
            for number in range(last + 1):
                envelope = file.read(_LENGTH.unpack(file.read(_LENGTH.size))[0])
                match unseal(_kind(number, last=number == last), envelope):
                    case Failure() as failure:
                        return failure
                    case Ok(chunk):
                        content += chunk
    except FileNotFoundError:
        return Failure("attachment_lost", Action.ENGINEER, "the file of an attachment is gone")
    except struct.error:
        return Failure("unreadable", Action.ENGINEER, "the file of an attachment is cut short")
    return Ok(bytes(content))


def _read(path: Path, number: int) -> bytes:
    """The envelope of one chunk."""
    envelope = b""
    with path.open("rb") as file:
        for _ in range(number + 1):
            envelope = file.read(_LENGTH.unpack(file.read(_LENGTH.size))[0])
    return envelope


def _reason(state: int) -> str:
    return OF_THE_FILE[state - ASIDE] if state - ASIDE < len(OF_THE_FILE) else "unreadable"


def _kind(number: int, *, last: bool) -> str:
    return f"attachment {number}{' last' if last else ''}"


def _is_orphan(path: Path, kept: set[str]) -> bool:
    name = path.name
    return len(name) == 32 and not set(name) - set("0123456789abcdef") and name not in kept
