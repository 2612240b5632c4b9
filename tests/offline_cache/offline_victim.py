"""A terminal that accepts and sends until it is killed. Runs in a process of its own."""

from __future__ import annotations

from pathlib import Path

from offline_bench_of_cases import TERMINAL, draft, utc_now, value

from offline_cache import FileKeyHome, HubLink, OfflineCache, Pace, Sync, Timeouts
from offline_cache.backoff import Backoff

QUICK = Timeouts(connect=1.0, read=0.2, whole_answer=0.4, alive=0.2)
BRISK = Pace(Backoff(first=0.002, longest=0.02), probe_every=0.05, store_trouble=0.05)


def accept_until_killed(folder: str, key_folder: str, url: str, acknowledged) -> None:
    """The key goes into the pipe only after the future resolved: the parent knows what a receipt tells."""
    keys = FileKeyHome.open(Path(key_folder)).value
    options = {"low_water": 1 << 20, "ballast": 1 << 20}
    cache = value(OfflineCache.open(Path(folder), TERMINAL, keys, now=utc_now, **options))
    link = HubLink(url, TERMINAL, keys, QUICK)
    sync = Sync(cache, link, on_answer=lambda _: None, on_line=lambda _: None, pace=BRISK)
    sync.start()
    acknowledged.send_bytes(b"")
    while True:
        accepted = value(cache.accept(draft(utc_now())).result())
        acknowledged.send_bytes(f"{accepted.key} {accepted.sequence} {accepted.case_number}".encode())
