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
import tempfile
import time
import uuid
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.meters import figure
from contract.case import Applicant, Consent
from contract.codes import IdDocument, IdentityMethod
from offline_cache import CaseDraft, FileKeyHome, OfflineCache
from outcome import Failure, Outcome

if TYPE_CHECKING:
    from concurrent.futures import Future

    from offline_cache import Accepted

BLOCKS = int(os.environ.get("BANGBAN_BENCH_BLOCKS", "40"))
PER_BLOCK = 40
OUTSTANDING = 4
COMMAND = "python -m benchmarks.cache"


def run() -> dict[str, dict[str, object]]:
    """Accepted cases a second over appends a second: 1.0 is the disk's own speed, higher is faster."""
    with tempfile.TemporaryDirectory(prefix="bangban-bench-", dir=Path.cwd()) as folder:
        return _measure(Path(folder))


def _measure(folder: Path) -> dict[str, dict[str, object]]:
    keys = FileKeyHome.open(folder / "keys")
    if isinstance(keys, Failure):
        raise SystemExit(keys.detail)
    opened = OfflineCache.open(folder / "cache", "YX99A001", keys.value, now=lambda: datetime.now(UTC))
    if isinstance(opened, Failure):
        raise SystemExit(f"{opened.code}: {opened.detail}")
    cache = opened.value
    commits: list[float] = []
    cache.when_put(lambda: commits.append(time.perf_counter()))
    raw = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    ratios: dict[int, list[float]] = {1: [], OUTSTANDING: []}
    seconds: dict[int, list[float]] = {1: [], OUTSTANDING: []}
    raws: list[float] = []
    shared = 0
    try:
        _accept_block(cache, 1)
        found = cache.next_to_send().result()
        size = 0 if isinstance(found, Failure) or found.value.record is None else len(found.value.record.body)
        before = _raw_block(raw, size)
        for _ in range(BLOCKS):
            for outstanding in (1, OUTSTANDING):
                commits.clear()
                took = _accept_block(cache, outstanding)
                shared += len(commits) if outstanding > 1 else 0
                after = _raw_block(raw, size)
                ratios[outstanding].append((before + after) / 2 / took)
                seconds[outstanding].append(took)
                raws.append(after)
                before = after
    finally:
        os.close(raw)
        cache.close()
    same = f"{size} bytes a case, SM4-GCM and audit on; append and fsync {_ms(raws)}"
    sustained = (
        f"NOT one at a time: {OUTSTANDING} cases outstanding, {BLOCKS * PER_BLOCK / shared:.1f} share a commit "
        f"and its fsync, each on disk before its future resolves; a case each {_ms(seconds[OUTSTANDING])}; "
        f"one at a time is cache.accept_single_ratio_to_fsync; {same}; {_spread(ratios[OUTSTANDING])}"
    )
    single = f"one case at a time, as a resident feels it: {_ms(seconds[1])}; {same}; {_spread(ratios[1])}"
    return {
        "cache.accept_ratio_to_fsync": figure(median(ratios[OUTSTANDING]), "ratio", COMMAND, sustained),
        "cache.accept_single_ratio_to_fsync": figure(median(ratios[1]), "ratio", COMMAND, single),
    }


def _accept_block(cache: OfflineCache, outstanding: int) -> float:
    """Seconds a case, from handing over the first to the resolved future of the last."""
    drafts = _drafts(PER_BLOCK)
    waiting: deque[Future[Outcome[Accepted]]] = deque()
    outcomes: list[Outcome[Accepted]] = []
    start = time.perf_counter()
    for draft in drafts:
        if len(waiting) == outstanding:
            outcomes.append(waiting.popleft().result())
        waiting.append(cache.accept(draft))
    outcomes.extend(future.result() for future in waiting)
    took = time.perf_counter() - start
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            raise SystemExit(f"{outcome.code}: {outcome.detail}")
    return took / PER_BLOCK


def _raw_block(descriptor: int, size: int) -> float:
    """Seconds an append with its fsync."""
    contents = [os.urandom(size) for _ in range(PER_BLOCK)]
    start = time.perf_counter()
    for content in contents:
        os.write(descriptor, content)
        os.fsync(descriptor)
    return (time.perf_counter() - start) / PER_BLOCK


def _spread(ratios: list[float]) -> str:
    spread = quantiles(ratios, n=10)
    return f"{BLOCKS} blocks of {PER_BLOCK}, ratio p10..p90 {spread[0]:.2f}..{spread[-1]:.2f}"


def _ms(seconds: list[float]) -> str:
    return f"{median(seconds) * 1e3:.2f} ms"


def _drafts(count: int) -> list[CaseDraft]:
    at = datetime.now(UTC)
    applicant = Applicant(
        name="云小清",
        id_document=IdDocument.RESIDENT_ID,
        id_number="990101199001011239",
        identified_by=IdentityMethod.ID_CARD,
    )
    return [
        CaseDraft(
            key=uuid.uuid4(),
            item_id="pension.certify",
            item_version="1",
            accepted_at=at,
            clock_trusted=True,
            accepted_offline=True,
            promised_date=None,
            applicant=applicant,
            answers={"phone": "10000012345", "address": "云溪市清河县柳林镇杏花村12号"},
            materials=(),
            consent=Consent(text_version="2026-1", agreed_at=at),
            signature_png=os.urandom(900),
        )
        for _ in range(count)
    ]


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
