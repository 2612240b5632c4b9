"""What a serving hub does by itself from time to time: hand ratings on, remind of what is due.

One thread. Whatever goes wrong in one job is logged and tried again the next time; no other job, and no request, waits
for it.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

from hub.cases.due import tick
from hub.ratings.bad import open_missing
from hub.ratings.push import push
from hub.ratings.receivers import load_receivers
from outcome import Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.wiring import Hub

log = logging.getLogger(__name__)

STOP_S = 5.0


@dataclass(frozen=True)
class Job:
    """Something to do again and again."""

    name: str
    every_s: float
    do: Callable[[Hub], object]


def hand_on(hub: Hub) -> None:
    """Ratings to every receiver. The file is read anew each time: a mended one needs no restart."""
    found = load_receivers(hub.settings.receivers)
    if isinstance(found, Failure):
        log.error("%s: %s; must act: %s", found.code, found.detail, found.action)
        return
    for one in found.value:
        push(hub, one)


JOBS = (
    Job("ratings", 60.0, hand_on),
    Job("bad ratings", 3600.0, open_missing),
    Job("due cases", 3600.0, tick),
)


class Rhythm:
    """Runs jobs until stopped; each for the first time after its first pause."""

    def __init__(self, hub: Hub, jobs: tuple[Job, ...] = JOBS) -> None:
        self._hub = hub
        self._jobs = jobs
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rhythm", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """After the job that is under way, or `STOP_S` seconds: what it left half done it does again."""
        self._stopping.set()
        self._thread.join(STOP_S)

    def _run(self) -> None:
        begun = time.monotonic()
        next_at = {job.name: begun + job.every_s for job in self._jobs}
        while not self._stopping.wait(max(0.0, min(next_at.values()) - time.monotonic())):
            for job in self._jobs:
                if next_at[job.name] <= time.monotonic() and not self._stopping.is_set():
                    do(self._hub, job)
                    next_at[job.name] = time.monotonic() + job.every_s


def do(hub: Hub, job: Job) -> None:
    """One job, once; never raises."""
    try:
        job.do(hub)
    except OperationalError as error:
        log.warning("%s: store unavailable: %s", job.name, type(error.orig).__name__)
    except Exception as bug:  # noqa: BLE001  the other jobs go on
        log.critical("%s: bug: %s", job.name, type(bug).__name__)
