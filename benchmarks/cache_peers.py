"""`python -m benchmarks.cache_peers`: our acceptance beside the put of four durable queues, all on disk at every put.

The peers (benchmarks/peers.txt, of the benchmark alone) are installed into an environment of their own, which is thrown
away, and run in a child process. What counts is one at a time on both sides; ours with some outstanding, which share a
commit as no put of theirs does, is a figure of its own. Each is set so that a put is on disk after a power cut:
write-ahead log, synchronous FULL, read back from its connection; and its fsyncs are counted, as a setting alone proves
little. Blocks of ours and of each peer alternate, with the bytes of the same case; ours is numbered, encrypted and
audited as well.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Mapping

    from offline_cache import OfflineCache

COMMAND = "python -m benchmarks.cache_peers"
HERE = Path(__file__).parent
PINNED = HERE / "peers.txt"
CHILD = HERE / "cache_peers_child.py"
COUNTER = HERE.parent / "tests" / "torture" / "fault_calls.c"
PEERS = ("persist_queue", "litequeue", "diskcache", "huey")
BLOCKS = int(os.environ.get("BANGBAN_BENCH_BLOCKS", "40"))
PER_BLOCK = 40
DURABLE = {"journal_mode": "wal", "synchronous": 2}


class Child:
    """The process in which the peers live."""

    def __init__(self, python: Path, folder: Path, body: Path, preload: Path | None = None) -> None:
        environment = {**os.environ, **({"LD_PRELOAD": str(preload)} if preload is not None else {})}
        self._process = subprocess.Popen(
            [python, "-I", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.peers = self.ask(open=str(folder), body=str(body))

    def ask(self, **question: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the process of the peers died")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def put(self, peer: str) -> float:
        """Seconds a put."""
        return float(self.ask(put=peer, count=PER_BLOCK)["seconds"]) / PER_BLOCK

    def close(self) -> None:
        self._process.communicate("")


def run() -> dict[str, dict[str, object]]:
    """Nothing at all when the peers cannot be installed."""
    with scratch() as folder:
        python = _install(folder / "peers")
        if python is None:
            return {}
        cache = open_store(folder / "cache", open_keys(folder))
        accept_block(cache, PER_BLOCK)
        body = folder / "body"
        body.write_bytes(body_of_next(cache))
        syncs = _count_syncs(python, folder, body)
        child = Child(python, folder / "timed", body)
        try:
            fit = [peer for peer in PEERS if _is_durable(peer, child.peers[peer], syncs.get(peer))]
            return _measure(cache, child, fit, syncs, len(body.read_bytes()))
        finally:
            child.close()
            cache.close()


def _install(folder: Path) -> Path | None:
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    install += ["--retries", "1", "--timeout", "30", "--require-hashes", "-r", str(PINNED)]
    for command in ([sys.executable, "-m", "venv", str(folder)], install):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["nothing was said"]
            print(f"no figures of other queues: they cannot be installed here ({last[0]})", file=sys.stderr)
            return None
    return python


def _count_syncs(python: Path, folder: Path, body: Path) -> Mapping[str, int]:
    """Fsyncs of `PER_BLOCK` puts of each peer, counted in front of the C library; nothing without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return {}
    library = folder / "count.so"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, COUNTER, "-ldl"], check=True)
    child = Child(python, folder / "counted", body, library)
    try:
        return {peer: int(child.ask(put=peer, count=PER_BLOCK)["syncs"]) for peer in PEERS}
    finally:
        child.close()


def _is_durable(peer: str, told: Mapping[str, Any], syncs: int | None) -> bool:
    found = {name: told[name] for name in DURABLE}
    if found == DURABLE and (syncs is None or syncs >= PER_BLOCK):
        return True
    print(f"no figure of {peer}: {found}, {syncs} fsyncs for {PER_BLOCK} puts", file=sys.stderr)
    return False


def _measure(
    cache: OfflineCache, child: Child, peers: list[str], syncs: Mapping[str, int], size: int
) -> dict[str, dict[str, object]]:
    ways = (OUTSTANDING, 1)
    ratios: dict[tuple[str, int], list[float]] = {(peer, way): [] for peer in peers for way in ways}
    seconds: dict[str, list[float]] = {peer: [] for peer in peers}
    before = {way: accept_block(cache, PER_BLOCK, way) for way in ways}
    for _ in range(BLOCKS):
        for peer in peers:
            took = child.put(peer)
            after = {way: accept_block(cache, PER_BLOCK, way) for way in ways}
            seconds[peer].append(took)
            for way in ways:
                ratios[peer, way].append(took / ((before[way] + after[way]) / 2))
            before = after
    figures = {}
    for peer in peers:
        counted = (
            f"{syncs[peer]} fsyncs counted for {PER_BLOCK} puts" if peer in syncs else "fsyncs not counted"
        )
        same = (
            f"ours is also numbered, encrypted and audited; {child.peers[peer]['version']}, WAL with synchronous FULL "
            f"read back, {counted}; {size} bytes, a put {ms(seconds[peer])}"
        )
        key = f"cache.put_ratio_to_{peer}"
        shared = (
            f"NOT one against one, which is {key}: {OUTSTANDING} cases of ours are outstanding and share a commit, the "
            "peer's puts come one at a time"
        )
        for name, way, said in (
            (key, 1, "one at a time on both sides"),
            (f"{key}_with_{OUTSTANDING}_outstanding", OUTSTANDING, shared),
        ):
            note = f"{said}; {same}; {spread(ratios[peer, way], PER_BLOCK)}"
            figures[name] = figure(median(ratios[peer, way]), "ratio", COMMAND, note)
    return figures


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
