"""Opening the store's file: whose it is, whether it is whole, and what is done with one that is not.

A damaged store is put aside whole and a fresh one takes its place in *safe mode*: it takes notes (calls for help,
ratings) and no cases, so that nothing a resident was told depends on a disk that has just lost something. An engineer
ends it by `kiosk store salvage`.
"""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from offline_cache import damaged
from offline_cache.audit import AuditEvent
from offline_cache.connection import FILE_NAME, connect
from offline_cache.epoch_file import kept_keys
from offline_cache.ownership import check_owner
from offline_cache.schema import MIGRATIONS
from offline_cache.self_check import pages_are_whole
from offline_cache.trouble import expected
from offline_cache.witness import Testimony, Witness
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from offline_cache.ledger import Ledger

log = logging.getLogger(__name__)

SAFE_MODE = "safe_mode"
_GENERATION = "generation"
EPOCHS_OF_A_GENERATION = 1_000_000
"""Numbers of data keys in one store: a salvaged key keeps its number beside those of the store that took it in."""


class Door:
    """Used in the writer's thread; `safe_mode` is read by any."""

    def __init__(self, folder: Path, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._ledger = ledger
        self._now = now
        self._witness = Witness(folder)
        self._generation = 0
        self._condemned = ""
        self._doubtful = False
        self._trusted_again = False
        self.safe_mode = False
        """No case is accepted."""

    def connect(self) -> Outcome[sqlite3.Connection]:
        """The store's file, or a fresh one in place of a damaged one. Failures: as `OfflineCache.open`."""
        try:
            damaged.finish_moving(self._folder)
            before = damaged.read_log(self._folder)
            code = "" if self._doubtful else self._condemned
            nothing = damaged.size_of(self._folder, FILE_NAME) == 0
            logged = damaged.size_of(self._folder, damaged.LOG_NAME) > 0
            if nothing and (logged or kept_keys(self._folder)):
                # SQLite would make an empty database and delete the log; a fresh store forgets keys it does not know.
                code = code or "database_gone"
            if not code:
                opened = self._look_twice(fresh=nothing)
                if isinstance(opened, Ok):
                    self._condemned, self._doubtful = "", False
                    return opened
                if not self._is_damage(opened):
                    return opened
                code = opened.code
            moved = damaged.set_aside(self._folder, self._now(), before)
            if isinstance(moved, Failure):
                return moved
        except OSError as error:
            failure = expected(error, "opening the store")
            if failure is None:
                raise
            return failure
        self._condemned, self._doubtful = "", False
        log.critical("the store is damaged (%s): kept as %s, no case is accepted", code, moved.value)
        return self._open(fresh=True, moved=moved.value)

    def condemn(self, doubtful: bool) -> None:
        """Damage was found while the store was open: the next `connect` puts it aside.

        When it is `doubtful`, a store that passes a check of every page is trusted again, once.
        """
        self._doubtful = doubtful and not self._condemned and not self._trusted_again
        self._condemned = "store_damaged"
        self.safe_mode = True

    def wrecks(self) -> tuple[Path, ...]:
        """Damaged stores that wait for an engineer, oldest first."""
        return damaged.folders(self._folder)

    def end_safe_mode(self, db: sqlite3.Connection) -> None:
        """In the transaction that brings over what was salvaged."""
        db.execute("DELETE FROM fact WHERE name=?", (SAFE_MODE,))

    def safe_mode_ended(self, stores: tuple[str, ...]) -> None:
        """That transaction is on disk. The files of `stores` stay, under another name."""
        self.safe_mode = False
        for name in stores:
            try:
                damaged.mark_salvaged(self._folder / name)
            except OSError as error:
                log.warning("%s keeps its name: %s", name, error.strerror)

    def committed(self) -> None:
        """Tell the witness what is on disk now."""
        end, newest = self._ledger.audit.written, self._ledger.tally.last_sequence
        if end:
            self._witness.write(Testimony(len(MIGRATIONS), self._generation, end, newest))

    def close(self) -> None:
        self._witness.close()

    def _look_twice(self, *, fresh: bool) -> Outcome[sqlite3.Connection]:
        """SQLite calls a read that the disk refused once damage: a whole store must not be given up for that."""
        opened = self._open(fresh=fresh)
        if isinstance(opened, Failure) and opened.code == "store_damaged":
            opened = self._open(fresh=fresh)
        if isinstance(opened, Ok) and self._doubtful:
            self._trusted_again = True
            try:
                whole = pages_are_whole(opened.value)
            except sqlite3.DatabaseError:
                whole = _damage("the integrity check could not read")
            if isinstance(whole, Failure):
                opened.value.close()
                return whole
        return opened

    def _is_damage(self, failure: Failure) -> bool:
        """Also marks that contradict the witness: a flipped bit makes a file look foreign or newer."""
        testimony = self._witness.read()
        if failure.code == "store_foreign":
            return testimony is not None
        if failure.code == "store_newer":
            return testimony is not None and testimony.version <= len(MIGRATIONS)
        return failure.code == "store_damaged"

    def _open(self, *, fresh: bool, moved: str = "") -> Outcome[sqlite3.Connection]:
        try:
            opened = connect(self._folder)
            if isinstance(opened, Failure):
                return opened
            db = opened.value
            try:
                taken = self._take_over(db, fresh, moved)
            except BaseException:
                db.close()
                raise
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            failure = expected(error, "opening the store")
            if failure is None:
                raise
            return failure
        if isinstance(taken, Failure):
            db.close()
            return taken
        return opened

    def _take_over(self, db: sqlite3.Connection, fresh: bool, moved: str) -> Outcome[None]:
        """`fresh`: there was no file. One without facts may also be what is left of a first start that was cut off."""
        try:
            bare = db.execute("SELECT 1 FROM fact LIMIT 1").fetchone() is None
            used = db.execute("SELECT 1 FROM audit UNION ALL SELECT 1 FROM outbox").fetchone() is not None
            if bare and (used or (not fresh and self._witness.read() is not None)):
                return _damage("the facts of the store are gone")
            owned = self._found(db, moved) if bare else self._recognise(db)
            if isinstance(owned, Failure):
                return owned
            facts = {str(name): bytes(value) for name, value in db.execute("SELECT name, value FROM fact")}
            self._generation = int(facts.get(_GENERATION, b"0"))
            self._ledger.reload(db)
            settled = self._ledger.epochs.settle(db)
            if isinstance(settled, Failure):
                return settled
        except (TypeError, ValueError):  # not the types that were written: the disk changed them
            return _damage("the store's facts and counters do not read")
        self.safe_mode = SAFE_MODE in facts
        return Ok(None)

    def _recognise(self, db: sqlite3.Connection) -> Outcome[None]:
        ledger = self._ledger
        owned = check_owner(db, ledger.terminal_id, ledger.audit.keys, ledger.epochs.algorithm)
        if isinstance(owned, Failure):
            # A data key that opens here for this terminal belies a fact that says otherwise.
            epochs = [int(row[0]) for row in db.execute("SELECT epoch FROM epoch")]
            if any(isinstance(ledger.epochs.key(db, one), Ok) for one in epochs):
                return _damage(f"a fact of the store is changed ({owned.code})")
            return owned
        newest = db.execute("SELECT max(epoch) FROM epoch").fetchone()[0]
        if newest is not None and isinstance(ledger.epochs.key(db, int(newest)), Failure):
            return _damage("today's data key does not open, and the key home is the right one")
        testimony = self._witness.read()
        end = int(db.execute("SELECT coalesce(max(number), 0) FROM audit").fetchone()[0])
        if testimony is not None and testimony.audit > end:
            return _damage(f"rows are gone: {testimony.audit} were written, {end} are here")
        return Ok(None)

    def _found(self, db: sqlite3.Connection, moved: str) -> Outcome[None]:
        """A new store. Where one was before, it begins in safe mode and goes on with the numbers."""
        ledger, before = self._ledger, self._witness.read()
        kept = damaged.folders(self._folder)
        db.execute("BEGIN IMMEDIATE")
        owned = check_owner(db, ledger.terminal_id, ledger.audit.keys, ledger.epochs.algorithm)
        if isinstance(owned, Failure):
            db.execute("ROLLBACK")
            return owned
        if kept or before is not None:
            heard = before or Testimony(0, 0, 0, 0)
            self._generation = max(heard.generation + 1, damaged.generations(self._folder))
            db.execute(
                "INSERT INTO fact VALUES(?,?),(?,?)",
                (SAFE_MODE, b"", _GENERATION, b"%d" % self._generation),
            )
            db.execute("UPDATE counter SET value=? WHERE name='sequence_floor'", (heard.sequence,))
            db.execute(
                "INSERT INTO sqlite_sequence(name, seq) VALUES('epoch', ?)",
                (self._generation * EPOCHS_OF_A_GENERATION,),
            )
            ledger.audit.forget()
            reference = moved or (kept[-1].name if kept else "nothing")
            ledger.audit.append(db, AuditEvent.STORE_SET_ASIDE, self._now(), reference)
        db.execute("COMMIT")
        if before is not None:
            # Of the new store from here on: it has one audit row, and accuses nobody of the many before.
            self._witness.write(Testimony(len(MIGRATIONS), self._generation, 1, before.sequence))
        return Ok(None)


def _damage(detail: str) -> Failure:
    return Failure("store_damaged", Action.ENGINEER, detail)
