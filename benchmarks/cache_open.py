"""How long a terminal takes to open its store after it was killed in the middle of accepting.

A child process accepts without end and is killed with SIGKILL; its log is left as it was. Then the file's pages are
dropped from memory, as after a power cut, and the store is opened as the program opens it. The same once more with the
pages in memory, as when only the program died.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.cache_store import accept_block, open_keys, open_store

if TYPE_CHECKING:
    from offline_cache import FileKeyHome

TIMES = 9
BLOCKS_BEFORE_THE_KILL = 5


def open_after_kill(store: Path, keys: FileKeyHome, scratch: Path) -> tuple[float, str]:
    """Milliseconds (median, pages dropped), and the rest in words."""
    cold = [_once(store, keys, scratch, dropped=True) for _ in range(TIMES)]
    warm = [_once(store, keys, scratch, dropped=False) for _ in range(TIMES)]
    words = (
        f"killed {2 * TIMES} times while it accepted; with the file's pages dropped from memory, as after a power "
        f"cut, median of {TIMES}, worst {max(cold):.0f} ms; with them in memory {median(warm):.0f} ms, "
        f"worst {max(warm):.0f} ms"
    )
    return median(cold), words


def _once(store: Path, keys: FileKeyHome, scratch: Path, *, dropped: bool) -> float:
    command = [sys.executable, "-m", "benchmarks.cache_open", str(store), str(scratch)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        for _ in range(BLOCKS_BEFORE_THE_KILL):
            if not child.stdout.readline():
                raise SystemExit("the process that accepts died by itself")
        child.kill()
    if dropped:
        _drop(store)
    start = time.perf_counter()
    cache = open_store(store, keys)
    took = time.perf_counter() - start
    cache.close()
    return took * 1e3


def _accept_for_ever(store: Path, scratch: Path) -> None:
    cache = open_store(store, open_keys(scratch))
    while True:
        accept_block(cache, 20)
        print("accepted", flush=True)


def _drop(store: Path) -> None:
    for file in store.iterdir():
        if file.is_file():
            descriptor = os.open(file, os.O_RDONLY)
            os.fsync(descriptor)  # only clean pages can be dropped
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


if __name__ == "__main__":
    _accept_for_ever(Path(sys.argv[1]), Path(sys.argv[2]))
