"""What a terminal signs of its audit trail, and which end of it the hub keeps.

A chain of hashes shows an edited, missing or moved row. It shows neither a cut tail nor a trail written anew from the
start by whoever holds the key; that shows only against an end that somebody else keeps.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def signed_bytes(number: int, link: bytes) -> bytes:
    """Under the signature of an anchor: row number and hash."""
    return b"bangban audit anchor\n%d\n" % number + link


def is_signed(number: int, link: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the terminal's key signed this row."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed_bytes(number, link))
    except (InvalidSignature, ValueError):
        return False
    return True
