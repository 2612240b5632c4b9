"""`python -m benchmarks.cache_sync`: how long a village without a line for weeks needs until the hub has all of it.

A hub of its own process, on SQLite with every case on its disk before it answers, as beside the demo; the terminal's own
sync, over HTTP with signed requests. From its start to the last answer on the terminal's disk.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cache_fill import fill
from benchmarks.cache_store import TERMINAL, open_keys, open_store, scratch, value
from benchmarks.meters import figure
from kiosk.children import EmbeddedHub
from offline_cache import HubLink, Sync

if TYPE_CHECKING:
    from uuid import UUID

    from contract.case import CaseAnswer
    from offline_cache import FileKeyHome, OfflineCache

COMMAND = "python -m benchmarks.cache_sync"
CASES = int(os.environ.get("BANGBAN_BENCH_SYNC", "10000"))
LONGEST_S = 1200
OUTLET = ("柳林镇便民服务中心", "Liulin Town service centre")


def run() -> dict[str, dict[str, object]]:
    with scratch() as folder:
        keys = open_keys(folder)
        store = fill(folder, keys, (CASES,))[CASES]
        hub = EmbeddedHub(folder / "hub", Path("demo/residents.yaml"), folder / "hub.log", heartbeat_s=60)
        value(hub.start())
        try:
            return _drain(open_store(store, keys), hub, keys)
        finally:
            hub.stop()


def _drain(cache: OfflineCache, hub: EmbeddedHub, keys: FileKeyHome) -> dict[str, dict[str, object]]:
    link = HubLink(hub.url, TERMINAL, keys)
    enrolled = value(link.enrol(value(hub.enrolment_code(TERMINAL, *OUTLET))))
    value(cache.papers.enrolled(enrolled.papers))
    heard: Counter[str] = Counter()
    done = threading.Event()

    def hear(what: str) -> None:
        heard[what] += 1
        if heard.total() >= CASES:
            done.set()

    def answered(answer: CaseAnswer) -> None:
        hear(answer.state.value)

    def put_aside(_: UUID, code: str) -> None:
        hear(code)

    sync = Sync(cache, link, on_answer=answered, on_line=lambda _: None, on_aside=put_aside)
    start = time.perf_counter()
    sync.start()
    in_time = done.wait(LONGEST_S)
    took = time.perf_counter() - start
    sync.stop()
    waiting = cache.waiting()
    cache.close()
    if not in_time or waiting:
        raise SystemExit(f"of {CASES} cases {waiting} wait after {took:.0f} s; heard {dict(heard)}")
    note = (
        f"{CASES / took:.0f} cases a second to a hub on this machine, in batches, one transaction of its database a "
        f"case; every answer on the terminal's disk: {', '.join(f'{count} {what}' for what, count in heard.items())}"
    )
    return {f"cache.sync_{CASES}_s": figure(took, "s", COMMAND, note)}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
