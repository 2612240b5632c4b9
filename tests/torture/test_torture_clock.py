"""Clocks that jump ten years, stand in 1970 or change their zone, at restarts and while cases wait."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest
from torture_hub import judge, shown
from torture_nursery import Nursery
from torture_scale import SEED, torture

DECADE = 3652.0
NO_CLOCK = -20_777.0
"""From the lives' first day back to the first days of 1970: a board without a battery."""


def settle(nursery, bench, told: list[str], days: float | None):
    """Send what is left with the clock set right again: nothing may be parked until a year that was wrong."""
    bench.line.rate = 0.0
    last = nursery.live("send_until_empty", days=days, **bench.where)
    last.end(seconds=600)
    booked = bench.hub.booked()
    verdict = judge(shown(told), booked)
    assert last.told[-2:] == [f"left 0 0 {len(booked)} 0", "sound 1 1"]
    assert (verdict.lost, verdict.doubled, verdict.holes) == (0, 0, 0), verdict
    return verdict


@pytest.mark.parametrize("lives", [4, torture(200)])
def test_jumps_at_restarts_and_while_cases_wait(tmp_path, bench, lives, torture_figures):
    die = random.Random(SEED)
    told: list[str] = []
    with Nursery(tmp_path) as nursery:
        for turn in range(lives):
            days = (0.0, DECADE, -DECADE, NO_CLOCK)[turn % 4]
            zone, leap = die.choice((-11, 0, 8, 14)), die.choice((DECADE, -DECADE, -1.0))
            life = nursery.live("accept_and_send", days=days, leap=leap, zone=zone, **bench.where)
            life.hear(20)
            life.kill()
            life.end()
            told += life.told
        torture_figures.add("clock", faults=lives, **vars(settle(nursery, bench, told, 0.0)))


@pytest.mark.torture
def test_jumps_of_the_machine_itself(tmp_path, bench):
    """With libfaketime every clock reading of the process jumps, and not only the one the store is given."""
    library = fake_clock()
    told: list[str] = []
    for turn, clock in enumerate(("+10y", "-10y", "@1970-01-02 03:04:05")):
        room = tmp_path / str(turn)
        room.mkdir()
        with Nursery(room, library, FAKETIME=clock, FAKETIME_DONT_FAKE_MONOTONIC="1") as nursery:
            life = nursery.live("accept_and_send", days=None, **bench.where)
            life.hear(16)
            life.kill()
            life.end()
            told += life.told
    years = {one.number.split("-")[1][:4] for one in shown(told)}
    assert "1970" in years, "the clock was wrong"
    assert len(years) > 2, "and was wrong in more than one way"
    with Nursery(tmp_path) as nursery:
        settle(nursery, bench, told, None)


def fake_clock() -> str:
    """Where libfaketime is."""
    command = shutil.which("faketime")
    if command is None:
        pytest.skip("NOT PROVED HERE: jumps of the machine's own clock need faketime")
    asked = [command, "-f", "+0d", "printenv", "LD_PRELOAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split(":")[-1].strip()
