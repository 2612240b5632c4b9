"""The offline cache: what a resident was told is accepted is in here, encrypted, until the hub has it for
good.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from contract import receipt_proof
from offline_cache import aside, intake, outbox, results, signing_rotation
from offline_cache.attachments import Attachments, Upload
from offline_cache.audit import AuditEvent, AuditTrail, Cursor, Finding
from offline_cache.door import Door
from offline_cache.envelope import Algorithm, available
from offline_cache.epoch_file import EpochFile
from offline_cache.epochs import Epochs
from offline_cache.folder_lock import FolderLock
from offline_cache.ledger import Ledger
from offline_cache.numbers import draw_tag
from offline_cache.papers import Papers
from offline_cache.prepared import prepare
from offline_cache.records import Accepted, Aside, CaseDraft, Kind, NextUp, Settled
from offline_cache.room import BALLAST_BYTES, LOW_WATER_BYTES, Room
from offline_cache.rotation import wrap_anew
from offline_cache.salvage import Salvaged, salvage
from offline_cache.self_check import check_keys, check_slice, pages_are_whole
from offline_cache.tally import Tally
from offline_cache.trouble import disk_full, safe_mode
from offline_cache.writer import Writer
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from contract.attachment import AttachmentNote
    from contract.case import CaseAnswer, CaseChange
    from contract.fleet import AuditHead
    from offline_cache.clock import HubTime
    from offline_cache.keys import KeyHome
    from offline_cache.recovery import RecoveryLock

log = logging.getLogger(__name__)
T = TypeVar("T")


class OfflineCache:
    """One folder, one owner. Every call returns at once; its future resolves in the writer's thread, or
    already has when nothing had to be asked of the store.

    A future's value is an `Outcome`. Failures of every call: `disk_full` (site keeper), `disk_error`,
    `store_damaged` (engineer), `store_closed`. After any failure the store goes on with the next call;
    nothing of the failed one is in it. Callbacks on a future must be short: they hold up the writer.
    """

    def __init__(
        self,
        *,
        lock: FolderLock,
        writer: Writer,
        ledger: Ledger,
        audit: AuditTrail,
        room: Room,
        door: Door,
        now: Callable[[], datetime],
    ) -> None:
        """Made by `open` alone."""
        self._lock = lock
        self._writer = writer
        self._ledger = ledger
        self._audit = audit
        self._room = room
        self._door = door
        self._now = now
        self._tally = Tally()
        self._listeners: list[Callable[[], None]] = []

    @staticmethod
    def open(
        folder: Path,
        terminal_id: str,
        keys: KeyHome,
        *,
        now: Callable[[], datetime],
        algorithm: Algorithm = Algorithm.SM4_GCM,
        low_water: int = LOW_WATER_BYTES,
        ballast: int = BALLAST_BYTES,
        draw_tag: Callable[[], str] = draw_tag,
        papers: Papers | None = None,
        recovery: RecoveryLock | None = None,
    ) -> Outcome[OfflineCache]:
        """Open or make the store in `folder`; blocks for some 10 ms. `now` gives aware times, `draw_tag` the tag
        of the case numbers of this opening. `papers` are the hub's; where nothing is said they lie in `folder`.
        `recovery` is the operator's key, to which each data key is wrapped as well.

        Failures, all for the engineer: `store_in_use` (another process has it), `wrong_key`,
        `wrong_terminal`, `store_newer`, `store_foreign`, `store_damaged`, `store_unsafe`,
        `algorithm_missing`, `disk_error`; and `disk_full` for the site keeper when not even the tables can be
        made.
        """
        if not available(algorithm):
            return Failure("algorithm_missing", Action.ENGINEER, f"this OpenSSL has no {algorithm.name}")
        lock = FolderLock(folder)
        locked = lock.acquire()
        if isinstance(locked, Failure):
            return locked
        audit = AuditTrail(keys)
        epochs = Epochs(keys, audit, terminal_id, algorithm, second=EpochFile(folder), recovery=recovery)
        room = Room(folder, low_water, ballast)

        papers = papers or Papers(folder, terminal_id, keys.public_key)
        ledger = Ledger(terminal_id, epochs, audit, papers, Attachments(folder), draw_tag=draw_tag)

        door = Door(folder, ledger, now)
        writer = Writer(
            door.connect,
            begun=ledger.begin,
            committed=lambda: cache._after_commit(),  # noqa: PLW0108 -- of this class, and made below
            rolled_back=ledger.roll_back,
            give_up_ballast=room.give_up,
            condemn=door.condemn,
        )
        cache = OfflineCache(
            lock=lock,
            writer=writer,
            ledger=ledger,
            audit=audit,
            room=room,
            door=door,
            now=now,
        )
        started = writer.start()
        if isinstance(started, Failure):
            lock.release()
            return started
        room.restore()
        begun = cache.record(AuditEvent.STORE_OPENED).result()
        if isinstance(begun, Failure) and begun.code == "store_damaged":
            begun = cache.record(AuditEvent.STORE_OPENED).result()
        if isinstance(begun, Failure) and begun.code == "store_damaged":
            cache.condemn().result()
            begun = cache.record(AuditEvent.STORE_OPENED).result()
        if isinstance(begun, Failure) and begun.code != "disk_full":
            writer.close()
            door.close()
            lock.release()
            return begun
        cache._after_commit()
        covered = cache._submit("wrapping keys for the operator", lambda db, _: Ok(epochs.cover(db))).result()
        if isinstance(covered, Failure):
            log.warning(
                "keys are not wrapped for the operator: %s; must act: %s", covered.code, covered.action
            )

        def remove_orphans(db: sqlite3.Connection, at: datetime) -> Outcome[None]:
            if door.wrecks():  # files of a damaged store wait for its salvage
                return Ok(None)
            return ledger.attachments.remove_orphans(ledger, db, at)

        cache._submit("removing orphans", remove_orphans, frees_space=True).result()
        return Ok(cache)

    @property
    def keys(self) -> KeyHome:
        """For the status page: what holds the keys, and whether that is fit for production."""
        return self._audit.keys

    @property
    def recoverable(self) -> bool:
        """Whether the operator can open what waits here when this terminal is gone."""
        return self._ledger.epochs.recoverable

    @property
    def papers(self) -> Papers:
        """What the hub gave to prove receipts with."""
        return self._ledger.papers

    @property
    def hub_time(self) -> HubTime:
        """Learns the hub's time from heartbeats, and dates every record by it."""
        return self._ledger.hub_time

    # the terminal's side

    def accept(self, draft: CaseDraft) -> Future[Outcome[Accepted]]:
        """Number, seal and store a confirmed case; resolves after COMMIT and its fsync returned.

        The same draft again (a second touch, a restart) gives the same numbers. Failures besides those of
        every call: `draft_invalid` (known at once), `key_reused`, `safe_mode`.
        """
        prepared = prepare(self._ledger.terminal_id, draft)
        if isinstance(prepared, Failure):
            refused: Future[Outcome[Accepted]] = Future()
            refused.set_result(prepared)
            return refused
        ready = prepared.value

        def work(db: sqlite3.Connection) -> Outcome[Accepted]:
            if self._door.safe_mode:
                return safe_mode()
            if not self._may_grow():
                return disk_full("accepting a case")
            return intake.accept(self._ledger, db, ready, self._now())

        return self._writer.submit("accepting a case", work)

    def prove(self, accepted: Accepted) -> str:
        """What the code on the receipt says (`contract/receipt_proof.py`), signed now; empty where nothing can be signed.
        Any thread: to sign does not hold up those who accept.
        """
        if accepted.statement is None:
            return ""
        proof = receipt_proof.prove(accepted.statement, self.papers.certificate, self.keys.sign)
        return proof.text(self.papers.verify_url)

    def attach(self, content: bytes) -> Future[Outcome[AttachmentNote]]:
        """Keep a scan or a photograph, sealed and fsynced, for the case that will be accepted; what comes back goes into
        its draft. One that no case takes over is gone after the next start.

        Failures besides those of every call: `attachment_too_large`, `safe_mode`.
        """

        def work(db: sqlite3.Connection) -> Outcome[AttachmentNote]:
            if self._door.safe_mode:
                return safe_mode()
            if not self._may_grow():
                return disk_full("keeping an attachment")
            return self._ledger.attachments.attach(self._ledger, db, content, self._now())

        return self._writer.submit("keeping an attachment", work)

    def drop_attachment(self, identity: UUID) -> Future[Outcome[None]]:
        """The resident took it back, or left without a case."""
        return self._submit(
            "dropping an attachment",
            lambda db, at: self._ledger.attachments.drop(self._ledger, db, identity, at),
            frees_space=True,
        )

    def put_note(self, kind: Kind, key: UUID, payload: bytes) -> Future[Outcome[None]]:
        """Keep a rating or a call for help until the hub has it; `payload` are the bytes to send."""

        def work(db: sqlite3.Connection) -> Outcome[None]:
            if not self._may_grow():
                return disk_full("keeping a note")
            return intake.put_note(self._ledger, db, kind, key, payload, at=self._now())

        return self._writer.submit("keeping a note", work)

    def next_slip_number(self) -> Future[Outcome[str]]:
        """A short number for a call for help."""
        return self._writer.submit("numbering a slip", lambda db: intake.next_slip(self._ledger, db))

    def room(self) -> Outcome[None]:
        """Whether there is space for a visit: `disk_low` or `disk_full` otherwise. Cheap, any thread."""
        return self._room.check()

    @property
    def safe_mode(self) -> bool:
        """A damaged store was put aside: notes are kept, no case is accepted. Any thread."""
        return self._door.safe_mode

    def fit(self) -> Outcome[None]:
        """Whether a visit may begin: `safe_mode` (engineer) or what `room` says otherwise. Cheap, any thread."""
        return safe_mode() if self._door.safe_mode else self._room.check()

    def waiting(self, kind: Kind = Kind.CASE) -> int:
        """How many records wait for the hub's answer. A kept counter; any thread."""
        return self._tally.waiting(kind)

    def last_sequence(self) -> int:
        """The newest sequence number given out; 0 when none was. Any thread."""
        return self._tally.last_sequence

    def aside_count(self) -> int:
        """How many records and attachments staff must look at. A kept counter; any thread."""
        return self._tally.aside

    def aside(self) -> Future[Outcome[tuple[Aside, ...]]]:
        """Records that were refused or do not open, and attachments that do not read, with who must act."""
        return self._writer.submit("listing what is aside", aside.list_aside)

    def put_back(self, key: UUID) -> Future[Outcome[None]]:
        """Staff mended the cause: send it again, under the same key."""
        return self._submit("putting a record back", lambda db, at: aside.put_back(self._ledger, db, key, at))

    def answer(self, key: UUID) -> Future[Outcome[CaseAnswer]]:
        """The hub's answer as long as it was not reported. Failure: `unknown_key`."""
        return self._writer.submit("reading an answer", lambda db: outbox.answer(self._ledger, db, key))

    def record(self, event: AuditEvent, reference: str = "") -> Future[Outcome[None]]:
        """Write an audit line of its own; `reference` is a token, never prose and never a person."""

        def work(db: sqlite3.Connection, at: datetime) -> Outcome[None]:
            self._audit.append(db, event, at, reference)
            return Ok(None)

        return self._submit("writing an audit line", work)

    def audit_head(self, named: int) -> Future[Outcome[AuditHead | None]]:
        """The end of the audit trail for the hub to keep, with the row `named` that it keeps now."""
        return self._writer.submit(
            "reading the end of the audit trail", lambda db: Ok(self._audit.head(db, named))
        )

    def verify_audit(self) -> Outcome[Finding | None]:
        """Check the whole audit trail, in pieces between which cases are accepted. Blocks: not for the
        screens.
        """
        cursor = Cursor()
        while True:
            start = cursor

            def work(db: sqlite3.Connection, start: Cursor = start) -> Outcome[tuple[Cursor, Finding | None]]:
                return Ok(self._audit.verify(db, start))

            piece = self._writer.submit("checking the audit trail", work).result()
            if isinstance(piece, Failure):
                return piece
            cursor, finding = piece.value
            if finding is not None or cursor == start:
                return Ok(finding)

    def check_file(self) -> Future[Outcome[None]]:
        """SQLite's own check of every page and index; holds up the writer. Failure: `store_damaged`, which puts the
        store aside.
        """

        def work(db: sqlite3.Connection) -> Outcome[None]:
            return pages_are_whole(db)

        return self._writer.submit("checking the file", work, in_transaction=False)

    def check_rows(self, go_on: Callable[[], bool] = lambda: True) -> Outcome[None]:
        """Look through all records in slices of some ms; those that do not open go aside. `go_on` is called between
        two slices, may wait, and says whether to look on.

        Blocks: not for the screens. Failure: `store_damaged`, which puts the store aside.
        """
        keys = self._writer.submit(
            "checking keys", lambda db: check_keys(self._ledger, db), in_transaction=False
        ).result()
        if isinstance(keys, Failure):
            return keys
        last: int | None = 0
        while last is not None and go_on():
            start = last

            def work(db: sqlite3.Connection, at: datetime, start: int = start) -> Outcome[int | None]:
                return check_slice(self._ledger, db, start, at)

            piece = self._submit("checking records", work).result()
            if isinstance(piece, Failure):
                return piece
            last = piece.value
        return Ok(None)

    def condemn(self) -> Future[Outcome[None]]:
        """Put this store aside as damaged; the next call finds a fresh one in safe mode. Fails, as said, with
        `store_damaged`.
        """
        failure = Failure("store_damaged", Action.ENGINEER, "given up as damaged")
        return self._writer.submit("giving the store up", lambda _: failure, in_transaction=False)

    def damaged_stores(self) -> tuple[str, ...]:
        """Folders of damaged stores that were not salvaged yet, oldest first. Any thread."""
        return tuple(one.name for one in self._door.wrecks())

    def salvage(self, last_sequence: int | None = None) -> Outcome[Salvaged]:
        """Bring over what opens from every damaged store of this folder, and end safe mode. Blocks: not for the
        screens.

        `last_sequence`: the highest that the hub's staff know of, where nothing here tells it. Failures besides
        those of every call: `floor_unknown`.
        """
        done = self._submit(
            "salvaging", lambda db, at: salvage(self._ledger, self._door, db, at, last_sequence)
        ).result()
        if isinstance(done, Ok):
            self._door.safe_mode_ended(done.value.stores)
        return done

    def wrap_anew(self) -> Future[Outcome[int]]:
        """Wrap every data key with the secret that the key home uses now; how many. See `rotation.rotate`."""
        return self._submit(
            "wrapping keys anew", lambda db, at: wrap_anew(self._ledger, db, at), frees_space=True
        )

    def note_signing_key(self, before: bytes) -> Future[Outcome[None]]:
        """`before` signed the audit trail up to here, the key of now signs from here on. See `signing_rotation.renew`."""
        return self._submit(
            "noting a signing key",
            lambda db, at: signing_rotation.note(self._ledger, db, before, at),
            frees_space=True,
        )

    def close(self) -> None:
        """Finish what is queued, sign the audit trail, close the file; later calls give `store_closed`."""

        def work(db: sqlite3.Connection, at: datetime) -> Outcome[None]:
            self._audit.append(db, AuditEvent.STORE_CLOSED, at)
            self._audit.anchor(db)
            return Ok(None)

        self._submit("closing", work)
        self._writer.close()
        self._door.close()
        self._lock.release()

    # the sync's side

    def when_put(self, listener: Callable[[], None]) -> None:
        """Call `listener` (short, from the writer's thread) whenever more is waiting than before."""
        self._listeners.append(listener)

    def next_to_send(self, *, force: bool = False, most: int = 1) -> Future[Outcome[NextUp]]:
        """Help before cases before ratings, the oldest that is due; with `force` of all that wait. Up to `most`
        cases together.
        """
        return self._submit(
            "finding what to send",
            lambda db, at: outbox.next_to_send(self._ledger, db, at, force=force, most=most),
            frees_space=True,
        )

    def postpone(self, key: UUID, delay_s: float) -> Future[Outcome[None]]:
        """The result is unknown or bad: count the attempt, try again after `delay_s` seconds."""
        return self._submit(
            "postponing", lambda db, at: outbox.postpone(db, key, delay_s, at), frees_space=True
        )

    def mark_answered(self, key: UUID, answer: CaseAnswer | None) -> Future[Outcome[None]]:
        """Keep the hub's answer (None for a note) and erase what the hub now calls durable."""
        return self._submit(
            "keeping an answer",
            lambda db, at: outbox.mark_answered(self._ledger, db, key, answer, at),
            frees_space=True,
        )

    def settle(self, batch: tuple[Settled, ...]) -> Future[Outcome[None]]:
        """Keep all that the hub said to the cases of one batch, in one transaction."""
        return self._submit(
            "keeping the answers of a batch",
            lambda db, at: outbox.settle(self._ledger, db, batch, at),
            frees_space=True,
        )

    def next_upload(self, passed_over: frozenset[UUID] = frozenset()) -> Future[Outcome[Upload | None]]:
        """The oldest attachment whose case the hub has answered, and which it does not have whole yet."""
        return self._writer.submit(
            "finding an attachment", lambda db: self._ledger.attachments.next_upload(db, passed_over)
        )

    def piece(self, of: Upload, offset: int) -> Future[Outcome[bytes]]:
        """What to send of an attachment from `offset` on. Failures: `unreadable`, `key_erased`, `attachment_lost`."""
        return self._writer.submit(
            "reading an attachment",
            lambda db: self._ledger.attachments.piece(self._ledger, db, of, offset),
        )

    def attachment_sent(self, identity: UUID) -> Future[Outcome[None]]:
        """The hub has all of it."""
        return self._writer.submit(
            "noting an attachment as sent",
            lambda db: self._ledger.attachments.sent(db, identity),
            frees_space=True,
        )

    def attachment_aside(self, identity: UUID, code: str) -> Future[Outcome[None]]:
        """It does not read, for a reason of `attachments.OF_THE_FILE`: out of the way of the others, for an engineer."""
        return self._submit(
            "setting an attachment aside",
            lambda db, at: self._ledger.attachments.set_aside(self._ledger, db, identity, code, at),
            frees_space=True,
        )

    def mark_reported(self, key: UUID) -> Future[Outcome[None]]:
        """The answer was handed on: forget it."""
        return self._submit(
            "forgetting an answer",
            lambda db, at: outbox.mark_reported(self._ledger, db, key, at),
            frees_space=True,
        )

    def mark_refused(self, key: UUID, code: str, action: Action) -> Future[Outcome[None]]:
        """Set a record aside, with the hub's code and who must act."""
        return self._submit(
            "setting aside",
            lambda db, at: aside.set_aside(self._ledger, db, key, code, action, at=at),
            frees_space=True,
        )

    def unreported(self) -> Future[Outcome[tuple[CaseAnswer, ...]]]:
        """Answers that were kept, but not handed on before the power went."""
        return self._writer.submit("reading answers", lambda db: outbox.unreported(self._ledger, db))

    def hub_is_durable(self, sequence: int) -> Future[Outcome[None]]:
        """Every heartbeat's `durable_sequence` goes in here: payloads up to it are erased.

        Lower than before twice in a row means that the hub lost cases; those still here are sent again.
        """
        return self._submit(
            "erasing",
            lambda db, at: outbox.hub_is_durable(self._ledger, db, sequence, at),
            frees_space=True,
        )

    def changes_kept(self) -> Future[Outcome[int]]:
        """Number of the last change of a case that is kept here: what to ask the hub for begins after it."""
        return self._writer.submit("reading a counter", lambda db: Ok(results.kept(db)))

    def keep_changes(self, changes: tuple[CaseChange, ...]) -> Future[Outcome[tuple[CaseChange, ...]]]:
        """Keep what became of cases after their answers; those that are new here, to be told on. A repeat changes
        nothing.
        """
        return self._submit(
            "keeping changes of cases",
            lambda db, at: results.keep(self._ledger, db, changes, at),
            frees_space=True,
        )

    def tidy(self) -> Future[Outcome[None]]:
        """Empty the write-ahead log, so that no erased ciphertext stays in it; put the ballast back if there
        is room.
        """

        def work(db: sqlite3.Connection) -> Outcome[None]:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._room.restore()
            return Ok(None)

        return self._writer.submit("emptying the log", work, frees_space=True, in_transaction=False)

    def _may_grow(self) -> bool:
        """Without its ballast the store only drains: what a new record took now, the drain would miss."""
        if not self._room.ballast_in_place:
            self._room.restore()  # room may have been made since, and a resident waits
        return self._room.ballast_in_place

    def _after_commit(self) -> None:
        """In the writer's thread, before the futures of the commit resolve."""
        self._door.committed()
        self._ledger.sweep()
        before, self._tally = self._tally, self._ledger.tally
        if self._tally.all_waiting > before.all_waiting:
            for listener in self._listeners:
                try:
                    listener()
                except Exception as bug:  # noqa: BLE001 -- the commit stands, whatever a listener makes of it
                    log.critical("bug in a listener of the store: %s", type(bug).__name__)

    def _submit(
        self,
        doing: str,
        work: Callable[[sqlite3.Connection, datetime], Outcome[T]],
        *,
        frees_space: bool = False,
    ) -> Future[Outcome[T]]:
        return self._writer.submit(doing, lambda db: work(db, self._now()), frees_space=frees_space)
