"""After the farewell nothing of the resident is left: not in the state, not in an object, not on the screen, not in a
file. Terminal and search run in a process of their own, so that the test's own words are not what is found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from kiosk_traces import copies_in_memory, files_with, held_strings

ROOT = Path(__file__).parents[2]
SECRETS = {"name": "李建国", "id number": "99010119880712001X", "phone": "10000098765"}


def test_the_search_finds_what_is_there(tmp_path):
    """A search that cannot find would prove nothing."""
    secret = os.urandom(12).hex()
    holder = [{"in": (secret, "other")}]
    assert held_strings(secret)
    assert copies_in_memory(os.getpid(), secret) >= 1
    (tmp_path / "log").write_text(f"read {secret}")
    assert files_with(tmp_path, secret) == [tmp_path / "log"]
    del holder


@pytest.fixture(params=["views", "window"])
def after_a_visit(request):
    """A terminal that is back at the attract screen: its process, its data folder, what it said."""
    with tempfile.TemporaryDirectory(prefix="wipe-") as data:
        script = str(Path(__file__).with_name("kiosk_wipe_child.py"))
        environment = os.environ | {"PYTHONPATH": str(ROOT), "SDL_VIDEODRIVER": "offscreen"}
        environment.pop("DISPLAY", None)
        with subprocess.Popen(
            [sys.executable, script, request.param, data, "li", SECRETS["phone"][::-1]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=ROOT,
        ) as process:
            said = process.stdout.readline()
            assert said, "the visit did not come to its end"
            yield process, Path(data), json.loads(said)
            process.stdin.close()
            process.wait(30)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_of_a_resident_outlives_the_farewell(after_a_visit, record_property):
    process, data, said = after_a_visit
    assert said["wiped"] >= 1
    for what, secret in SECRETS.items():
        record_property(f"copies in memory: {what}", copies_in_memory(process.pid, secret))
        process.stdin.write(json.dumps([ord(one) for one in secret]).encode() + b"\n")
        process.stdin.flush()
        found = json.loads(process.stdout.readline())
        assert found == {"state": False, "held": [], "texts": False}, what
        left = [path for path in files_with(data, secret) if "hub" not in path.relative_to(data).parts]
        left += files_with(Path(said["runtime"]), secret)
        assert not left, f"{what} stands in {left}"
    assert not files_with(data / "hub", SECRETS["id number"]), "the hub seals it as well"
