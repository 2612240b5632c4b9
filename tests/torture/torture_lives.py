"""What a life does until it is killed. The first argument tells the parent a line; the parent is outside of every fault."""

from __future__ import annotations

import ctypes
import threading
import uuid
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from torture_residents import TERMINAL, draft

from offline_cache import FileKeyHome, HubLink, OfflineCache, Pace, Sync, Timeouts
from offline_cache.backoff import Backoff
from outcome import Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract.case import CaseAnswer

QUICK = Timeouts(connect=1.0, read=0.3, whole_answer=0.5, alive=0.3)
BRISK = Pace(Backoff(first=0.002, longest=0.02), probe_every=0.05, store_trouble=0.05, tidy_after=7)
SMALL = {"low_water": 1 << 20, "ballast": 1 << 20}
AHEAD = 4
"""Cases that are accepted while none is answered, so that a life is as much about sending as about accepting."""
PATIENCE_S = 0.1
"""Then one more is accepted nevertheless: a line that is down stops nobody."""
START = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


class Tell(Protocol):
    def __call__(self, *words: object) -> None: ...


class Calendar:
    """A clock that a life can put forward: every day has a data key of its own."""

    def __init__(self, days: float) -> None:
        self._ahead = START + timedelta(days=days) - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def move(self, **by: float) -> None:
        self._ahead += timedelta(**by)


def ignore(_: object) -> None:
    pass


def plan(fault: Sequence[Any] | None) -> None:
    """Order a fault of fault_calls.c: kind, number of the call, errno or way to die, and whether it stays."""
    if fault is not None:
        kind, number, outcome, stays = fault
        if ctypes.CDLL(None).torture_plan(str(kind).encode(), ctypes.c_long(number), outcome, int(stays)):
            raise ValueError(f"no such kind of call: {kind}")


def open_store(folder: str, key_folder: str, now: Calendar) -> OfflineCache | Failure:
    keys = FileKeyHome.open(Path(key_folder))
    if isinstance(keys, Failure):
        return keys
    opened = OfflineCache.open(Path(folder), TERMINAL, keys.value, now=now, **SMALL)
    return opened if isinstance(opened, Failure) else opened.value


def accept_and_send(
    tell: Tell,
    *,
    folder: str,
    keys: str,
    url: str,
    days: float,
    fault: Sequence[Any] | None = None,
    again: Sequence[str] = (),
) -> None:
    """Accept and send without end; what a receipt shows is told after the future resolved.

    `again` are actions that are confirmed once more under a new key: what a terminal must never do by itself.
    """
    now = Calendar(days)
    plan(fault)
    cache = open_store(folder, keys, now)
    if isinstance(cache, Failure):
        tell("failure", cache.code)
        return
    link = HubLink(url, TERMINAL, cache.keys, QUICK)
    slots = threading.Semaphore(AHEAD)

    def answered(answer: CaseAnswer) -> None:
        tell("answered", answer.key)
        slots.release()

    sync = Sync(cache, link, on_answer=answered, on_line=ignore, pace=BRISK)
    sync.start()
    tell("open")
    for number, token in enumerate(chain(again, (uuid.uuid4().hex for _ in count()))):
        slots.acquire(timeout=PATIENCE_S)
        if number % 5 == 4:
            now.move(days=1)
        accepted = cache.accept(draft(now(), token)).result()
        if isinstance(accepted, Ok):
            shown = accepted.value
            tell("shown", token, shown.key, shown.sequence, shown.case_number)
        else:
            tell("failure", accepted.code)


def send_until_empty(tell: Tell, *, folder: str, keys: str, url: str, days: float) -> None:
    """Send what waits; then close in good order and tell how many numbers were given out."""
    cache = open_store(folder, keys, Calendar(days))
    if isinstance(cache, Failure):
        tell("failure", cache.code)
        return
    empty = threading.Event()

    def look(*_: object) -> None:
        if cache.waiting() == 0:
            empty.set()

    link = HubLink(url, TERMINAL, cache.keys, QUICK)
    sync = Sync(cache, link, on_answer=look, on_line=ignore, on_aside=look, pace=BRISK)
    look()
    sync.start()
    sync.wake()
    empty.wait(60)
    sync.stop()
    trail = cache.verify_audit()
    whole = cache.check_file().result()
    tell("left", cache.waiting(), cache.aside_count(), cache.last_sequence(), int(cache.safe_mode))
    tell("sound", int(trail == Ok(None)), int(whole == Ok(None)))
    cache.close()
