"""What the benchmarks of the cache share: a folder on a real disk, a store in it, cases to put and how long that takes."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import uuid
from collections import deque
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, TypeVar

from contract.case import Answer, Applicant, Consent
from contract.codes import IdDocument, IdentityMethod
from offline_cache import CaseDraft, FileKeyHome, OfflineCache
from outcome import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from offline_cache import Accepted

T = TypeVar("T")

TERMINAL = "QH0001"
OUTSTANDING = 4
"""Cases that wait together, as after a burst: they may share a commit and its fsync."""
_IN_MEMORY = {"tmpfs", "ramfs"}


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder beside the program, removed afterwards. In memory an fsync costs nothing, so there is no figure there."""
    build = Path("build")
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=build) as made:
        asked = subprocess.run(["stat", "-f", "-c", "%T", made], capture_output=True, text=True, check=True)
        if asked.stdout.strip() in _IN_MEMORY:
            raise SystemExit("the benchmarks of the cache need a disk: the current folder lies in memory")
        yield Path(made).resolve()


def value(outcome: Outcome[T]) -> T:
    """Nothing is measured of a store that fails."""
    if isinstance(outcome, Failure):
        raise SystemExit(f"{outcome.code}: {outcome.detail}")
    return outcome.value


def now() -> datetime:
    return datetime.now(UTC)


def open_keys(folder: Path) -> FileKeyHome:
    """The keys of all stores below one scratch folder."""
    return value(FileKeyHome.open(folder / "keys"))


def open_store(folder: Path, keys: FileKeyHome) -> OfflineCache:
    """The product's own, as a terminal opens it: SM4-GCM and audit trail."""
    return value(OfflineCache.open(folder, TERMINAL, keys, now=now))


def accept_block(cache: OfflineCache, count: int, outstanding: int = OUTSTANDING) -> float:
    """Seconds a case, from handing over the first to the resolved future of the last."""
    cases = drafts(count)
    waiting: deque[Future[Outcome[Accepted]]] = deque()
    outcomes: list[Outcome[Accepted]] = []
    start = time.perf_counter()
    for draft in cases:
        if len(waiting) == outstanding:
            outcomes.append(waiting.popleft().result())
        waiting.append(cache.accept(draft))
    outcomes.extend(future.result() for future in waiting)
    took = time.perf_counter() - start
    for outcome in outcomes:
        value(outcome)
    return took / count


def body_of_next(cache: OfflineCache) -> bytes:
    """What is sent of the oldest waiting case."""
    found = value(cache.for_sync.next_to_send().result()).record
    if found is None:
        raise SystemExit("no case waits")
    return found.body


def drafts(count: int) -> list[CaseDraft]:
    """Registrations of a sole trade: nine answers and a small signature, which the hub takes in without a document."""
    at = now()
    return [
        CaseDraft(
            key=uuid.uuid4(),
            item_id="getihu-sheli",
            item_version="1",
            accepted_at=at,
            clock_trusted=True,
            accepted_offline=True,
            promised_date=None,
            applicant=_APPLICANT,
            answers=_ANSWERS,
            materials=(),
            consent=Consent(text_version="2026-1", agreed_at=at),
            signature_png=os.urandom(900),
        )
        for _ in range(count)
    ]


_APPLICANT = Applicant(
    name="云小清",
    id_document=IdDocument.RESIDENT_ID,
    id_number="990101199001011239",
    identified_by=IdentityMethod.ID_CARD,
)
_ANSWERS: dict[str, Answer] = {
    "has_trade_name": True,
    "trade_name": "青石小吃",
    "composition": "person",
    "place_area": "chengguan_qingshi",
    "place_detail": "青石街88号",
    "scope": ("catering",),
    "employees": 2,
    "capital": 5_000_000,
    "phone": "10000012345",
    "delivery": "counter",
}


def spread(ratios: list[float], each: int) -> str:
    """How far apart the blocks of `each` cases lie."""
    deciles = quantiles(ratios, n=10)
    return f"{len(ratios)} blocks of {each}, ratio p10..p90 {deciles[0]:.2f}..{deciles[-1]:.2f}"


def ms(seconds: list[float]) -> str:
    """Their median."""
    return f"{median(seconds) * 1e3:.2f} ms"
