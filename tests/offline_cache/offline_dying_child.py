"""What processes do that are killed at a step which the test chooses, and how a test runs them step by step."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from itertools import count
from multiprocessing import forkserver
from typing import TYPE_CHECKING, NamedTuple

from offline_bench_of_cases import TERMINAL, Clock, answer_to, draft, utc_now, value
from offline_flaky_hub import enrolled_by_hub

from contract.attachment import PIECE_BYTES
from offline_cache import FileKeyHome, OfflineCache
from offline_cache.papers import Papers
from offline_cache.rotation import rotate
from offline_cache.signing_rotation import renew
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

STEPS = {
    "close",
    "execute",
    "executemany",
    "flush",
    "fsync",
    "link",
    "mkdir",
    "open",
    "posix_fallocate",
    "pwrite",
    "rename",
    "replace",
    "rmdir",
    "unlink",
    "write",
}
"""Calls of C functions after which something on the disk may be different."""
ROOM = {"low_water": 1 << 20, "ballast": 1 << 20}


class Steps:
    """Counts while it is armed, in the thread that made it and in all that are started later; the process is killed
    before the step of number `last`.
    """

    def __init__(self, last: int) -> None:
        self._last = last
        self._armed = threading.Event()
        self.counted = 0
        threading.setprofile(self._watch)
        sys.setprofile(self._watch)

    def arm(self) -> None:
        self._armed.set()

    def disarm(self) -> None:
        self._armed.clear()

    def _watch(self, _frame, event, called) -> None:
        if event == "c_call" and self._armed.is_set() and called.__name__ in STEPS:
            self.counted += 1
            if self.counted == self._last:
                os.kill(os.getpid(), signal.SIGKILL)


class Died(NamedTuple):
    """One run that was killed, or came to its end."""

    folder: Path
    told: list
    ended: bool


def _context() -> ForkServerContext:
    """Forks of a server without threads: one of a test's own process may inherit a lock that a thread of another test
    holds, and wait for it for ever.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # the server looks for what it imports there alone
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return context


def killed_at_each(
    life: Callable[..., None], prepare: Callable[[int], Path], stride: int = 1
) -> Iterator[Died]:
    """Run `life(folder, last, tell)` in a fork for each last step, in the folder that `prepare` makes for it, until one
    comes to its end before its kill. Every `stride`th step, beginning with the first.
    """
    context = _context()
    for last in count(1, stride):
        folder = prepare(last)
        hear, tell = context.Pipe(duplex=False)
        child = context.Process(target=life, args=(folder, last, tell.send))
        child.start()
        tell.close()
        told = []
        while True:
            try:
                told.append(hear.recv())
            except (EOFError, OSError):
                break
        child.join(60)
        assert child.exitcode in {0, -signal.SIGKILL}
        yield Died(folder, told, child.exitcode == 0)
        if child.exitcode == 0:
            return


def rotate_and_die(folder: Path, last: int, tell) -> None:
    """Tells how many steps a rotation takes."""
    home = value(FileKeyHome.open(folder / "keys"))
    steps = Steps(last)
    cache = value(OfflineCache.open(folder / "store", TERMINAL, home, now=utc_now, **ROOM))
    steps.arm()
    value(rotate(cache, home))
    steps.disarm()
    tell(steps.counted)
    cache.close()


def keep_keys_and_die(folder: Path, last: int, tell) -> None:
    """Two new days, the first case and its day's key erased, a new secret, the store given up and salvaged.

    Tells the keys of what it accepted, and `erasing` before it does so.
    """
    home = value(FileKeyHome.open(folder / "keys"))
    clock = Clock()
    clock.move(days=3)
    Steps(last).arm()
    cache = value(OfflineCache.open(folder / "store", TERMINAL, home, now=clock, **ROOM))
    for _ in range(2):
        tell(str(value(cache.accept(draft(clock())).result()).key))
        clock.move(days=1)
    record = value(cache.for_sync.next_to_send().result()).record
    tell("erasing")
    value(cache.for_sync.mark_answered(record.key, answer_to(record.body, durable=1)).result())
    value(cache.for_sync.mark_reported(record.key).result())
    value(rotate(cache, home))
    cache.for_staff.condemn().result()
    value(cache.for_staff.salvage())
    cache.close()


def attach_and_die(folder: Path, last: int, tell) -> None:
    """Attachments taken over, dropped, left, sent, erased and set aside. Tells of each what was done: word, case, ids."""
    home = value(FileKeyHome.open(folder / "keys"))
    Steps(last).arm()
    cache = value(OfflineCache.open(folder / "store", TERMINAL, home, now=utc_now, **ROOM))
    for _ in range(2):
        notes = tuple(value(cache.attach(os.urandom(PIECE_BYTES + size)).result()) for size in (1, 0))
        dropped = value(cache.attach(b"taken back").result())
        value(cache.drop_attachment(dropped.id).result())
        accepted = value(cache.accept(draft(attachments=notes)).result())
        tell(("accepted", accepted.sequence, [(str(one.id), one.digest) for one in notes]))
        record = value(cache.for_sync.next_to_send().result()).record
        value(cache.for_sync.mark_answered(record.key, answer_to(record.body)).result())
        value(cache.for_sync.mark_reported(record.key).result())
        value(cache.for_sync.attachment_sent(notes[0].id).result())
        if accepted.sequence == 1:
            value(cache.for_sync.attachment_sent(notes[1].id).result())
            tell(("erasing", 1, []))
            value(cache.for_sync.hub_is_durable(1).result())
        else:
            value(cache.for_sync.attachment_aside(notes[1].id, "unreadable").result())
            tell(("aside", 2, [(str(notes[1].id), notes[1].digest)]))
    value(cache.attach(b"left over").result())
    value(cache.for_sync.tidy().result())
    cache.close()


def renew_signing_and_die(folder: Path, last: int, tell) -> None:
    """Tells the key that the hub has, when it has it."""
    home = value(FileKeyHome.open(folder / "keys"))

    def enrol(key: bytes) -> Ok:
        steps.disarm()  # the hub's own steps are not the terminal's
        tell(key)
        steps.arm()
        return Ok(enrolled_by_hub(key))

    steps = Steps(last)
    papers = Papers(folder / "keys", TERMINAL, home.public_key)
    cache = value(OfflineCache.open(folder / "store", TERMINAL, home, now=utc_now, papers=papers, **ROOM))
    steps.arm()
    value(renew(cache, home, enrol))
    cache.close()
