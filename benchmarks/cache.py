"""What accepting a case costs, against the least a disk can do: append the same bytes and fsync.

Two figures. *Single*: one case, and the next when it is accepted, which is what a resident feels. *Sustained*:
a submitter keeps a few cases outstanding, as after a burst; those that wait together may share a commit, and
each is on disk before its own future resolves. All is measured in one process in alternating blocks, as the
speed of a shared or virtual disk drifts within seconds; each block of the store is set against its two
neighbours, and the median of these ratios is the figure.
"""

from __future__ import annotations

import json
import os
import time
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.cache_store import (
    OUTSTANDING,
    accept_block,
    body_of_next,
    ms,
    open_keys,
    open_store,
    scratch,
    spread,
)
from benchmarks.meters import figure

if TYPE_CHECKING:
    from pathlib import Path

BLOCKS = int(os.environ.get("BANGBAN_BENCH_BLOCKS", "40"))
PER_BLOCK = 40
COMMAND = "python -m benchmarks.cache"


def run() -> dict[str, dict[str, object]]:
    """Accepted cases a second over appends a second: 1.0 is the disk's own speed, higher is faster."""
    with scratch() as folder:
        return _measure(folder)


def _measure(folder: Path) -> dict[str, dict[str, object]]:
    cache = open_store(folder / "cache", open_keys(folder))
    commits: list[float] = []
    cache.when_put(lambda: commits.append(time.perf_counter()))
    raw = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    ratios: dict[int, list[float]] = {1: [], OUTSTANDING: []}
    seconds: dict[int, list[float]] = {1: [], OUTSTANDING: []}
    raws: list[float] = []
    shared = 0
    try:
        accept_block(cache, PER_BLOCK)
        size = len(body_of_next(cache))
        before = raw_block(raw, size)
        for _ in range(BLOCKS):
            for outstanding in (1, OUTSTANDING):
                commits.clear()
                took = accept_block(cache, PER_BLOCK, outstanding)
                shared += len(commits) if outstanding > 1 else 0
                after = raw_block(raw, size)
                ratios[outstanding].append((before + after) / 2 / took)
                seconds[outstanding].append(took)
                raws.append(after)
                before = after
    finally:
        os.close(raw)
        cache.close()
    same = f"{size} bytes a case, SM4-GCM and audit on; append and fsync {ms(raws)}"
    sustained = (
        f"NOT one at a time: {OUTSTANDING} cases outstanding, {BLOCKS * PER_BLOCK / shared:.1f} share a commit "
        f"and its fsync, each on disk before its future resolves; a case each {ms(seconds[OUTSTANDING])}; "
        f"one at a time is cache.accept_single_ratio_to_fsync; {same}; {spread(ratios[OUTSTANDING], PER_BLOCK)}"
    )
    single = (
        f"one case at a time: {ms(seconds[1])}, before the receipt's proof is signed; {same}; "
        f"{spread(ratios[1], PER_BLOCK)}"
    )
    return {
        "cache.accept_ratio_to_fsync": figure(median(ratios[OUTSTANDING]), "ratio", COMMAND, sustained),
        "cache.accept_single_ratio_to_fsync": figure(median(ratios[1]), "ratio", COMMAND, single),
    }


def raw_block(descriptor: int, size: int) -> float:
    """Seconds an append with its fsync."""
    contents = [os.urandom(size) for _ in range(PER_BLOCK)]
    start = time.perf_counter()
    for content in contents:
        os.write(descriptor, content)
        os.fsync(descriptor)
    return (time.perf_counter() - start) / PER_BLOCK


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
