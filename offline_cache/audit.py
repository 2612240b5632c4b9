"""The audit trail: hash-chained rows, written in the transaction of what they tell of. Never personal data.

A plain chain shows an edited, missing or swapped row. It does not show a cut tail or a trail rewritten from
the start; the anchors do (number and hash under the terminal's signature), for all rows up to the last
anchor.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    import sqlite3

    from offline_cache.keys import KeyHome

ANCHOR_EVERY = 100
"""Rows between two anchors; a signature costs about 30 µs."""
_REFERENCE = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}")
_CANONICAL = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
_START = b"bangban audit trail"


class AuditEvent(StrEnum):
    """Every event there is, and what its reference holds."""

    STORE_OPENED = "store_opened"
    """Reference: version of the tables."""
    STORE_CLOSED = "store_closed"
    """In good order; missing before `store_opened` means a power cut or a crash."""
    KEY_EPOCH_MADE = "key_epoch_made"
    """Reference: number of the data key."""
    KEY_EPOCH_ERASED = "key_epoch_erased"
    """Reference: number of the data key; what it sealed can no longer be read by anyone."""
    CASE_ACCEPTED = "case_accepted"
    """Reference: case number."""
    NOTE_ACCEPTED = "note_accepted"
    """A rating or a call for help. Reference: kind and random key."""
    CASE_ANSWERED = "case_answered"
    """The hub's answer is on disk. Reference: case number and the case's state."""
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


@dataclass(frozen=True)
class Finding:
    """Where the trail is not as it was written."""

    number: int
    what: str
    """`changed`, `missing`, `tail_missing`, `anchor_forged` or `rewritten`."""


@dataclass(frozen=True)
class Cursor:
    """How far a check has come; a long trail is checked piece by piece so that acceptance does not wait."""

    number: int = 0
    hash: bytes = _START


def preferred_algorithm() -> str:
    """SM3 (GB/T 32905) where OpenSSL has it, otherwise SHA-256. Each row records which."""
    return "sm3" if "sm3" in hashlib.algorithms_available else "sha256"


class AuditTrail:
    """Appends within the caller's transaction."""

    def __init__(self, keys: KeyHome, algorithm: str | None = None) -> None:
        self.keys = keys
        self._algorithm = algorithm or preferred_algorithm()
        self._head: Cursor | None = None

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
        """Add one row; raises ValueError on a reference that could be prose (and so a name)."""
        if _REFERENCE.fullmatch(reference) is None:
            raise ValueError(f"audit reference of {event} is not a plain token")
        head = self._head or self._end(connection)
        number = head.number + 1
        row = (
            number,
            at.astimezone(UTC).isoformat(timespec="milliseconds"),
            event.value,
            reference,
            self._algorithm,
        )
        link = _link(head.hash, row)
        connection.execute("INSERT INTO audit VALUES(?,?,?,?,?,?)", (*row, link))
        self._head = Cursor(number, link)
        if number % ANCHOR_EVERY == 0:
            self.anchor(connection)

    def anchor(self, connection: sqlite3.Connection) -> None:
        """Sign the newest row, so that nothing up to it can be cut off or written anew without the key."""
        end = self._end(connection)
        if end.number:
            signature = self.keys.sign(_anchored(end.number, end.hash))
            connection.execute(
                "INSERT OR IGNORE INTO anchor VALUES(?,?,?)", (end.number, end.hash, signature)
            )

    def verify(
        self, connection: sqlite3.Connection, start: Cursor = Cursor(), limit: int = 2000
    ) -> tuple[Cursor, Finding | None]:
        """Check up to `limit` rows after `start`. The end is reached when the cursor stays where it was."""
        rows = connection.execute(
            "SELECT number, at, event, reference, algorithm, hash FROM audit"
            " WHERE number > ? ORDER BY number LIMIT ?",
            (start.number, limit),
        ).fetchall()
        cursor = start
        for *row, stored in rows:
            if row[0] != cursor.number + 1:
                return cursor, Finding(cursor.number + 1, "missing")
            if row[4] not in hashlib.algorithms_available or _link(cursor.hash, tuple(row)) != stored:
                return cursor, Finding(int(row[0]), "changed")
            cursor = Cursor(int(row[0]), bytes(stored))
        return cursor, self._check_anchors(connection, start, cursor, at_end=len(rows) < limit)

    @staticmethod
    def _end(connection: sqlite3.Connection) -> Cursor:
        last = connection.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
        return Cursor(int(last[0]), bytes(last[1])) if last else Cursor()

    def _check_anchors(
        self, connection: sqlite3.Connection, start: Cursor, end: Cursor, *, at_end: bool
    ) -> Finding | None:
        key = Ed25519PublicKey.from_public_bytes(self.keys.public_key())
        rows = connection.execute(
            "SELECT a.number, a.hash, a.signature, r.hash FROM anchor a LEFT JOIN audit r USING(number)"
            " WHERE a.number > ? AND (a.number <= ? OR ?) ORDER BY a.number",
            (start.number, end.number, at_end),
        )
        for number, anchored, signature, found in rows:
            try:
                key.verify(signature, _anchored(int(number), bytes(anchored)))
            except InvalidSignature:
                return Finding(int(number), "anchor_forged")
            if found is None:
                return Finding(end.number + 1, "tail_missing")
            if found != anchored:
                return Finding(int(number), "rewritten")
        return None


def _link(previous: bytes, row: tuple[object, ...]) -> bytes:
    return hashlib.new(str(row[4]), previous + _CANONICAL.encode(row).encode()).digest()


def _anchored(number: int, link: bytes) -> bytes:
    return b"bangban audit anchor\n%d\n" % number + link
