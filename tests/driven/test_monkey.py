"""A monkey at the whole program: whatever is touched, drawn, laid down, pulled out or cut, it is never broken by it."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHORT_S, SHORT_SEED = 6, 20261122
LONG_S = float(os.environ.get("BANGBAN_MONKEY_S", "3600"))
START_S = 240
"""To start, to come back to the idle page, and to end; on a busy machine."""
GROWS_MIB_AN_HOUR = 4.0
"""Of memory in use. More than this is a leak: a terminal runs for months."""
MOST_OWN_MIB = 320.0
"""With every library loaded that a visit can need, and what lies free between."""
WARM_S = 1800.0
"""Sooner the program still warms up, and a line through its memory says nothing."""
STANDS_STILL_MS = 500.0
"""Of one turn of the UI thread, without what others took of the processor: a finger would be felt to be ignored."""


def played(seed: int, seconds: float, devices: str) -> dict:
    """What the monkey tells of itself; a finding of it fails the test, with the seed that leads there again."""
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT}:{HERE.parent}:{HERE.parent / 'kiosk'}",
        "SDL_VIDEODRIVER": "offscreen",
        "SDL_AUDIODRIVER": "dummy",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    }
    environment.pop("DISPLAY", None)
    with tempfile.TemporaryDirectory(prefix="monkey-") as data:
        done = subprocess.run(
            [sys.executable, str(HERE / "monkey_child.py"), data, str(seed), str(seconds), devices],
            capture_output=True,
            text=True,
            timeout=seconds + START_S,
            env=environment,
            cwd=ROOT,
            check=False,
        )
    assert done.stdout, f"seed {seed}: {done.stderr[-3000:]}"
    told = json.loads(done.stdout.splitlines()[-1])
    assert not told["findings"], f"seed {seed}:\n" + "\n".join(told["findings"])
    assert done.returncode == 0, f"seed {seed}: {done.stderr[-3000:]}"
    return told


@pytest.mark.timeout(SHORT_S + START_S)
def test_a_short_monkey_breaks_nothing():
    told = played(SHORT_SEED, SHORT_S, "some")
    assert told["acts"] >= 20
    assert len(told["pages"]) >= 3
    assert told["rests"] >= 1


@pytest.mark.torture
@pytest.mark.timeout(LONG_S + 2 * START_S)
def test_a_long_monkey_breaks_nothing_and_nothing_grows():
    """`BANGBAN_MONKEY_S` seconds of it; `BANGBAN_MONKEY_SEED` plays the same again."""
    seed = int(os.environ.get("BANGBAN_MONKEY_SEED") or random.SystemRandom().randrange(10**6))
    told = played(seed, LONG_S, "all")
    sys.stderr.write("\n".join(f"{name}: {value}" for name, value in told.items()) + "\n")
    assert len(told["pages"]) >= 30
    first, last = told["warm"], told["last"]
    assert last["threads"] <= first["threads"] + 3
    assert last["files"] <= first["files"] + 6
    assert LONG_S < WARM_S or told["used_mib_an_hour"] < GROWS_MIB_AN_HOUR
    assert last["own"] < MOST_OWN_MIB
    assert told["turns"]["longest"][0]["own_ms"] < STANDS_STILL_MS, told["turns"]["longest"]
