"""The store as the sync sees it: what to send, and what the hub said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache import aside, attachments, outbox, results
from outcome import Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from concurrent.futures import Future
    from uuid import UUID

    from contract.case import CaseAnswer, CaseChange
    from contract.fleet import AuditHead
    from offline_cache.attachments import Upload
    from offline_cache.inside import Inside
    from offline_cache.records import NextUp, Settled
    from outcome import Action


class SyncSide:
    """Calls, futures and failures are as of `OfflineCache`."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    def next_to_send(self, *, force: bool = False, most: int = 1) -> Future[Outcome[NextUp]]:
        """Help before cases before ratings, the oldest that is due; with `force` of all that wait. Up to `most`
        cases together.
        """
        return self._inside.submit(
            "finding what to send",
            lambda db, at: outbox.next_to_send(self._inside.ledger, db, at, force=force, most=most),
            frees_space=True,
        )

    def postpone(self, key: UUID, delay_s: float) -> Future[Outcome[None]]:
        """The result is unknown or bad: count the attempt, try again after `delay_s` seconds."""
        return self._inside.submit(
            "postponing", lambda db, at: outbox.postpone(db, key, delay_s, at), frees_space=True
        )

    def mark_answered(self, key: UUID, answer: CaseAnswer | None) -> Future[Outcome[None]]:
        """Keep the hub's answer (None for a note) and erase what the hub now calls durable."""
        return self._inside.submit(
            "keeping an answer",
            lambda db, at: outbox.mark_answered(self._inside.ledger, db, key, answer, at),
            frees_space=True,
        )

    def settle(self, batch: tuple[Settled, ...]) -> Future[Outcome[None]]:
        """Keep all that the hub said to the cases of one batch, in one transaction."""
        return self._inside.submit(
            "keeping the answers of a batch",
            lambda db, at: outbox.settle(self._inside.ledger, db, batch, at),
            frees_space=True,
        )

    def next_upload(self, passed_over: frozenset[UUID] = frozenset()) -> Future[Outcome[Upload | None]]:
        """The oldest attachment whose case the hub has answered, and which it does not have whole yet."""
        return self._inside.writer.submit(
            "finding an attachment", lambda db: attachments.next_upload(db, passed_over)
        )

    def piece(self, of: Upload, offset: int) -> Future[Outcome[bytes]]:
        """What to send of an attachment from `offset` on. Failures: `unreadable`, `key_erased`, `attachment_lost`."""
        return self._inside.writer.submit(
            "reading an attachment",
            lambda db: attachments.piece(self._inside.ledger, db, of, offset),
        )

    def attachment_sent(self, identity: UUID) -> Future[Outcome[None]]:
        """The hub has all of it."""
        return self._inside.writer.submit(
            "noting an attachment as sent",
            lambda db: attachments.sent(db, identity),
            frees_space=True,
        )

    def attachment_aside(self, identity: UUID, code: str) -> Future[Outcome[None]]:
        """It does not read, for a reason of `attachments.OF_THE_FILE`: out of the way of the others, for an engineer."""
        return self._inside.submit(
            "setting an attachment aside",
            lambda db, at: attachments.set_aside(self._inside.ledger, db, identity, code, at),
            frees_space=True,
        )

    def mark_reported(self, key: UUID) -> Future[Outcome[None]]:
        """The answer was handed on: forget it."""
        return self._inside.submit(
            "forgetting an answer",
            lambda db, at: outbox.mark_reported(self._inside.ledger, db, key, at),
            frees_space=True,
        )

    def mark_refused(self, key: UUID, code: str, action: Action) -> Future[Outcome[None]]:
        """Set a record aside, with the hub's code and who must act."""
        return self._inside.submit(
            "setting aside",
            lambda db, at: aside.set_aside(self._inside.ledger, db, key, code, action, at=at),
            frees_space=True,
        )

    def unreported(self) -> Future[Outcome[tuple[CaseAnswer, ...]]]:
        """Answers that were kept, but not handed on before the power went."""
        return self._inside.writer.submit(
            "reading answers", lambda db: outbox.unreported(self._inside.ledger, db)
        )

    def hub_is_durable(self, sequence: int) -> Future[Outcome[None]]:
        """Every heartbeat's `durable_sequence` goes in here: payloads up to it are erased.

        Lower than before twice in a row means that the hub lost cases; those still here are sent again.
        """
        return self._inside.submit(
            "erasing",
            lambda db, at: outbox.hub_is_durable(self._inside.ledger, db, sequence, at),
            frees_space=True,
        )

    def changes_kept(self) -> Future[Outcome[int]]:
        """Number of the last change of a case that is kept here: what to ask the hub for begins after it."""
        return self._inside.writer.submit("reading a counter", lambda db: Ok(results.kept(db)))

    def keep_changes(self, changes: tuple[CaseChange, ...]) -> Future[Outcome[tuple[CaseChange, ...]]]:
        """Keep what became of cases after their answers; those that are new here, to be told on. A repeat changes
        nothing.
        """
        return self._inside.submit(
            "keeping changes of cases",
            lambda db, at: results.keep(self._inside.ledger, db, changes, at),
            frees_space=True,
        )

    def audit_head(self, named: int) -> Future[Outcome[AuditHead | None]]:
        """The end of the audit trail for the hub to keep, with the row `named` that it keeps now."""
        return self._inside.writer.submit(
            "reading the end of the audit trail", lambda db: Ok(self._inside.ledger.audit.head(db, named))
        )

    def tidy(self) -> Future[Outcome[None]]:
        """Empty the write-ahead log, so that no erased ciphertext stays in it; put the ballast back if there
        is room.
        """

        def work(db: sqlite3.Connection) -> Outcome[None]:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._inside.room.restore()
            return Ok(None)

        return self._inside.writer.submit("emptying the log", work, frees_space=True, in_transaction=False)
