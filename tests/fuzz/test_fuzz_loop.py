"""The long loop itself: it finds what is planted, makes it small, and outlives what it tries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import fuzz_loop
import pytest
from fuzz_target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

LOOP = Path(fuzz_loop.__file__)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(fuzz_loop, "SLOWEST_S", 0.2)
    before = fuzz_loop.catch_slow()
    yield
    fuzz_loop.stop_catching(before)


def message(_: Random) -> bytes:
    return bytes(range(48, 80))


def planted(data: bytes) -> None:
    if b"::" in data:
        raise KeyError(data)


def endless(data: bytes) -> None:
    while len(data) > 60:
        pass


def test_a_planted_bug_is_found_and_made_small() -> None:
    target = Target("planted", "", planted, message)
    tried, found = fuzz_loop.run(target, 20_000, 1, lambda _: None)
    assert tried == 20_000
    assert [one["input"] for one in found] == [b"::".hex()]
    assert found[0]["trouble"].startswith("KeyError at test_fuzz_loop.py:")


def test_the_same_seed_tries_the_same() -> None:
    target = Target("same", "", planted, message)
    assert list(fuzz_loop.inputs(target, 700, 5)) == list(fuzz_loop.inputs(target, 700, 5))
    assert list(fuzz_loop.inputs(target, 700, 5)) != list(fuzz_loop.inputs(target, 700, 6))


def test_an_endless_loop_is_a_finding() -> None:
    target = Target("endless", "", endless, message)
    assert fuzz_loop.broken_by(target, bytes(61)) == "slower than 0.2 s"
    assert not fuzz_loop.broken_by(target, bytes(60))


def test_a_sound_target_has_nothing_to_tell() -> None:
    target = Target("sound", "", lambda _: None, message)
    assert fuzz_loop.run(target, 50, 1, lambda _: None) == (50, [])


def test_the_last_input_outlives_a_crash(tmp_path: Path) -> None:
    kept = tmp_path / "trace"
    code = f"import os, fuzz_loop, pathlib\ntry_ = fuzz_loop.tracer(pathlib.Path({str(kept)!r}))\n"
    code += "try_(b'longer one')\ntry_(b'last')\nos.abort()"
    ended = subprocess.run([sys.executable, "-c", code], cwd=LOOP.parent, check=False, capture_output=True)
    assert ended.returncode < 0
    assert fuzz_loop.traced(kept) == b"last"
    assert fuzz_loop.traced(tmp_path / "none") == b""


def test_as_a_program_it_tells_one_line_of_json(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(LOOP),
        "newest_address",
        "--cases",
        "300",
        "--seed",
        "7",
        "--trace",
        str(tmp_path / "t"),
    ]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(ended.stdout)
    assert (told["target"], told["seed"], told["cases"], told["found"]) == ("newest_address", 7, 300, [])
