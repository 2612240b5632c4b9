"""Sends attachments piece by piece, going on where the hub says it stands."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Protocol

from offline_cache.attachments import OF_THE_FILE
from offline_cache.hub_trouble import NOT_THE_RECORD
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from contract.attachment import AttachmentStatus
    from offline_cache.attachments import Upload
    from offline_cache.backoff import Backoff
    from offline_cache.store import OfflineCache

log = logging.getLogger(__name__)


class Hub(Protocol):
    """What uploads need of a `HubLink`."""

    def attachment_status(self, identity: UUID) -> Outcome[AttachmentStatus]: ...

    def send_piece(self, identity: UUID, offset: int, piece: bytes) -> Outcome[AttachmentStatus]: ...


class Uploads:
    """In the sync's thread: one piece a round, so that a call for help waits for one piece at most."""

    def __init__(
        self, cache: OfflineCache, hub: Hub, backoff: Backoff, see_line: Callable[[Outcome[None]], None]
    ) -> None:
        self._cache = cache
        self._hub = hub
        self._backoff = backoff
        self._see_line = see_line
        self._under_way: Upload | None = None
        self._offset = 0
        self._failures = 0
        self._passed_over: set[UUID] = set()
        """Others are not to wait for these; tried again when all others are through."""
        self._not_before = float("-inf")

    def go_on(self) -> float | None:
        """Send one piece of the oldest attachment; seconds until the next, None when nothing is to be sent."""
        found = self._cache.for_sync.next_upload(frozenset(self._passed_over)).result()
        if isinstance(found, Failure) or (found.value is None and not self._passed_over):
            return None
        wait = self._not_before - time.monotonic()
        if wait > 0:
            return wait
        if found.value is None:
            self._passed_over.clear()  # once round: those over which something went wrong are tried again
            return 0.0
        done = self._piece(found.value)
        if isinstance(done, Ok):
            self._failures = 0
            return 0.0
        # Where the hub stands is asked for anew: the piece may have come, or the hub may have dropped them all.
        self._under_way = None
        if done.code not in NOT_THE_RECORD:
            self._passed_over.add(found.value.id)
        wait = self._backoff.delay(self._failures)
        self._failures += 1
        self._not_before = time.monotonic() + wait
        log.warning("attachment: %s; must act: %s; %s", done.code, done.action, done.detail)
        return wait

    def _piece(self, upload: Upload) -> Outcome[None]:
        if self._under_way != upload:
            known = self._told(self._hub.attachment_status(upload.id))
            if isinstance(known, Failure):
                return known
            self._under_way, self._offset = upload, known.value.received
            if known.value.complete:
                return self._cache.for_sync.attachment_sent(upload.id).result()
        piece = self._cache.for_sync.piece(upload, self._offset).result()
        if isinstance(piece, Failure):
            return self._give_up(upload, piece)
        taken = self._told(self._hub.send_piece(upload.id, self._offset, piece.value))
        if isinstance(taken, Failure):
            return taken
        self._offset = taken.value.received
        return self._cache.for_sync.attachment_sent(upload.id).result() if taken.value.complete else Ok(None)

    def _give_up(self, upload: Upload, why: Failure) -> Outcome[None]:
        """What the disk took is not tried for ever. Trouble of the store itself says nothing of the file."""
        if why.code not in OF_THE_FILE:
            return why
        log.error("attachment set aside: %s; must act: %s; %s", why.code, why.action, why.detail)
        self._under_way = None
        return self._cache.for_sync.attachment_aside(upload.id, why.code).result()

    def _told(self, status: Outcome[AttachmentStatus]) -> Outcome[AttachmentStatus]:
        refused = isinstance(status, Failure) and status.code == "refused"
        self._see_line(status if isinstance(status, Failure) and not refused else Ok(None))
        return status
