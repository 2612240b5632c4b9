"""Once a minute: tell the hub how this terminal is, learn what is safe there and what time it is, look at the disk."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from contract.case import as_answer
from contract.civil_time import CIVIL
from contract.fleet import READS_CHANGES, DeviceReport, Heartbeat
from outcome import Failure, Ok
from visit.events import CaseAnswered, Event, RoomChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract.case import CaseChange
    from contract.fleet import AuditHead, HubPapers
    from offline_cache.hub_link import HubLink
    from offline_cache.store import OfflineCache

log = logging.getLogger("bangban.kiosk")

TOGETHER_S = 1.0
STOP_S = 5.0
STORE_WAIT_S = 5.0
CLOCK_TOLERANCE = timedelta(minutes=5)


class Heart:
    """Its own thread. `beat_soon` makes it beat at once, e.g. when a device changed."""

    def __init__(
        self,
        *,
        terminal_id: str,
        version: str,
        every_s: float,
        link: HubLink,
        cache: OfflineCache,
        page: Callable[[], str],
        devices: Callable[[], tuple[DeviceReport, ...]],
        post: Callable[[Event], None],
        note_status: Callable[[], None],
        heard: Callable[[], None] = lambda: None,
        slow_turns: Callable[[], tuple[int, int, str]] = lambda: (0, 0, ""),
    ) -> None:
        """`note_status` is called before each beat, `heard` after each that the hub answered, on the heartbeat's thread.
        `slow_turns` is `SlowTurns.worst`.
        """
        self._terminal_id = terminal_id
        self._version = version
        self._every_s = every_s
        self._link = link
        self._cache = cache
        self._page = page
        self._devices = devices
        self._post = post
        self._note_status = note_status
        self._heard = heard
        self._slow_turns = slow_turns
        self.heard_at: datetime | None = None
        """When the hub last answered, local time; None: not since the program began."""
        self._stopping = threading.Event()
        self._nudged = threading.Event()
        self._fit = ""
        self._clock_trusted = False
        self._audit_named = 0
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    @property
    def clock_trusted(self) -> bool:
        """Whether our clock agreed with the hub's at the last heartbeat."""
        return self._clock_trusted

    def start(self) -> None:
        self._thread.start()

    def beat_soon(self) -> None:
        self._nudged.set()

    def stop(self) -> None:
        """After the beat that is under way, if there is one."""
        self._stopping.set()
        self._nudged.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._look_at_disk()
                self._note_status()
                self._beat()
            except Exception as bug:  # noqa: BLE001 -- without it nobody would hear of this terminal any more
                log.critical("bug in the heartbeat: %s", type(bug).__name__)
            if self._nudged.wait(self._every_s):
                # Devices that fail together make one heartbeat.
                self._stopping.wait(TOGETHER_S)
            self._nudged.clear()

    def _look_at_disk(self) -> None:
        found = self._cache.fit()
        if isinstance(found, Failure) and found.code == "disk_full":
            # Its reserve is gone, and it takes it back only when tidied: with nothing to send nobody else would.
            self._cache.for_sync.tidy().result()
            found = self._cache.fit()
        code = found.code if isinstance(found, Failure) else ""
        if code != self._fit:
            self._fit = code
            who = found.action if isinstance(found, Failure) else "nobody"
            log.warning("store: fit for another case: %s; must act: %s", code or "yes", who)
            self._post(RoomChanged(not code, code))

    def _beat(self) -> None:
        kept = self._changes_kept()
        asked = self._cache.hub_time.ask()
        slow, slowest_ms, place = self._slow_turns()
        answer = self._link.heartbeat(
            Heartbeat(
                terminal_id=self._terminal_id,
                sent_at=datetime.now(UTC),
                version=self._version,
                page=self._page(),
                waiting_cases=self._cache.waiting(),
                aside_cases=self._cache.aside_count(),
                safe_mode=self._cache.safe_mode,
                takes_cases=not self._fit,
                papers=self._cache.papers.mark,
                audit=self._end_of_trail(),
                clock=self._cache.hub_time.token(),
                changes_after=kept or 0,
                reads_changes=READS_CHANGES,
                slow_turns=slow,
                slowest_turn_ms=slowest_ms,
                slowest_turn_place=place,
                devices=self._devices(),
            )
        )
        if isinstance(answer, Failure):
            return
        self._cache.hub_time.learn(answer.value.hub_time, asked)
        self.heard_at = datetime.now(CIVIL)
        self._audit_named = answer.value.audit_number
        if answer.value.papers is not None:
            self._keep_papers(answer.value.papers)
        self._clock_trusted = abs(answer.value.hub_time - datetime.now(UTC)) < CLOCK_TOLERANCE
        self._cache.for_sync.hub_is_durable(answer.value.durable_sequence)
        if kept is not None and answer.value.changes:
            self._keep_changes(answer.value.changes)
        self._heard()

    def _changes_kept(self) -> int | None:
        try:
            kept = self._cache.for_sync.changes_kept().result(STORE_WAIT_S)
        except TimeoutError:
            return None
        return kept.value if isinstance(kept, Ok) else None

    def _keep_changes(self, changes: tuple[CaseChange, ...]) -> None:
        """What is on disk is told to the visit that still is there, if it is; and more may be waiting at the hub."""
        try:
            fresh = self._cache.for_sync.keep_changes(changes).result(STORE_WAIT_S)
        except TimeoutError:
            return  # the hub tells it again with the next heartbeat
        if isinstance(fresh, Failure):
            log.error("changes of cases are not kept: %s; must act: %s", fresh.code, fresh.action)
            return
        for change in fresh.value:
            self._post(CaseAnswered(as_answer(change)))
        if fresh.value:
            self._nudged.set()

    def _end_of_trail(self) -> AuditHead | None:
        """A store that does not answer must not keep the heartbeat waiting: that would look like a dead line."""
        try:
            head = self._cache.for_sync.audit_head(self._audit_named).result(STORE_WAIT_S)
        except TimeoutError:
            return None
        return head.value if isinstance(head, Ok) else None

    def _keep_papers(self, papers: HubPapers) -> None:
        kept = self._cache.papers.renewed(papers)
        if isinstance(kept, Failure):
            log.error(
                "the hub's papers are not kept: %s; must act: %s; %s", kept.code, kept.action, kept.detail
            )
