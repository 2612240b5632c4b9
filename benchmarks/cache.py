"""What accepting a case costs, against the least a disk can do: append the same bytes and fsync.

Both are measured in one process in alternating blocks, as the speed of a shared or virtual disk drifts
within seconds;
each block of the store is set against its two neighbours, and the median of these ratios is the figure.
"""

from __future__ import annotations

import os
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from contract.case import Applicant, Consent
from contract.codes import IdDocument, IdentityMethod
from offline_cache import CaseDraft, FileKeyHome, OfflineCache
from outcome import Failure

BLOCKS = int(os.environ.get("BANGBAN_BENCH_BLOCKS", "40"))
PER_BLOCK = 25
COMMAND = "python -m benchmarks.cache"


def run() -> dict[str, dict[str, object]]:
    """`cache.accept_ratio_to_fsync`: 1.0 is the disk's own speed, higher is faster than an append."""
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
    raw = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        for draft in _drafts(30):
            cache.accept(draft).result()
        found = cache.next_to_send().result()
        size = 0 if isinstance(found, Failure) or found.value.record is None else len(found.value.record.body)
        ratios: list[float] = []
        accepts: list[float] = []
        raws: list[float] = []
        before = _raw_block(raw, size)
        for _ in range(BLOCKS):
            took = _accept_block(cache)
            after = _raw_block(raw, size)
            ratios.append((sum(before) + sum(after)) / 2 / sum(took))
            accepts += took
            raws += after
            before = after
    finally:
        os.close(raw)
        cache.close()
    spread = quantiles(ratios, n=10)
    note = (
        f"{BLOCKS} blocks of {PER_BLOCK}, {size} bytes a case, SM4-GCM and audit on; ratio p10..p90 "
        f"{spread[0]:.2f}..{spread[-1]:.2f}; accept p50 {median(accepts) * 1e3:.2f} ms, "
        f"append and fsync p50 {median(raws) * 1e3:.2f} ms"
    )
    figure = {"value": round(median(ratios), 3), "unit": "ratio", "command": COMMAND, "note": note}
    return {"cache.accept_ratio_to_fsync": figure}


def _accept_block(cache: OfflineCache) -> list[float]:
    took = []
    for draft in _drafts(PER_BLOCK):
        start = time.perf_counter()
        outcome = cache.accept(draft).result()
        took.append(time.perf_counter() - start)
        if isinstance(outcome, Failure):
            raise SystemExit(f"{outcome.code}: {outcome.detail}")
    return took


def _raw_block(descriptor: int, size: int) -> list[float]:
    took = []
    for _ in range(PER_BLOCK):
        content = os.urandom(size)
        start = time.perf_counter()
        os.write(descriptor, content)
        os.fsync(descriptor)
        took.append(time.perf_counter() - start)
    return took


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
    for name, figure in run().items():
        print(name, figure)
