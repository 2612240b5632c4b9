"""A data key for each day. When nothing sealed under an old one is left, its wrapped form is deleted.

Flash keeps old blocks whatever is overwritten; a deleted key is what makes erased records unreadable there. Each key
lies in a second place as well (`epoch_file.py`), which follows the table.
"""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from offline_cache.audit import AuditEvent, AuditTrail
from offline_cache.epoch_file import kept_key
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from offline_cache.envelope import Algorithm
    from offline_cache.epoch_file import EpochFile, KeptKey
    from offline_cache.keys import KeyHome
    from offline_cache.recovery import RecoveryLock

log = logging.getLogger(__name__)


class Epochs:
    """All calls are made inside a transaction of the writer's thread, but `settle` and `sweep`."""

    def __init__(
        self,
        keys: KeyHome,
        audit: AuditTrail,
        terminal_id: str,
        algorithm: Algorithm,
        *,
        second: EpochFile,
        recovery: RecoveryLock | None = None,
    ) -> None:
        self._keys = keys
        self._second = second
        self._doubtful: dict[int, set[bytes]] = {}
        """Recovery wraps of the second place that differ from the table's, by epoch: nobody here can tell which is right,
        so all are kept until `cover` has made another.
        """
        self._covered: set[int] = set()
        """Those of them that have another when this transaction is committed."""
        self._in_step = False
        self._recovery = recovery
        self._audit = audit
        self._terminal_id = terminal_id
        self.algorithm = algorithm
        self._opened: dict[int, tuple[bytes, bytes]] = {}
        self._today: tuple[str, int, bytes] | None = None

    @property
    def recoverable(self) -> bool:
        """Whether data keys are wrapped for the operator as well."""
        return self._recovery is not None

    def forget(self) -> None:
        """A transaction was rolled back: today's key may never have been written."""
        self._today = None
        self._covered.clear()
        self._second.roll_back()

    def settle(self, db: sqlite3.Connection) -> Outcome[None]:
        """Bring the second place into step with the table, outside of a transaction: at opening, and now and then.

        Failure: `store_damaged`, when the table lacks a key that is needed, or holds one that does not open, and the
        second place has it. A disk that refuses the second place is only logged. Raises sqlite3.Error, and ValueError
        where a key that does not open has no place there.
        """
        try:
            table = {kept.epoch: kept for kept in _rows(db)}
            beside = self._second.open()
            self._doubtful.clear()
            for other in beside:
                own = table.get(other.epoch)
                if own == other:
                    continue
                if own is not None and own.wrapped == other.wrapped:
                    if other.recovery not in {own.recovery, b""}:
                        self._doubtful.setdefault(other.epoch, set()).add(other.recovery)
                elif (_is_used(db, other.epoch) if own is None else not self._opens(own)) and self._opens(
                    other
                ):
                    detail = f"the data key of epoch {other.epoch} is whole in its second place alone"
                    return Failure("store_damaged", Action.ENGINEER, detail)
            self._second.settle(self._with_doubts(table.values()))
            self._in_step = True
        except OSError as error:
            self._in_step = False
            log.warning("the second place of the data keys is not in step: %s", error.strerror)
        return Ok(None)

    def sweep(self) -> None:
        """After a commit: what was erased in it is erased in the second place."""
        for epoch in self._covered:
            self._doubtful.pop(epoch, None)
        self._covered.clear()
        try:
            self._second.sweep()
        except OSError as error:
            log.warning(
                "an erased data key stays in its second place until the next check: %s", error.strerror
            )

    def current(self, connection: sqlite3.Connection, at: datetime) -> Outcome[tuple[int, bytes]]:
        """Number and key of today's epoch, made when there is none. A clock set back only makes one more."""
        day = at.date().isoformat()
        if self._today is not None and self._today[0] == day:
            return Ok(self._today[1:])
        row = connection.execute(
            "SELECT epoch, day, algorithm FROM epoch ORDER BY epoch DESC LIMIT 1"
        ).fetchone()
        if row is not None and row[1] == day and row[2] == self.algorithm:
            match self.key(connection, int(row[0])):
                case Failure() as failure:
                    return failure
                case Ok(key):
                    self._today = (day, int(row[0]), key)
        else:
            self._today = (day, *self._make(connection, day, at))
        return Ok(self._today[1:])

    def key(self, connection: sqlite3.Connection, epoch: int) -> Outcome[bytes]:
        """The data key of `epoch`. Failures: `key_erased`, `wrong_key`."""
        # The row is asked for and compared even when the key is known: an epoch that was rolled back and made
        # anew has the same number and another key, and must not be served from memory.
        row = connection.execute(
            "SELECT coalesce(CAST(wrapped AS BLOB), x'') FROM epoch WHERE epoch=?", (epoch,)
        ).fetchone()
        if row is None:
            self._opened.pop(epoch, None)
            return Failure("key_erased", Action.ENGINEER, f"the data key of epoch {epoch} is not there")
        wrapped = bytes(row[0])
        known = self._opened.get(epoch)
        if known is not None and known[0] == wrapped:
            return Ok(known[1])
        opened = self.unwrap(epoch, wrapped)
        if isinstance(opened, Ok):
            self._opened[epoch] = (wrapped, opened.value)
        return opened

    def unwrap(self, epoch: int, wrapped: bytes) -> Outcome[bytes]:
        """A data key from its wrapped form, which opens under its own number only. Failure: `wrong_key`."""
        return self._keys.unwrap(wrapped, self._bound_to(epoch))

    def cover(self, connection: sqlite3.Connection) -> int:
        """Wrap for the operator what was wrapped for nobody, or for another recovery key; how many that were.

        A data key that does not open is left to the checks of the store.
        """
        if self._recovery is None:
            return 0
        covered = 0
        for number, recovery in connection.execute(
            "SELECT epoch, coalesce(CAST(recovery AS BLOB), x'') FROM epoch"
        ).fetchall():
            epoch = int(number)
            if self._recovery.locked(bytes(recovery)) and epoch not in self._doubtful:
                continue
            opened = self.key(connection, epoch)
            if isinstance(opened, Ok):
                wrapped = self._recovery.wrap(opened.value, self._bound_to(epoch))
                connection.execute("UPDATE epoch SET recovery=? WHERE epoch=?", (wrapped, epoch))
                self._second.add(_rows(connection, epoch))
                self._covered.add(epoch)
                covered += 1
        return covered

    def adopt(self, connection: sqlite3.Connection, kept: KeptKey) -> None:
        """Take over a data key of a salvaged store under its number, as it is wrapped."""
        connection.execute(
            "INSERT OR IGNORE INTO epoch(epoch, day, algorithm, first_id, wrapped, recovery) VALUES(?,?,?,1,?,?)",
            (kept.epoch, kept.day, kept.algorithm, kept.wrapped, kept.recovery),
        )
        self._second.add(_rows(connection, kept.epoch))

    def wrap_anew(self, connection: sqlite3.Connection) -> Outcome[int]:
        """Wrap every data key with what the home wraps with now; how many. Failure: `wrong_key`, when one does not
        open.
        """
        rows = connection.execute("SELECT epoch FROM epoch").fetchall()
        for (number,) in rows:
            opened = self.key(connection, int(number))
            if isinstance(opened, Failure):
                return opened
            wrapped = self._keys.wrap(opened.value, self.algorithm, self._bound_to(int(number)))
            connection.execute("UPDATE epoch SET wrapped=? WHERE epoch=?", (wrapped, int(number)))
        self._second.add(self._with_doubts(_rows(connection)))
        return Ok(len(rows))

    def erase_unused(self, connection: sqlite3.Connection, at: datetime, emptied: set[int]) -> None:
        """Delete those of `emptied` that seal nothing any more; the newest stays in use."""
        newest = connection.execute("SELECT max(epoch) FROM epoch").fetchone()[0]
        for epoch in sorted(emptied - {newest}):
            if self._in_use(connection, epoch):
                continue
            if connection.execute("DELETE FROM epoch WHERE epoch=?", (epoch,)).rowcount:
                self._opened.pop(epoch, None)
                self._second.leave(epoch)
                self._audit.append(connection, AuditEvent.KEY_EPOCH_ERASED, at, str(epoch))

    @staticmethod
    def _in_use(connection: sqlite3.Connection, epoch: int) -> bool:
        """No index on the epoch: it would cost each acceptance a page. Ids and states find it as well."""
        found = connection.execute(
            "WITH span(first, beyond) AS (SELECT"
            "   (SELECT first_id FROM epoch WHERE epoch = ?1),"
            "   (SELECT first_id FROM epoch WHERE epoch > ?1 ORDER BY epoch LIMIT 1))"
            " SELECT 1 FROM span, outbox WHERE outbox.epoch IS NOT NULL AND state IN (0, 1, 3)"
            "   AND id >= first AND id < beyond AND outbox.epoch = ?1"
            " UNION ALL SELECT 1 FROM answer WHERE epoch = ?1"
            " UNION ALL SELECT 1 FROM attachment WHERE epoch = ?1 LIMIT 1",
            (epoch,),
        ).fetchone()
        return found is not None

    def _make(self, connection: sqlite3.Connection, day: str, at: datetime) -> tuple[int, bytes]:
        previous = connection.execute("SELECT max(epoch) FROM epoch").fetchone()[0]
        key = os.urandom(self.algorithm.key_bytes)
        made = connection.execute(
            "INSERT INTO epoch(day, algorithm, first_id, wrapped)"
            " VALUES(?, ?, (SELECT coalesce(max(id), 0) + 1 FROM outbox), x'')",
            (day, int(self.algorithm)),
        ).lastrowid
        if made is None:
            raise AssertionError("an inserted row has a number")
        wrapped = self._keys.wrap(key, self.algorithm, self._bound_to(made))
        recovery = self._recovery.wrap(key, self._bound_to(made)) if self._recovery is not None else b""
        connection.execute("UPDATE epoch SET wrapped=?, recovery=? WHERE epoch=?", (wrapped, recovery, made))
        self._second.add(_rows(connection, made))
        if not self._in_step:
            lacking = (kept for kept in _rows(connection) if self._second.lacks(kept.epoch))
            self._second.add(kept for kept in lacking if self._opens(kept))
        self._audit.append(connection, AuditEvent.KEY_EPOCH_MADE, at, str(made))
        if previous is not None:
            self.erase_unused(connection, at, {int(previous)})
        return made, key

    def _with_doubts(self, table: Iterable[KeptKey]) -> Iterator[KeptKey]:
        for own in table:
            yield own
            for recovery in self._doubtful.get(own.epoch, ()):
                yield replace(own, recovery=recovery)

    def _opens(self, kept: KeptKey) -> bool:
        return isinstance(self.unwrap(kept.epoch, kept.wrapped), Ok)

    def _bound_to(self, epoch: int) -> bytes:
        return bound_to(self._terminal_id, epoch)


def _rows(db: sqlite3.Connection, epoch: int | None = None) -> list[KeptKey]:
    """All, or one."""
    rows = db.execute(
        "SELECT epoch, day, algorithm, wrapped, recovery FROM epoch WHERE ?1 IS NULL OR epoch=?1 ORDER BY epoch",
        (epoch,),
    ).fetchall()
    return [kept_key(*row) for row in rows]


def _is_used(db: sqlite3.Connection, epoch: int) -> bool:
    """By a look at everything, which a key that the table does not know is worth."""
    found = db.execute(
        "SELECT 1 FROM outbox WHERE epoch=?1 UNION ALL SELECT 1 FROM answer WHERE epoch=?1"
        " UNION ALL SELECT 1 FROM attachment WHERE epoch=?1 LIMIT 1",
        (epoch,),
    )
    return found.fetchone() is not None


def bound_to(terminal_id: str, epoch: int) -> bytes:
    """What a wrapped data key is authenticated with."""
    return f"{terminal_id}/{epoch}".encode()
