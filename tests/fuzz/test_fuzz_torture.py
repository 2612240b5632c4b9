"""The long run: a million damaged messages for every parser, on all cores. `make torture`; it takes hours.

In the environment: TORTURE_CASES (for each target), TORTURE_SEED, TORTURE_JOBS (processes at a time).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import fuzz_loop
import pytest
from fuzz_targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

    from fuzz_target import Target

CASES = int(os.environ.get("TORTURE_CASES", "1000000"))
SEED = int(os.environ.get("TORTURE_SEED", str(int(time.time()))))
JOBS = int(os.environ.get("TORTURE_JOBS", str(len(os.sched_getaffinity(0)))))
STUCK_S = 60.0
"""The same input for so long: it hangs where no signal reaches, in native code."""

pytestmark = [pytest.mark.torture, pytest.mark.timeout(0)]


class Shard:
    """One process of the loop."""

    def __init__(self, target: Target, number: int, folder: Path) -> None:
        self._trace = folder / f"{target.name}-{number}"
        self._last = b""
        self._process = subprocess.Popen(
            [
                sys.executable, fuzz_loop.__file__, target.name, "--cases", str(-(-CASES // target.one_in // JOBS)),
                "--seed", str(SEED * 1000 + number), "--trace", str(self._trace),
            ],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def result(self) -> dict[str, Any]:
        """Its line, or what it was at when it died or had to be ended."""
        while True:
            try:
                said, _ = self._process.communicate(timeout=STUCK_S)
            except subprocess.TimeoutExpired:
                now = fuzz_loop.traced(self._trace)
                if now == self._last:
                    self._process.kill()
                    return _died("hangs", now)
                self._last = now
                continue
            if said:
                told: dict[str, Any] = json.loads(said)
                return told
            return _died(f"the process died: {self._process.returncode}", fuzz_loop.traced(self._trace))


def _died(trouble: str, data: bytes) -> dict[str, Any]:
    return {"cases": 0, "found": [{"trouble": trouble, "input": data.hex()}]}


@pytest.mark.parametrize("target", TARGETS.values(), ids=str)
def test_a_million_damaged_messages(
    target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    shards = [Shard(target, number, tmp_path) for number in range(JOBS)]
    told = [shard.result() for shard in shards]
    tried, seconds = sum(one["cases"] for one in told), time.monotonic() - began
    with capsys.disabled():
        print(f"\n{target.name}: {tried} cases, {tried / seconds:.0f}/s, seed {SEED}", end="")
    found = {one["trouble"]: one["input"] for report in told for one in report["found"]}
    commands = [
        f"{trouble}: python tests/fuzz/fuzz_loop.py {target.name} --input {data}"
        for trouble, data in found.items()
    ]
    assert not found, "\n".join(commands)
    assert tried >= CASES // target.one_in
