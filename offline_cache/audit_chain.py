"""How rows of the audit trail hang together: each hash covers its row and the hash before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

START = b"bangban audit trail"
_CANONICAL = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


@dataclass(frozen=True)
class Finding:
    """Where the trail is not as it was written."""

    number: int
    what: str
    """`changed`, `missing`, `reordered`, `tail_missing`, `anchor_missing`, `anchor_forged` or `rewritten`."""


@dataclass(frozen=True)
class Cursor:
    """How far a check has come; a long trail is checked piece by piece so that acceptance does not wait."""

    number: int = 0
    hash: bytes = START


BEGINNING = Cursor()


def preferred_algorithm() -> str:
    """SM3 (GB/T 32905) where OpenSSL has it, otherwise SHA-256. Each row records which."""
    return "sm3" if "sm3" in hashlib.algorithms_available else "sha256"


def link(previous: bytes, row: tuple[object, ...]) -> bytes | None:
    """Hash of `(number, at, event, reference, algorithm)` after `previous`; None: no such algorithm here."""
    algorithm = str(row[4])
    if algorithm not in hashlib.algorithms_available:
        return None
    return hashlib.new(algorithm, previous + _CANONICAL.encode(row).encode()).digest()
