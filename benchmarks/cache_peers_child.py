"""Run by the Python of the peers' own environment: puts into queues of other makers, each set to the durability of ours.

One line of JSON in, one out. `{"open": folder, "body": file}` opens every peer there and tells its version and what
SQLite reads back of its connection; `{"put": peer, "count": n}` tells the seconds of so many puts, and with the
library of tests/torture/fault_calls.c loaded before the C library, how many fsyncs they made.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

Put = Callable[[bytes], object]


def persist_queue(folder: Path) -> tuple[Put, Any]:
    """The queue that keeps an item until it is acknowledged: its plain one forgets what was being sent at a kill."""
    queue = import_module("persistqueue").SQLiteAckQueue(str(folder), auto_commit=True)
    return queue.put, queue._putter


def litequeue(folder: Path) -> tuple[Put, Any]:
    """It sets NORMAL, with which a power cut takes the last puts, and offers no other: set on its connection."""
    queue = import_module("litequeue").LiteQueue(str(folder / "queue.db"))
    queue.conn.execute("PRAGMA synchronous=FULL")
    return lambda body: queue.put(body.decode()), queue.conn


def diskcache(folder: Path) -> tuple[Put, Any]:
    """Its own setting; the default is NORMAL."""
    module = import_module("diskcache")
    cache = module.Cache(str(folder), eviction_policy="none", sqlite_synchronous=2)
    return module.Deque.fromcache(cache).append, cache._con


def huey(folder: Path) -> tuple[Put, Any]:
    """Its own setting."""
    storage = import_module("huey.storage").SqliteStorage("cases", str(folder / "huey.db"), fsync=True)
    return storage.enqueue, storage.conn


PEERS: dict[str, tuple[str, Callable[[Path], tuple[Put, Any]]]] = {
    "persist_queue": ("persist-queue", persist_queue),
    "litequeue": ("litequeue", litequeue),
    "diskcache": ("diskcache", diskcache),
    "huey": ("huey", huey),
}


def main() -> None:
    puts: dict[str, Put] = {}
    body = b""
    for line in sys.stdin:
        asked = json.loads(line)
        if "open" in asked:
            body = Path(asked["body"]).read_bytes()
            told: dict[str, Any] = {}
            for name, (package, open_peer) in PEERS.items():
                folder = Path(asked["open"]) / name
                folder.mkdir(parents=True)
                puts[name], connection = open_peer(folder)
                told[name] = {
                    "version": metadata.version(package),
                    "journal_mode": connection.execute("PRAGMA journal_mode").fetchone()[0],
                    "synchronous": connection.execute("PRAGMA synchronous").fetchone()[0],
                }
            tell(told)
        else:
            tell(timed(puts[asked["put"]], body, asked["count"]))


def timed(put: Put, body: bytes, count: int) -> dict[str, Any]:
    counting = ctypes.CDLL(None)
    counted = hasattr(counting, "torture_count")
    if counted:
        counting.torture_plan(b"", 0, 0, 0)
    start = time.perf_counter()
    for _ in range(count):
        put(body)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "syncs": counting.torture_count(b"sync") if counted else None}


def tell(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
