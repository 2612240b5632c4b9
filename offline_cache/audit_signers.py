"""Which keys may have signed which anchors of the audit trail, after the terminal got another signing key.

The list lies in the store and is signed by the key of now, so whoever has only an old key, which is what a key is changed
for, can neither lengthen it nor sign anything behind the change.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

_FACT = "former_signing_keys"
_LABEL = b"bangban former signing keys 1\n"
_ENTRY = struct.Struct(">32sQ")
_SIGNATURE_BYTES = 64


class FormerKey(NamedTuple):
    """Ed25519, raw, and the last row that it may have signed."""

    public_key: bytes
    last: int


def former_keys(db: sqlite3.Connection, public_key: bytes) -> tuple[FormerKey, ...]:
    """Oldest first, as the holder of `public_key` signed it; none where it did not."""
    row = db.execute("SELECT CAST(value AS BLOB) FROM fact WHERE name=?", (_FACT,)).fetchone()
    content = bytes(row[0]) if row is not None else b""
    entries, signature = content[:-_SIGNATURE_BYTES], content[-_SIGNATURE_BYTES:]
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _LABEL + entries)
        return tuple(FormerKey(*one) for one in _ENTRY.iter_unpack(entries))
    except (InvalidSignature, ValueError, struct.error):
        return ()


def keep(db: sqlite3.Connection, former: Iterable[FormerKey], sign: Callable[[bytes], bytes]) -> None:
    """Replace the list. Raises sqlite3.Error."""
    entries = b"".join(_ENTRY.pack(*one) for one in former)
    db.execute("INSERT OR REPLACE INTO fact VALUES(?,?)", (_FACT, entries + sign(_LABEL + entries)))


def signers(former: tuple[FormerKey, ...], public_key: bytes, number: int) -> tuple[bytes, ...]:
    """Whose signature counts at row `number`."""
    return (public_key, *(one.public_key for one in former if number <= one.last))
