"""What every write of the store shares: sealing, counting, audit, and a memory that can be rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache import long_backlog
from offline_cache.clock import HubTime
from offline_cache.envelope import Binding, seal, unseal
from offline_cache.numbers import draw_tag
from offline_cache.tally import Tally
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from offline_cache.attachment_files import AttachmentFiles
    from offline_cache.audit import AuditTrail
    from offline_cache.epochs import Epochs
    from offline_cache.papers import Papers
    from offline_cache.records import Kind

PAYLOAD_SCHEMA = 1
"""Authenticated with every payload; raised when the meaning of the bytes changes."""


class Ledger:
    """Used inside a transaction of the writer's thread, by the modules that say what an action writes."""

    def __init__(
        self,
        terminal_id: str,
        epochs: Epochs,
        audit: AuditTrail,
        papers: Papers,
        files: AttachmentFiles,
        *,
        draw_tag: Callable[[], str] = draw_tag,
    ) -> None:
        self.terminal_id = terminal_id
        self.papers = papers
        self._draw_tag = draw_tag
        self.tag = ""
        """Of the case numbers given out since the file was opened."""
        self.epochs = epochs
        self.audit = audit
        self.files = files
        self.hub_time = HubTime()
        self.tally = self._before = Tally()
        self._before_row = 0
        self.audit.at_anchor = self._note_tally
        self.doubted: int | None = None
        """The durable sequence of the last heartbeat, when it was lower than it should be."""

    def reload(self, db: sqlite3.Connection) -> None:
        """The file was opened, perhaps again after a failed write: only what it says counts."""
        self.tally = self._before = Tally.read(db)
        self.tag = self._draw_tag()
        self.audit.forget()
        self.epochs.forget()

    def begin(self) -> None:
        """A transaction begins here."""
        self._before = self.tally
        self._before_row = self.audit.written

    def roll_back(self) -> None:
        """It was rolled back: what was remembered since `begin` was never written."""
        self.tally = self._before
        self.files.roll_back()
        self.audit.forget()
        self.epochs.forget()

    def sweep(self) -> None:
        """After a commit: what is erased in it is erased beside the database too."""
        self.epochs.sweep()
        self.files.sweep()

    def seal(
        self, db: sqlite3.Connection, key: UUID, kind: str, body: bytes, at: datetime
    ) -> Outcome[tuple[int, bytes]]:
        """Epoch and envelope of `body`."""
        match self.epochs.current(db, at):
            case Failure() as failure:
                return failure
            case Ok((epoch, data_key)):
                algorithm, binding = self.epochs.algorithm, self._binding(key, kind)
                return Ok(
                    (epoch, seal(body, key=data_key, algorithm=algorithm, epoch=epoch, binding=binding))
                )

    def unseal(self, db: sqlite3.Connection, key: UUID, kind: str, sealed: bytes) -> Outcome[bytes]:
        """What `seal` took, or `unreadable`, `key_erased`, `wrong_key`."""
        return unseal(
            sealed, key_of=lambda epoch: self.epochs.key(db, epoch), binding=self._binding(key, kind)
        )

    def count_aside(self, kind: Kind, change: int) -> None:
        """Move `change` records of `kind` from waiting to aside."""
        tally = self.tally.with_waiting(kind, -change)
        self.tally = tally._replace(aside=tally.aside + change)

    @staticmethod
    def count(db: sqlite3.Connection, name: str, change: int) -> int:
        """Change a counter on disk; its new value."""
        counted = db.execute(
            "UPDATE counter SET value = value + ? WHERE name = ? RETURNING value", (change, name)
        )
        return int(counted.fetchall()[0][0])

    @staticmethod
    def read(db: sqlite3.Connection, name: str) -> int:
        """A counter on disk."""
        row = db.execute("SELECT value FROM counter WHERE name=?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def _note_tally(self, db: sqlite3.Connection) -> None:
        """Of before this transaction: within it, an event and what it changes come one after the other."""
        if self._before_row:
            long_backlog.note(db, self._before_row, self._before.by_kind())

    def _binding(self, key: UUID, kind: str) -> Binding:
        return Binding(self.terminal_id, key.bytes, kind, PAYLOAD_SCHEMA)
