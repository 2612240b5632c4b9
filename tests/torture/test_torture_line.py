"""Every way in which a line goes wrong, with restarts of both ends: each case is booked exactly once."""

from __future__ import annotations

import random

import pytest
from torture_hub import judge, shown
from torture_line import FAULTS
from torture_nursery import Nursery
from torture_scale import SEED, torture


@pytest.mark.parametrize("cases", [25, torture(500)])
def test_each_case_is_booked_once(tmp_path, bench, cases, torture_figures):
    die = random.Random(SEED)
    bench.line.rate = 0.5
    bench.line.orders += FAULTS
    told: list[str] = []
    lives = 0
    with Nursery(tmp_path) as nursery:
        while len(shown(told)) < cases or bench.line.orders:
            life = nursery.live("accept_and_send", days=lives, **bench.where)
            life.hear(die.randrange(5, 40))
            if lives % 5 == 1:
                bench.restart_hub()
                life.hear(len(life.told) + 5)
            life.kill()
            life.end()
            lives += 1
            told += life.told
        bench.line.rate = 0.0
        last = nursery.live("send_until_empty", days=lives, **bench.where)
        last.end(seconds=3600)
    booked = bench.hub.booked()
    verdict = judge(shown(told), booked)
    faults = bench.line.done.total() - bench.line.done[""]
    torture_figures.add("line", faults=faults, **vars(verdict))
    assert last.told[-2:] == [f"left 0 0 {len(booked)} 0", "sound 1 1"]
    assert (verdict.lost, verdict.doubled, verdict.holes) == (0, 0, 0), verdict
    assert verdict.unseen <= lives
    assert set(bench.line.done) == {"", *FAULTS}, "each fault was met, and the line did work"
