"""The store as staff see it: what lies aside, whether all of it is whole, and what is done about damage."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from offline_cache import aside, key_changes
from offline_cache.audit import Cursor, Finding
from offline_cache.salvage import Salvaged, salvage
from offline_cache.self_check import check_keys, check_slice, pages_are_whole
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime
    from uuid import UUID

    from offline_cache.inside import Inside
    from offline_cache.records import Aside

log = logging.getLogger(__name__)


class StaffSide:
    """Calls, futures and failures are as of `OfflineCache`."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    def aside(self) -> Future[Outcome[tuple[Aside, ...]]]:
        """Records that were refused or do not open, and attachments that do not read, with who must act."""
        return self._inside.writer.submit("listing what is aside", aside.list_aside)

    def put_back(self, key: UUID) -> Future[Outcome[None]]:
        """Staff mended the cause: send it again, under the same key."""
        return self._inside.submit(
            "putting a record back", lambda db, at: aside.put_back(self._inside.ledger, db, key, at)
        )

    def verify_audit(self) -> Outcome[Finding | None]:
        """Check the whole audit trail, in pieces between which cases are accepted. Blocks: not for the
        screens.
        """
        cursor = Cursor()
        while True:
            start = cursor

            def work(db: sqlite3.Connection, start: Cursor = start) -> Outcome[tuple[Cursor, Finding | None]]:
                return Ok(self._inside.ledger.audit.verify(db, start))

            piece = self._inside.writer.submit("checking the audit trail", work).result()
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

        return self._inside.writer.submit("checking the file", work, in_transaction=False)

    def check_rows(self, go_on: Callable[[], bool] = lambda: True) -> Outcome[None]:
        """Look through all records in slices of some ms; those that do not open go aside. `go_on` is called between
        two slices, may wait, and says whether to look on.

        Blocks: not for the screens. Failure: `store_damaged`, which puts the store aside.
        """
        keys = self._inside.writer.submit(
            "checking keys", lambda db: check_keys(self._inside.ledger, db), in_transaction=False
        ).result()
        if isinstance(keys, Failure):
            return keys
        self.cover_keys()
        last: int | None = 0
        while last is not None and go_on():
            start = last

            def work(db: sqlite3.Connection, at: datetime, start: int = start) -> Outcome[int | None]:
                return check_slice(self._inside.ledger, db, start, at)

            piece = self._inside.submit("checking records", work).result()
            if isinstance(piece, Failure):
                return piece
            last = piece.value
        return Ok(None)

    def cover_keys(self) -> None:
        """Wrap for the operator each data key that is not, or of whose wraps nobody knows which is right. What cannot be
        done now is done at the next check or opening. Blocks.
        """
        epochs = self._inside.ledger.epochs
        covered = self._inside.submit(
            "wrapping keys for the operator", lambda db, _: Ok(epochs.cover(db))
        ).result()
        if isinstance(covered, Failure):
            log.warning(
                "keys are not wrapped for the operator: %s; must act: %s", covered.code, covered.action
            )

    def condemn(self) -> Future[Outcome[None]]:
        """Put this store aside as damaged; the next call finds a fresh one in safe mode. Fails, as said, with
        `store_damaged`.
        """
        failure = Failure("store_damaged", Action.ENGINEER, "given up as damaged")
        return self._inside.writer.submit("giving the store up", lambda _: failure, in_transaction=False)

    def damaged_stores(self) -> tuple[str, ...]:
        """Folders of damaged stores that were not salvaged yet, oldest first. Any thread."""
        return tuple(one.name for one in self._inside.door.wrecks())

    def salvage(self, last_sequence: int | None = None) -> Outcome[Salvaged]:
        """Bring over what opens from every damaged store of this folder, and end safe mode. Blocks: not for the
        screens.

        `last_sequence`: the highest that the hub's staff know of, where nothing here tells it. Failures besides
        those of every call: `floor_unknown`.
        """
        done = self._inside.submit(
            "salvaging", lambda db, at: salvage(self._inside.ledger, self._inside.door, db, at, last_sequence)
        ).result()
        if isinstance(done, Ok):
            self._inside.door.safe_mode_ended(done.value.stores)
        return done

    def wrap_anew(self) -> Future[Outcome[int]]:
        """Wrap every data key with the secret that the key home uses now; how many. See `rotation.rotate`."""
        return self._inside.submit(
            "wrapping keys anew",
            lambda db, at: key_changes.wrap_anew(self._inside.ledger, db, at),
            frees_space=True,
        )

    def note_signing_key(self, before: bytes) -> Future[Outcome[None]]:
        """`before` signed the audit trail up to here, the key of now signs from here on. See `signing_rotation.renew`."""
        return self._inside.submit(
            "noting a signing key",
            lambda db, at: key_changes.note_signing_key(self._inside.ledger, db, before, at),
            frees_space=True,
        )
