"""What accepting a case costs on slower disks: the measurement of `cache.py`, with a longer fsync.

A library in front of the C library lets every fsync of the process take longer, in the bare append as well as in the store.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.cache_store import scratch

COMMAND = "python -m benchmarks.cache_slow_disk"
LIBRARY = Path(__file__).parent / "slow_disk.c"
DELAYS_MS = (2, 10)
"""Added to each fsync."""
BLOCKS = "10"


def run() -> dict[str, dict[str, object]]:
    """Nothing at all without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        print("no figures of slower disks: there is no C compiler", file=sys.stderr)
        return {}
    figures: dict[str, dict[str, object]] = {}
    with scratch() as folder:
        library = folder / "slow_disk.so"
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, LIBRARY, "-ldl"], check=True)
        for delay in DELAYS_MS:
            for key, one in _measured(library, delay).items():
                note = f"every fsync {delay} ms longer; {one['note']}"
                figures[f"{key}_{delay}ms"] = one | {"command": COMMAND, "note": note}
    return figures


def _measured(library: Path, delay_ms: int) -> dict[str, dict[str, object]]:
    environment = os.environ | {
        "LD_PRELOAD": str(library),
        "BANGBAN_SYNC_DELAY_US": str(delay_ms * 1000),
        "BANGBAN_BENCH_BLOCKS": BLOCKS,
    }
    command = [sys.executable, "-m", "benchmarks.cache"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, dict[str, object]] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
