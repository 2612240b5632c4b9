"""The audit trail: hash-chained rows, written in the transaction of what they tell of. Never personal data.

A plain chain shows an edited, missing or swapped row. It does not show a cut tail or a trail rewritten from
the start; the anchors do (number and hash under the terminal's signature), for all rows up to the last
anchor.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from contract.audit_head import signed_bytes
from contract.fleet import AuditHead, AuditRow
from offline_cache.audit_chain import BEGINNING, Cursor, Finding, link, preferred_algorithm
from offline_cache.audit_check import ANCHOR_EVERY, check, end_of, hash_at
from offline_cache.audit_references import fits

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from offline_cache.keys import KeyHome

__all__ = ["AuditEvent", "AuditTrail", "Cursor", "Finding"]


class AuditEvent(StrEnum):
    """Every event there is, and what its reference holds."""

    STORE_OPENED = "store_opened"
    """The program began, or took the file up again after trouble."""
    STORE_CLOSED = "store_closed"
    """In good order; missing before `store_opened` means a power cut or a crash."""
    KEY_EPOCH_MADE = "key_epoch_made"
    """Reference: number of the data key."""
    KEY_EPOCH_ERASED = "key_epoch_erased"
    """Reference: number of the data key; what it sealed can no longer be read by anyone."""
    KEYS_ROTATED = "keys_rotated"
    """Every data key is wrapped with a new secret of the terminal. Reference: how many."""
    SIGNING_KEY_CHANGED = "signing_key_changed"
    """The hub took another signing key of this terminal; this row and all after it are signed with that one."""
    CASE_ACCEPTED = "case_accepted"
    """Reference: case number."""
    NOTE_ACCEPTED = "note_accepted"
    """A rating or a call for help. Reference: kind and random key."""
    CASE_ANSWERED = "case_answered"
    """The hub's answer is on disk. Reference: case number and the case's state."""
    CASE_CHANGED = "case_changed"
    """The hub told later what became of it. Reference: case number and the case's state."""
    NOTE_ANSWERED = "note_answered"
    """Reference: kind and random key."""
    PAYLOADS_ERASED = "payloads_erased"
    """Reference: how many, and up to which sequence number."""
    SET_ASIDE = "set_aside"
    """Refused or unreadable. Reference: random key and code."""
    PUT_BACK = "put_back"
    """Staff had a record sent again. Reference: random key."""
    HUB_WENT_BACK = "hub_went_back"
    """The hub lost what it had called durable. Reference: from and to sequence, cases sent again."""
    STORE_WENT_BACK = "store_went_back"
    """The hub knows later cases than this store: an old image was restored. Reference: from and to sequence.
    """
    STORE_SET_ASIDE = "store_set_aside"
    """A damaged store was put out of the way; this one begins in safe mode. Reference: name of its folder."""
    RECORD_SALVAGED = "record_salvaged"
    """Brought over from a damaged store. Reference: case number, or kind and random key."""
    RECORD_LOST = "record_lost"
    """It was in a damaged store and does not open. Reference: case number or random key as far as it reads, or the
    sequence numbers of which nothing is left.
    """
    STORE_SALVAGED = "store_salvaged"
    """Reference: name of the damaged store's folder, how many records were brought over, how many are lost."""
    SAFE_MODE_ENDED = "safe_mode_ended"
    """Cases are accepted again. Reference: the sequence number they follow."""
    STAFF_ENTERED = "staff_entered"
    """The maintenance pages were opened. Reference: staff number."""
    STAFF_LEFT = "staff_left"
    """Reference: staff number."""
    STAFF_REFUSED = "staff_refused"
    """A wrong credential. Reference: how many in a row."""


class AuditTrail:
    """Appends within the caller's transaction."""

    def __init__(self, keys: KeyHome, algorithm: str | None = None) -> None:
        self.keys = keys
        self._algorithm = algorithm or preferred_algorithm()
        self._head: Cursor | None = None
        self.at_anchor: Callable[[sqlite3.Connection], None] | None = None
        """Called in the transaction of every hundredth row."""

    @property
    def written(self) -> int:
        """Number of the newest row, 0 when it is not known. Of what is on disk when asked after a commit."""
        return self._head.number if self._head is not None else 0

    def forget(self) -> None:
        """A transaction was rolled back: the end that is remembered may never have been written."""
        self._head = None

    def append(
        self, connection: sqlite3.Connection, event: AuditEvent, at: datetime, reference: str = ""
    ) -> None:
        """Add one row; raises ValueError on a reference that is not of the event's shape (and so could name somebody)."""
        if not fits(event.value, reference):
            raise ValueError(f"audit reference of {event} is not of its shape (audit_references.py)")
        head = self._head or end_of(connection)
        number = head.number + 1
        row = (
            number,
            at.astimezone(UTC).isoformat(timespec="milliseconds"),
            event.value,
            reference,
            self._algorithm,
        )
        hashed = link(head.hash, row)
        if hashed is None:
            raise AssertionError("the algorithm was chosen because it is here")
        connection.execute("INSERT INTO audit VALUES(?,?,?,?,?,?)", (*row, hashed))
        self._head = Cursor(number, hashed)
        if number % ANCHOR_EVERY == 0:
            self.anchor(connection)
            if self.at_anchor is not None:
                self.at_anchor(connection)

    def anchor(self, connection: sqlite3.Connection) -> None:
        """Sign the newest row, so that nothing up to it can be cut off or written anew without the key."""
        end = end_of(connection)
        if end.number:
            signature = self.keys.sign(signed_bytes(end.number, end.hash))
            connection.execute(
                "INSERT OR IGNORE INTO anchor VALUES(?,?,?)", (end.number, end.hash, signature)
            )

    def head(self, connection: sqlite3.Connection, named: int) -> AuditHead | None:
        """The newest row, signed, and the one that the hub named, for the hub to keep; None of an empty trail."""
        end = end_of(connection)
        if not end.number:
            return None
        found = hash_at(connection, named)
        return AuditHead(
            number=end.number,
            hash=end.hash,
            signature=self.keys.sign(signed_bytes(end.number, end.hash)),
            named=AuditRow(number=named, hash=found) if found is not None else None,
        )

    def verify(
        self, connection: sqlite3.Connection, start: Cursor = BEGINNING, limit: int = 2000
    ) -> tuple[Cursor, Finding | None]:
        """Check up to `limit` rows after `start`. The end is reached when the cursor stays where it was."""
        return check(connection, self.keys.public_key(), start, limit)
