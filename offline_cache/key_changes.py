"""What the store writes when the keys of the terminal change, each in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache import audit_signers
from offline_cache.audit import AuditEvent
from offline_cache.audit_signers import FormerKey, former_keys
from offline_cache.ownership import renew_check
from outcome import Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from offline_cache.ledger import Ledger


def wrap_anew(ledger: Ledger, db: sqlite3.Connection, at: datetime) -> Outcome[int]:
    """Every data key, with the wrapping secret of now; how many."""
    wrapped = ledger.epochs.wrap_anew(db)
    if isinstance(wrapped, Ok):
        renew_check(db, ledger.terminal_id, ledger.audit.keys, ledger.epochs.algorithm)
        ledger.audit.append(db, AuditEvent.KEYS_ROTATED, at, str(wrapped.value))
    return wrapped


def note_signing_key(ledger: Ledger, db: sqlite3.Connection, before: bytes, at: datetime) -> Outcome[None]:
    """`before` signed what stands in the audit trail up to here."""
    keys = ledger.audit.keys
    known = former_keys(db, keys.public_key())
    if any(one.public_key == before for one in known):
        return Ok(None)
    ledger.audit.append(db, AuditEvent.SIGNING_KEY_CHANGED, at)
    older = (*former_keys(db, before), *known)
    audit_signers.keep(db, (*older, FormerKey(before, ledger.audit.written - 1)), keys.sign)
    ledger.audit.anchor(db)
    return Ok(None)
