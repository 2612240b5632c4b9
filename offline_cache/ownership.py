"""A store belongs to one terminal and one key: both are proved before anything is read or written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3

    from offline_cache.envelope import Algorithm
    from offline_cache.keys import KeyHome

_TERMINAL = "terminal_id"
_KEY_CHECK = "key_check"


def check_owner(
    db: sqlite3.Connection, terminal_id: str, keys: KeyHome, algorithm: Algorithm
) -> Outcome[None]:
    """Mark a new store, or compare. Failures: `wrong_terminal`, `wrong_key`. Raises sqlite3.Error."""
    facts = {str(name): bytes(value) for name, value in db.execute("SELECT name, value FROM fact")}
    if not facts:
        db.execute("INSERT INTO fact VALUES(?,?)", (_TERMINAL, terminal_id.encode()))
        renew_check(db, terminal_id, keys, algorithm)
        return Ok(None)
    owner = facts.get(_TERMINAL, b"").decode(errors="replace")
    if owner != terminal_id:
        return Failure(
            "wrong_terminal", Action.ENGINEER, f"the store belongs to {owner}, this is {terminal_id}"
        )
    match keys.unwrap(facts.get(_KEY_CHECK, b""), _bound_to(terminal_id)):
        case Failure() as failure:
            return failure
        case Ok():
            return Ok(None)


def renew_check(db: sqlite3.Connection, terminal_id: str, keys: KeyHome, algorithm: Algorithm) -> None:
    """Write what only the key home of now opens. Raises sqlite3.Error."""
    wrapped = keys.wrap(os.urandom(algorithm.key_bytes), algorithm, _bound_to(terminal_id))
    db.execute("INSERT OR REPLACE INTO fact VALUES(?,?)", (_KEY_CHECK, wrapped))


def _bound_to(terminal_id: str) -> bytes:
    return f"{terminal_id}/{_KEY_CHECK}".encode()
