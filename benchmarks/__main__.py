"""`python -m benchmarks`: every figure in one run, into results.json and a readable results.md beside this file.

Each part runs alone as well (`python -m benchmarks.cache_scale`) and prints its figures. Shorter ones, in the environment:
BANGBAN_BENCH_BLOCKS (40), BANGBAN_BENCH_BACKLOG (1000000) and BANGBAN_BENCH_SYNC (10000) of the cache.
"""

from __future__ import annotations

import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    cache,
    cache_peers,
    cache_scale,
    cache_slow_disk,
    cache_sync,
    catalogue,
    chromium,
    decode,
    faults,
    page_changes,
    terminal,
)

HERE = Path(__file__).parent


def main() -> None:
    figures: dict[str, dict[str, object]] = {}
    for name, part in (
        ("cache", cache),
        ("cache_slow_disk", cache_slow_disk),
        ("cache_peers", cache_peers),
        ("cache_scale", cache_scale),
        ("cache_sync", cache_sync),
        ("catalogue", catalogue),
        ("terminal", terminal),
        ("chromium", chromium),
        ("page_changes", page_changes),
        ("decode", decode),
        ("faults", faults),
    ):
        print(f"==> {name}", file=sys.stderr, flush=True)
        figures |= part.run()
    if (HERE / "torture.json").exists():  # kept by the last `make torture`, which takes hours
        figures |= json.loads((HERE / "torture.json").read_text(encoding="utf-8"))
    write(figures)
    print((HERE / "results.md").read_text(encoding="utf-8"))


def write(figures: dict[str, dict[str, object]]) -> None:
    """Machines differ and are noisy: ratios say more than milliseconds, and each figure names its command."""
    (HERE / "results.json").write_text(
        json.dumps(figures, indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )
    machine = f"{platform.machine()}, {platform.system()} {platform.release().split('-')[0]}"
    lines = [
        "# Figures",
        "",
        f"Made by `make bench` on {datetime.now(UTC):%Y-%m-%d}: {machine}, Python {platform.python_version()}.",
        "",
        "| figure | value | unit | how | note |",
        "| --- | ---: | --- | --- | --- |",
    ]
    lines += [
        f"| `{key}` | {one['value']} | {one['unit']} | `{one['command']}` | {one['note']} |"
        for key, one in sorted(figures.items())
    ]
    (HERE / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
