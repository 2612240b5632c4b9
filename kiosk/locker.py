"""取件柜: a code is tried at the store, a lock driven, a door watched until it is shut. All of it goes on with no line.

What is on disk comes first: before a lock is driven it is there that this is about to happen, and a page hears of an open
door only when it is there that the code is spent.
"""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from contract import pickup_code
from contract.delivery import BoxEvent
from drivers.locker import BoxState
from offline_cache.boxes import Allowed, Purpose, Refused
from outcome import Action, Failure, Ok, Outcome
from visit.events import BoxOpened, BoxRefused, BoxSettled, BoxShut

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from uuid import UUID

    from kiosk.devices import Devices
    from offline_cache.locker_side import LockerSide
    from visit.effects import BoxEmpty, CancelBox, OpenBox, SettleBox
    from visit.events import Event

log = logging.getLogger("bangban.kiosk")
T = TypeVar("T")

OPEN_S = 12.0
"""The longest that a lock is driven: three times, with its rests."""
DEADLINE_S = 15.0
ASK_S = 5.0
NOT_DRIVEN = frozenset({"not_supported", "no_such_box"})
"""Failures after which it is sure that no lock was driven. The board answered a moment before: whatever else goes wrong may
have gone wrong after the drive.
"""
MOST_JOBS = 50
"""That are remembered: the oldest are over for long."""
BOXES_TRIED = 3
"""Empty boxes that are tried for one thing, when their doors stick."""


@dataclass(frozen=True)
class Pace:
    """Seconds."""

    look: float = 0.5
    """Between two looks at an open door."""
    look_late: float = 5.0
    """The same, once it has stood open for long."""
    left_open: float = 120.0
    """After this long the hub is told that a door stands open."""


@dataclass
class _Job:
    order: UUID
    cancel: threading.Event = field(default_factory=threading.Event)
    allowed: Allowed | None = None
    box: int = 0


class LockerDesk:
    """Orders are given on the UI thread and return at once; news goes to `post` from the desk's threads."""

    def __init__(
        self,
        devices: Devices,
        store: LockerSide,
        post: Callable[[Event], None],
        noted: Callable[[], None],
        pace: Pace | None = None,
    ) -> None:
        """`noted` is called when there is something that the hub should hear."""
        self._devices = devices
        self._store = store
        self._post = post
        self._noted = noted
        self._pace = pace or Pace()
        self._hand = ThreadPoolExecutor(1, "locker")
        """One lock at a time, and each code to its end before the next is looked at."""
        self._jobs: dict[UUID, _Job] = {}
        self._stopping = threading.Event()
        self._watchers: list[threading.Thread] = []

    def start(self) -> None:
        """What was about to open when the power went is in doubt now; before anybody can type a code."""
        recovered = self._store.recover().result()
        if isinstance(recovered, Failure):
            log.error("the locker's doubts are not noted: %s; must act: %s", recovered.code, recovered.action)
        self._noted()

    def stop(self) -> None:
        """A door that stands open is looked at again after the next start, by whoever stands there."""
        self._stopping.set()
        for job in tuple(self._jobs.values()):
            job.cancel.set()
        self._hand.shutdown(wait=True, cancel_futures=True)
        for watcher in self._watchers:
            watcher.join(ASK_S)

    # --- orders ----------------------------------------------------------------------------------

    def open_box(self, order: OpenBox) -> None:
        """Once more for a job that is under way changes nothing."""
        if order.job in self._jobs:
            return
        job = self._jobs[order.job] = _Job(order.job)
        for old in tuple(self._jobs)[:-MOST_JOBS]:
            del self._jobs[old]
        self._hand.submit(self._guarded, job, order.code)

    def cancel(self, order: CancelBox) -> None:
        job = self._jobs.get(order.job)
        if job is not None:
            job.cancel.set()

    def settle(self, order: SettleBox) -> None:
        self._hand.submit(self._settle, order)

    def say_empty(self, order: BoxEmpty) -> None:
        self._hand.submit(self._say_empty, order)

    # --- a code ----------------------------------------------------------------------------------

    def _guarded(self, job: _Job, code: str) -> None:
        try:
            self._open(job, code)
        except Exception as bug:  # noqa: BLE001 -- whoever stands there is told that nothing opened
            log.critical("bug at the locker: %s; must act: engineer", type(bug).__name__)
            self._refuse(job, "timeout", Action.ENGINEER)

    def _open(self, job: _Job, code: str) -> None:
        salt = self._asked(self._store.salt())
        if salt == b"":
            self._refuse(job, "no_duties", Action.NOBODY)
            return
        tried = None if salt is None else self._asked(self._store.try_code(pickup_code.verifier(code, salt)))
        if tried is None:
            self._refuse(job, "store", Action.ENGINEER)
        elif isinstance(tried, Refused):
            if tried.wait_s:
                self._noted()
            self._refuse(job, tried.code, Action.RESIDENT, wait_s=tried.wait_s)
        else:
            job.allowed = tried
            if tried.purpose is Purpose.PUT_IN:
                self._open_an_empty_one(job, tried)
            else:
                self._open_the_one(job, tried)

    def _open_the_one(self, job: _Job, allowed: Allowed) -> None:
        job.box = allowed.box
        states = self._states()
        if job.cancel.is_set():
            self._store.not_opened(allowed.delivery, driven=False).result()
            self._refuse(job, "cancelled", Action.NOBODY)
            return
        if isinstance(states, Failure):
            self._store.not_opened(allowed.delivery, driven=False).result()
            self._refuse(job, "locker_down", states.action)
            return
        opened = self._drive(job)
        if isinstance(opened, Ok):
            kept = self._store.opened(allowed.delivery, allowed.purpose).result()
            if isinstance(kept, Failure):
                # It stays "about to open" on disk: the code opens nothing any more, and staff hear of it after the start.
                log.error("an open box is not noted: %s; must act: %s", kept.code, kept.action)
            self._is_open(job, allowed)
        elif opened.code == "box_not_opened" or opened.code in NOT_DRIVEN:
            driven = opened.code == "box_not_opened"
            self._store.not_opened(allowed.delivery, driven=driven).result()
            self._noted()
            self._refuse(job, "box_not_opened" if driven else "locker_down", opened.action)
        else:
            self._store.unsure(allowed.delivery).result()
            self._noted()
            self._refuse(job, "box_in_doubt", opened.action)

    def _open_an_empty_one(self, job: _Job, allowed: Allowed) -> None:
        """For staff. A door that sticks is passed over; what was put in before a power cut lies in the same box again."""
        shut_out: set[int] = set()
        failed: Failure | None = None
        for _ in range(BOXES_TRIED):
            states, taken = self._states(), self._asked(self._store.taken())
            if isinstance(states, Failure) or taken is None:
                self._refuse(job, "locker_down" if isinstance(states, Failure) else "store", Action.ENGINEER)
                return
            shut = [box for box, state in enumerate(states.value, 1) if state is BoxState.CLOSED]
            free = [box for box in shut if box not in taken | shut_out]
            job.box = allowed.box if allowed.box and not shut_out else next(iter(free), 0)
            if not job.box:
                break
            if self._asked_ok(self._store.choose(allowed.delivery, job.box)) is not None:
                self._refuse(job, "store", Action.ENGINEER)
                return
            opened = self._drive(job)
            if isinstance(opened, Ok):
                self._is_open(job, allowed)
                return
            failed = opened
            shut_out.add(job.box)
            if opened.code != "box_not_opened":
                break
            self._store.not_put_in(allowed.delivery).result()
        if failed is None:
            self._refuse(job, "locker_full", Action.SITE_KEEPER)
        else:
            code = "box_not_opened" if failed.code == "box_not_opened" else "locker_down"
            self._refuse(job, code, failed.action)

    # --- a door ----------------------------------------------------------------------------------

    def _is_open(self, job: _Job, allowed: Allowed) -> None:
        self._noted()
        self._post(
            BoxOpened(
                job.order, allowed.purpose, job.box, allowed.case_number, allowed.item_zh, allowed.item_en
            )
        )
        watcher = threading.Thread(
            target=self._watch, args=(job, allowed), name=f"box-{job.box}", daemon=True
        )
        self._watchers = [one for one in self._watchers if one.is_alive()]
        self._watchers.append(watcher)
        watcher.start()

    def _watch(self, job: _Job, allowed: Allowed) -> None:
        """Until the board says that the door is shut, however long that takes and whoever has gone meanwhile."""
        waited, told = 0.0, False
        while not self._stopping.is_set():
            states = self._states()
            if isinstance(states, Ok) and states.value[job.box - 1] is BoxState.CLOSED:
                if allowed.purpose is not Purpose.PUT_IN:
                    self._store.tell(allowed.delivery, BoxEvent.SHUT, job.box).result()
                self._noted()
                self._post(BoxShut(job.order))
                return
            if waited >= self._pace.left_open and not told:
                told = True
                self._store.tell(allowed.delivery, BoxEvent.LEFT_OPEN, job.box).result()
                self._noted()
            pause = self._pace.look_late if told else self._pace.look
            self._stopping.wait(pause)
            waited += pause

    def _settle(self, order: SettleBox) -> None:
        job = self._jobs.get(order.job)
        if job is None or job.allowed is None:
            return
        store, delivery = self._store, job.allowed.delivery
        kept = (store.put_in(delivery) if order.inside else store.not_put_in(delivery)).result()
        self._noted()
        self._post(BoxSettled(order.job, kept.code if isinstance(kept, Failure) else ""))

    def _say_empty(self, order: BoxEmpty) -> None:
        job = self._jobs.get(order.job)
        if job is not None and job.allowed is not None:
            self._store.tell(job.allowed.delivery, BoxEvent.NOTHING_INSIDE, job.box).result()
            self._noted()

    # --- the board -------------------------------------------------------------------------------

    def _states(self) -> Outcome[tuple[BoxState, ...]]:
        return self._devices.box_states(ASK_S)

    def _drive(self, job: _Job) -> Outcome[None]:
        return self._devices.open_box(job.box, OPEN_S, DEADLINE_S)

    def _refuse(self, job: _Job, code: str, action: Action, wait_s: int = 0) -> None:
        self._jobs.pop(job.order, None)
        box = job.box or (job.allowed.box if job.allowed is not None else 0)
        self._post(BoxRefused(job.order, code, str(action), wait_s, box))

    def _asked(self, future: Future[Outcome[T]]) -> T | None:
        """What the store said; None where it failed, which is logged."""
        outcome = future.result()
        if isinstance(outcome, Failure):
            log.error("store: %s; must act: %s; %s", outcome.code, outcome.action, outcome.detail)
            return None
        return outcome.value

    def _asked_ok(self, future: Future[Outcome[None]]) -> Failure | None:
        outcome = future.result()
        return outcome if isinstance(outcome, Failure) else None
