"""The offline cache: what a resident was told is accepted is in here, encrypted, until the hub has it for
good.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import TYPE_CHECKING

from contract import receipt_proof
from offline_cache import attachments, intake, outbox
from offline_cache.attachment_files import AttachmentFiles
from offline_cache.audit import AuditEvent, AuditTrail
from offline_cache.door import Door
from offline_cache.envelope import Algorithm, available
from offline_cache.epoch_file import EpochFile
from offline_cache.epochs import Epochs
from offline_cache.folder_lock import FolderLock
from offline_cache.inside import Inside
from offline_cache.ledger import Ledger
from offline_cache.locker_side import LockerSide
from offline_cache.numbers import draw_tag
from offline_cache.papers import Papers
from offline_cache.prepared import prepare
from offline_cache.records import Accepted, CaseDraft, Kind
from offline_cache.room import BALLAST_BYTES, LOW_WATER_BYTES, Room
from offline_cache.staff_side import StaffSide
from offline_cache.sync_side import SyncSide
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
    from contract.case import CaseAnswer
    from offline_cache.clock import HubTime
    from offline_cache.keys import KeyHome
    from offline_cache.recovery import RecoveryLock

log = logging.getLogger(__name__)


class OfflineCache:
    """One folder, one owner. Every call returns at once; its future resolves in the writer's thread, or
    already has when nothing had to be asked of the store.

    A future's value is an `Outcome`. Failures of every call: `disk_full` (site keeper), `disk_error`,
    `store_damaged` (engineer), `store_closed`. After any failure the store goes on with the next call;
    nothing of the failed one is in it. Callbacks on a future must be short: they hold up the writer.

    Here is what the terminal asks for while somebody stands before it; `for_sync` and `for_staff` are the other sides.
    """

    def __init__(self, lock: FolderLock, inside: Inside) -> None:
        """Made by `open` alone."""
        self._lock = lock
        self._inside = inside
        self._tally = Tally()
        self._listeners: list[Callable[[], None]] = []
        self.for_sync = SyncSide(inside)
        self.for_staff = StaffSide(inside)
        self.for_locker = LockerSide(inside)

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
        ledger = Ledger(terminal_id, epochs, audit, papers, AttachmentFiles(folder), draw_tag=draw_tag)

        door = Door(folder, ledger, now)
        writer = Writer(
            door.connect,
            begun=ledger.begin,
            committed=lambda: cache._after_commit(),  # noqa: PLW0108 -- of this class, and made below
            rolled_back=ledger.roll_back,
            give_up_ballast=room.give_up,
            condemn=door.condemn,
        )
        cache = OfflineCache(lock, Inside(ledger, writer, door, room, now))
        started = writer.start()
        if isinstance(started, Failure):
            lock.release()
            return started
        room.restore()
        begun = cache.record(AuditEvent.STORE_OPENED).result()
        if isinstance(begun, Failure) and begun.code == "store_damaged":
            begun = cache.record(AuditEvent.STORE_OPENED).result()
        if isinstance(begun, Failure) and begun.code == "store_damaged":
            cache.for_staff.condemn().result()
            begun = cache.record(AuditEvent.STORE_OPENED).result()
        if isinstance(begun, Failure) and begun.code != "disk_full":
            writer.close()
            door.close()
            lock.release()
            return begun
        cache._after_commit()
        cache.for_staff.cover_keys()

        def remove_orphans(db: sqlite3.Connection, at: datetime) -> Outcome[None]:
            if door.wrecks():  # files of a damaged store wait for its salvage
                return Ok(None)
            return attachments.remove_orphans(ledger, db, at)

        cache._inside.submit("removing orphans", remove_orphans, frees_space=True).result()
        return Ok(cache)

    @property
    def keys(self) -> KeyHome:
        """For the status page: what holds the keys, and whether that is fit for production."""
        return self._inside.ledger.audit.keys

    @property
    def recoverable(self) -> bool:
        """Whether the operator can open what waits here when this terminal is gone."""
        return self._inside.ledger.epochs.recoverable

    @property
    def papers(self) -> Papers:
        """What the hub gave to prove receipts with."""
        return self._inside.ledger.papers

    @property
    def hub_time(self) -> HubTime:
        """Learns the hub's time from heartbeats, and dates every record by it."""
        return self._inside.ledger.hub_time

    def accept(self, draft: CaseDraft) -> Future[Outcome[Accepted]]:
        """Number, seal and store a confirmed case; resolves after COMMIT and its fsync returned.

        The same draft again (a second touch, a restart) gives the same numbers. Failures besides those of
        every call: `draft_invalid` (known at once), `key_reused`, `safe_mode`.
        """
        prepared = prepare(self._inside.ledger.terminal_id, draft)
        if isinstance(prepared, Failure):
            refused: Future[Outcome[Accepted]] = Future()
            refused.set_result(prepared)
            return refused
        ready = prepared.value

        def work(db: sqlite3.Connection) -> Outcome[Accepted]:
            if self._inside.door.safe_mode:
                return safe_mode()
            if not self._may_grow():
                return disk_full("accepting a case")
            return intake.accept(self._inside.ledger, db, ready, self._inside.now())

        return self._inside.writer.submit("accepting a case", work)

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
            if self._inside.door.safe_mode:
                return safe_mode()
            if not self._may_grow():
                return disk_full("keeping an attachment")
            return attachments.attach(self._inside.ledger, db, content, self._inside.now())

        return self._inside.writer.submit("keeping an attachment", work)

    def drop_attachment(self, identity: UUID) -> Future[Outcome[None]]:
        """The resident took it back, or left without a case."""
        return self._inside.submit(
            "dropping an attachment",
            lambda db, at: attachments.drop(self._inside.ledger, db, identity, at),
            frees_space=True,
        )

    def put_note(self, kind: Kind, key: UUID, payload: bytes) -> Future[Outcome[None]]:
        """Keep a rating or a call for help until the hub has it; `payload` are the bytes to send."""

        def work(db: sqlite3.Connection) -> Outcome[None]:
            if not self._may_grow():
                return disk_full("keeping a note")
            return intake.put_note(self._inside.ledger, db, kind, key, payload, at=self._inside.now())

        return self._inside.writer.submit("keeping a note", work)

    def room(self) -> Outcome[None]:
        """Whether there is space for a visit: `disk_low` or `disk_full` otherwise. Cheap, any thread."""
        return self._inside.room.check()

    @property
    def safe_mode(self) -> bool:
        """A damaged store was put aside: notes are kept, no case is accepted. Any thread."""
        return self._inside.door.safe_mode

    def fit(self) -> Outcome[None]:
        """Whether a visit may begin: `safe_mode` (engineer) or what `room` says otherwise. Cheap, any thread."""
        return safe_mode() if self._inside.door.safe_mode else self._inside.room.check()

    def waiting(self, kind: Kind = Kind.CASE) -> int:
        """How many records wait for the hub's answer. A kept counter; any thread."""
        return self._tally.waiting(kind)

    def last_sequence(self) -> int:
        """The newest sequence number given out; 0 when none was. Any thread."""
        return self._tally.last_sequence

    def aside_count(self) -> int:
        """How many records and attachments staff must look at. A kept counter; any thread."""
        return self._tally.aside

    def answer(self, key: UUID) -> Future[Outcome[CaseAnswer]]:
        """The hub's answer as long as it was not reported. Failure: `unknown_key`."""
        return self._inside.writer.submit(
            "reading an answer", lambda db: outbox.answer(self._inside.ledger, db, key)
        )

    def record(self, event: AuditEvent, reference: str = "") -> Future[Outcome[None]]:
        """Write an audit line of its own; `reference` is a token, never prose and never a person."""

        def work(db: sqlite3.Connection, at: datetime) -> Outcome[None]:
            self._inside.ledger.audit.append(db, event, at, reference)
            return Ok(None)

        return self._inside.submit("writing an audit line", work)

    def close(self) -> None:
        """Finish what is queued, sign the audit trail, close the file; later calls give `store_closed`."""

        def work(db: sqlite3.Connection, at: datetime) -> Outcome[None]:
            self._inside.ledger.audit.append(db, AuditEvent.STORE_CLOSED, at)
            self._inside.ledger.audit.anchor(db)
            return Ok(None)

        self._inside.submit("closing", work)
        self._inside.writer.close()
        self._inside.door.close()
        self._lock.release()

    def when_put(self, listener: Callable[[], None]) -> None:
        """Call `listener` (short, from the writer's thread) whenever more is waiting than before."""
        self._listeners.append(listener)

    def _may_grow(self) -> bool:
        """Without its ballast the store only drains: what a new record took now, the drain would miss."""
        if not self._inside.room.ballast_in_place:
            self._inside.room.restore()  # room may have been made since, and a resident waits
        return self._inside.room.ballast_in_place

    def _after_commit(self) -> None:
        """In the writer's thread, before the futures of the commit resolve."""
        self._inside.door.committed()
        self._inside.ledger.sweep()
        before, self._tally = self._tally, self._inside.ledger.tally
        if self._tally.all_waiting > before.all_waiting:
            for listener in self._listeners:
                try:
                    listener()
                except Exception as bug:  # noqa: BLE001 -- the commit stands, whatever a listener makes of it
                    log.critical("bug in a listener of the store: %s", type(bug).__name__)
