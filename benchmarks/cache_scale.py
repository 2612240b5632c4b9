"""`python -m benchmarks.cache_scale`: whether a long backlog slows anything down, and what a case takes on disk.

Three stores hold 1,000, 100,000 and 1,000,000 waiting cases (`cache_fill` makes them). Blocks of accepting and of
draining alternate between them in one process, and as many cases go as come. Each block of a large store is set against
its neighbours in the smallest, and the median of these ratios is the figure: 1.0 is a store that does not feel its
backlog. A drain is what the sync asks of the store: find a batch, keep its answers, report them, empty the log.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.cache_fill import fill
from benchmarks.cache_open import open_after_kill
from benchmarks.cache_store import (
    OUTSTANDING,
    accept_block,
    body_of_next,
    ms,
    open_keys,
    open_store,
    scratch,
    spread,
    value,
)
from benchmarks.meters import figure
from contract.batch import MOST_CASES
from contract.case import CaseAnswer, CaseSubmission
from contract.codes import CaseState
from offline_cache.connection import FILE_NAME
from offline_cache.records import Settled

if TYPE_CHECKING:
    from offline_cache import OfflineCache
    from offline_cache.records import Pending

COMMAND = "python -m benchmarks.cache_scale"
LARGEST = int(os.environ.get("BANGBAN_BENCH_BACKLOG", "1000000"))
SIZES = {1_000: "1e3", 100_000: "1e5", 1_000_000: "1e6"}
ROUNDS = int(os.environ.get("BANGBAN_BENCH_BLOCKS", "40"))


@dataclass
class Ratios:
    """Of a large store to the smallest one, and the seconds a case of its own."""

    put: list[float] = field(default_factory=list)
    drain: list[float] = field(default_factory=list)
    put_s: list[float] = field(default_factory=list)
    drain_s: list[float] = field(default_factory=list)


def run() -> dict[str, dict[str, object]]:
    """The figures of the backlogs up to `BANGBAN_BENCH_BACKLOG`."""
    sizes = tuple(size for size in SIZES if size <= LARGEST)
    with scratch() as folder:
        keys = open_keys(folder)
        began = time.monotonic()
        stores = fill(folder, keys, sizes)
        filled = f"filled in {time.monotonic() - began:.0f} s"
        largest = stores[sizes[-1]]
        size_on_disk = (largest / FILE_NAME).stat().st_size / sizes[-1]
        caches = {size: open_store(store, keys) for size, store in stores.items()}
        payload = len(body_of_next(caches[sizes[0]]))
        figures = _flatness(caches, filled)
        for cache in caches.values():
            cache.close()
        figures["cache.bytes_per_case"] = figure(
            size_on_disk,
            "bytes",
            COMMAND,
            f"database file over {SIZES[sizes[-1]]} cases, log emptied: row, indexes and audit line of a case whose "
            f"JSON has {payload} bytes, one to a page of 4 KiB",
        )
        took, words = open_after_kill(largest, keys, folder)
        figures[f"cache.open_after_kill_ms_{SIZES[sizes[-1]]}"] = figure(
            took, "ms", COMMAND, f"{sizes[-1]:,} cases waiting; {words}"
        )
    return figures


def _flatness(caches: dict[int, OfflineCache], filled: str) -> dict[str, dict[str, object]]:
    smallest, *larger = caches
    ratios = {size: Ratios() for size in larger}
    base = Ratios()
    before = _block(caches[smallest])
    for _ in range(ROUNDS):
        for size in larger:
            put, drain = _block(caches[size])
            after = _block(caches[smallest])
            found = ratios[size]
            found.put.append((before[0] + after[0]) / 2 / put)
            found.drain.append((before[1] + after[1]) / 2 / drain)
            found.put_s.append(put)
            found.drain_s.append(drain)
            base.put_s.append(after[0])
            base.drain_s.append(after[1])
            before = after
    figures = {}
    for size in larger:
        name, found = f"{SIZES[size]}_to_{SIZES[smallest]}", ratios[size]
        figures[f"cache.put_ratio_{name}"] = figure(
            median(found.put),
            "ratio",
            COMMAND,
            f"accepted cases a second, {OUTSTANDING} outstanding: {ms(found.put_s)} a case with {size:,} waiting, "
            f"{ms(base.put_s)} with {smallest:,}; both files in memory; {spread(found.put, MOST_CASES)}; {filled}",
        )
        figures[f"cache.drain_ratio_{name}"] = figure(
            median(found.drain),
            "ratio",
            COMMAND,
            f"cases a second found, opened, answered, reported and erased in batches of {MOST_CASES}, log emptied "
            f"after each: {ms(found.drain_s)} a case with {size:,} waiting, {ms(base.drain_s)} with {smallest:,}; "
            f"{spread(found.drain, MOST_CASES)}",
        )
    return figures


def _block(cache: OfflineCache) -> tuple[float, float]:
    """Seconds a case to accept a batch, and to drain one; the backlog is as long as before."""
    return accept_block(cache, MOST_CASES), _drain_block(cache)


def _drain_block(cache: OfflineCache) -> float:
    start = time.perf_counter()
    found = value(cache.for_sync.next_to_send(most=MOST_CASES).result())
    looked = time.perf_counter() - start
    if found.record is None:
        raise SystemExit("no case waits")
    batch = tuple(_answered(record) for record in (found.record, *found.more))
    start = time.perf_counter()
    value(cache.for_sync.settle(batch).result())
    for told in [cache.for_sync.mark_reported(one.key) for one in batch]:
        value(told.result())
    value(cache.for_sync.tidy().result())
    return (looked + time.perf_counter() - start) / len(batch)


def _answered(record: Pending) -> Settled:
    """As a hub answers that has all cases up to this one."""
    case = CaseSubmission.model_validate_json(record.body)
    answer = CaseAnswer(
        key=case.key,
        case_number=case.case_number,
        state=CaseState.IN_REVIEW,
        office_number=f"990101{case.sequence:012d}",
        durable_sequence=case.sequence,
    )
    return Settled(record.key, answer)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
