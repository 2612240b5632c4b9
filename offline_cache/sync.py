"""Sends what waits in its own thread, and lets one bad record stand in nobody's way.

Calls for help go first, then cases, then ratings, then attachments piece by piece. A single case goes alone; a backlog
goes in batches.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from offline_cache.backoff import Backoff
from offline_cache.batches import BatchSize, sort_out
from offline_cache.hub_trouble import LINE_DOWN_CODES, NOT_THE_RECORD, garbage, refusal_code
from offline_cache.records import Kind, Pending
from offline_cache.uploads import Uploads
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from uuid import UUID

    from contract.attachment import AttachmentStatus
    from contract.batch import BatchAnswer
    from contract.case import CaseAnswer
    from contract.help import HelpStatus
    from offline_cache.records import Settled
    from offline_cache.store import OfflineCache

log = logging.getLogger(__name__)
T = TypeVar("T")


class Hub(Protocol):
    """What the sync needs of a `HubLink`."""

    def send_case(self, case: bytes) -> Outcome[CaseAnswer]: ...

    def send_cases(self, cases: tuple[bytes, ...]) -> Outcome[BatchAnswer]: ...

    def attachment_status(self, identity: UUID) -> Outcome[AttachmentStatus]: ...

    def send_piece(self, identity: UUID, offset: int, piece: bytes) -> Outcome[AttachmentStatus]: ...

    def send_rating(self, rating: bytes) -> Outcome[None]: ...

    def open_help(self, call: bytes) -> Outcome[HelpStatus]: ...

    def alive(self) -> Outcome[None]: ...


@dataclass(frozen=True)
class Pace:
    """Seconds."""

    backoff: Backoff = field(default_factory=Backoff)
    probe_every: float = 15.0
    """With nothing to send: how often the hub is asked whether it is there."""
    store_trouble: float = 5.0
    """After the store itself failed (a full disk): how long until the next try."""
    tidy_after: int = 50
    """Answers between two emptyings of the log while a backlog drains."""


class Sync:
    """`on_answer`, `on_line` and `on_aside` are called from the sync's thread and must be short.

    `on_answer` hears of every answer at least once, after it is on disk: again after a restart when the power
    went in between. `on_line` hears of changes only. `on_aside` hears key and code of a case that was set
    aside, once that is on disk and not again after a restart (`StaffSide.aside` lists them all). Waiting is
    by monotonic time: a corrected clock neither stalls it nor hurries it.
    """

    def __init__(
        self,
        cache: OfflineCache,
        hub: Hub,
        *,
        on_answer: Callable[[CaseAnswer], None],
        on_line: Callable[[bool], None],
        on_aside: Callable[[UUID, str], None] | None = None,
        pace: Pace = Pace(),
    ) -> None:
        self._cache = cache
        self._hub = hub
        self._on_answer = on_answer
        self._on_line = on_line
        self._on_aside = on_aside
        self._pace = pace
        self._nudged = threading.Event()
        self._force = threading.Event()
        self._stopping = threading.Event()
        self._line_failures = 0
        self._batch = BatchSize()
        self._uploads = Uploads(cache, hub, pace.backoff, self._see_line)
        self._untidy = 0
        self._online: bool | None = None
        self._contact_at = float("-inf")
        self._kept_reported = False
        self._thread = threading.Thread(target=self._run, name="offline-cache-sync", daemon=True)
        cache.when_put(self._nudged.set)

    @property
    def online(self) -> bool | None:
        """How the line was at the last exchange; None before the first."""
        return self._online

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Try at once, also what is postponed: staff ask for it, or the line was seen to come back."""
        self._force.set()
        self._nudged.set()

    def stop(self, wait_s: float = 5.0) -> None:
        """End after the exchange that is under way. One cut off here is sent again under its key after the
        start.
        """
        self._stopping.set()
        self._nudged.set()
        if self._thread.is_alive():
            self._thread.join(wait_s)

    def _run(self) -> None:
        while not self._stopping.is_set():
            # Cleared before looking, so that what is put while we look is seen in the next round.
            self._nudged.clear()
            try:
                wait = self._round()
            except Exception as bug:  # noqa: BLE001 -- a dead sync would silently stop every case of this machine
                log.critical("bug in the sync or in its listeners: %s", type(bug).__name__)
                wait = self._pace.store_trouble
            if wait > 0:
                self._nudged.wait(wait)

    def _round(self) -> float:
        """Send one record or one batch, or probe the line; returns seconds until the next round."""
        if not self._kept_reported:
            self._report_kept_answers()
        force = self._force.is_set()
        self._force.clear()
        match self._settled(self._cache.for_sync.next_to_send(force=force, most=self._batch.most)):
            case Failure():
                return self._pace.store_trouble
            case Ok(next_up):
                pass
        for key, code in next_up.aside:
            self._tell_aside(key, code)
        if next_up.record is None:
            uploaded = self._uploads.go_on()
            if uploaded is not None:
                return uploaded if next_up.due_in is None else min(uploaded, next_up.due_in)
            self._tidy()
            probe_in = self._probe_when_quiet()
            return probe_in if next_up.due_in is None else min(probe_in, next_up.due_in)
        together = (next_up.record, *next_up.more)
        wait = self._send_batch(together) if next_up.more else self._send(next_up.record)
        if force and wait == 0:
            self._force.set()  # the rest of a backlog that staff want sent now
        return wait

    def _probe_when_quiet(self) -> float:
        """Ask for the hub when nothing else told of it for a while; seconds until the next such question."""
        quiet = time.monotonic() - self._contact_at
        if quiet < self._pace.probe_every:
            return self._pace.probe_every - quiet
        self._see_line(self._hub.alive())
        return self._pace.probe_every

    def _send(self, record: Pending) -> float:
        match self._exchange(record):
            case Ok(answer):
                self._see_line(Ok(None))
                return self._keep(record, answer)
            case Failure(code="refused", action=action) as failure:
                self._see_line(Ok(None))
                log.error("%s set aside: %s", record.kind, failure.detail)
                code = refusal_code(failure)
                wait = self._stored(self._cache.for_sync.mark_refused(record.key, code, action))
                if wait == 0 and record.kind is Kind.CASE:
                    self._tell_aside(record.key, code)
                return wait
            case Failure() as failure:
                self._see_line(failure)
                wait = self._pace.backoff.delay(self._line_failures)
                self._line_failures += 1
                if failure.code not in NOT_THE_RECORD:
                    # It may be this record that the hub stumbles over: the next round takes another one.
                    self._stored(
                        self._cache.for_sync.postpone(
                            record.key, wait + self._pace.backoff.delay(record.attempts)
                        )
                    )
                return wait

    def _send_batch(self, records: tuple[Pending, ...]) -> float:
        answered = self._hub.send_cases(tuple(record.body for record in records))
        sorted_out = answered if isinstance(answered, Failure) else sort_out(records, answered.value)
        if isinstance(sorted_out, Failure):
            # Which of them it was is not known: fewer next time, down to one, which then may be set aside.
            self._batch.went_wrong()
            refused = sorted_out.code == "refused"
            self._see_line(Ok(None) if refused else sorted_out)
            if refused:
                return 0.0
            wait = self._pace.backoff.delay(self._line_failures)
            self._line_failures += 1
            return wait
        self._see_line(Ok(None))
        self._line_failures = 0
        settled, stumbled = sorted_out.value
        wait = self._stored(self._cache.for_sync.settle(settled))
        if wait > 0:
            return wait  # not on disk, so nobody hears of it: all are asked for again under their keys
        for record in stumbled:
            self._stored(self._cache.for_sync.postpone(record.key, self._pace.backoff.delay(record.attempts)))
        self._batch.went_well()
        self._report_batch(settled)
        self._untidy += len(settled)
        if self._untidy >= self._pace.tidy_after:
            self._tidy()
        return 0.0

    def _exchange(self, record: Pending) -> Outcome[CaseAnswer | None]:
        if record.kind is Kind.CASE:
            answered = self._hub.send_case(record.body)
            if isinstance(answered, Ok) and answered.value.key != record.key:
                return garbage("answer to a case", "it carries the key of another")
            return answered
        note = (
            self._hub.send_rating(record.body)
            if record.kind is Kind.RATING
            else self._hub.open_help(record.body)
        )
        return note if isinstance(note, Failure) else Ok(None)

    def _keep(self, record: Pending, answer: CaseAnswer | None) -> float:
        self._line_failures = 0
        self._batch.went_well()
        wait = self._stored(self._cache.for_sync.mark_answered(record.key, answer))
        if wait > 0:
            return wait  # not on disk, so nobody hears of it: it is asked for again under the same key
        if answer is not None:
            self._report(answer)
        self._untidy += 1
        if self._untidy >= self._pace.tidy_after:
            self._tidy()
        return 0.0

    def _report_kept_answers(self) -> None:
        kept = self._settled(self._cache.for_sync.unreported())
        if isinstance(kept, Ok):
            self._kept_reported = True
            for answer in kept.value:
                self._report(answer)

    def _report(self, answer: CaseAnswer) -> None:
        self._on_answer(answer)
        self._settled(self._cache.for_sync.mark_reported(answer.key))

    def _report_batch(self, settled: tuple[Settled, ...]) -> None:
        """A listener that fails over one answer hears of the others all the same; of that one after a restart."""
        told = []
        for one in settled:
            try:
                if one.answer is not None:
                    self._on_answer(one.answer)
                    told.append(self._cache.for_sync.mark_reported(one.key))
                else:
                    log.error("case set aside: refused in a batch: %s", one.refusal)
                    self._tell_aside(one.key, one.refusal)
            except Exception as bug:  # noqa: BLE001 -- the answers are on disk, whatever a listener makes of one
                log.critical("bug in a listener of the sync: %s", type(bug).__name__)
        for kept in told:
            self._settled(kept)

    def _tell_aside(self, key: UUID, code: str) -> None:
        if self._on_aside is not None:
            self._on_aside(key, code)

    def _see_line(self, seen: Outcome[None]) -> None:
        self._contact_at = time.monotonic()
        if isinstance(seen, Failure) and seen.code not in LINE_DOWN_CODES:
            return  # somebody answered, if badly: the line holds, and a stumbling hub must not make it flap
        online = isinstance(seen, Ok)
        if online is self._online:
            return
        self._online = online
        if isinstance(seen, Failure):
            log.warning("line down: %s %s", seen.code, seen.detail)
        else:
            log.info("line up")
        self._on_line(online)

    def _tidy(self) -> None:
        if self._untidy and isinstance(self._settled(self._cache.for_sync.tidy()), Ok):
            self._untidy = 0

    def _stored(self, future: Future[Outcome[None]]) -> float:
        """Zero when it is on disk, else the seconds to let the store be."""
        return self._pace.store_trouble if isinstance(self._settled(future), Failure) else 0.0

    def _settled(self, future: Future[Outcome[T]]) -> Outcome[T]:
        outcome = future.result()
        if isinstance(outcome, Failure) and outcome.code != "store_closed":
            log.error("store: %s %s", outcome.code, outcome.detail)
        return outcome
