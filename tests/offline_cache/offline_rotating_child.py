"""A process that rotates a store's keys and is killed at a step that the test chooses."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from offline_bench_of_cases import TERMINAL, utc_now, value

from offline_cache import FileKeyHome, OfflineCache
from offline_cache.rotation import rotate

STEPS = {"open", "write", "flush", "fsync", "link", "rename", "replace", "unlink", "close", "execute"}
"""Calls of C functions after which something on the disk may be different."""


def rotate_and_die(folder: str, key_folder: str, step: int, steps_seen) -> None:
    """Die before the step of number `step`; tell how many there were when it did not come."""
    home = value(FileKeyHome.open(Path(key_folder)))
    counted = [0]
    armed = threading.Event()

    def watch(_, event, called) -> None:
        if event == "c_call" and armed.is_set() and called.__name__ in STEPS:
            counted[0] += 1
            if counted[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(watch)  # for the writer's thread
    cache = value(
        OfflineCache.open(Path(folder), TERMINAL, home, now=utc_now, low_water=1 << 20, ballast=1 << 20)
    )
    sys.setprofile(watch)
    armed.set()
    value(rotate(cache, home))
    armed.clear()
    steps_seen.send(counted[0])
    cache.close()
