"""kill -9 at any moment, with the real hub behind a line that goes wrong: every number shown is booked exactly once."""

from __future__ import annotations

import random

import pytest
from torture_build import fault_calls
from torture_hub import judge, shown
from torture_nursery import Nursery
from torture_scale import SEED, torture

KINDS = ("write", "sync", "line", "truncate")
WAYS = (0, -1, -2)  # before the call, after it, in the middle of it


def fault_of(die: random.Random):
    """Half of the deaths come from outside after some numbers were shown, half inside a call of the disk or the line."""
    if die.random() < 0.5:
        return None
    return die.choice(KINDS), int(die.expovariate(1 / 40)) + 1, die.choice(WAYS), False


@pytest.mark.parametrize("rounds", [15, torture(1000)])
def test_what_was_shown_is_booked_once(tmp_path, bench, rounds, torture_figures):
    die = random.Random(SEED)
    told: list[str] = []
    deaths = 0
    with Nursery(tmp_path, fault_calls(tmp_path)) as nursery:
        for turn in range(rounds):
            life = nursery.live("accept_and_send", days=turn, fault=fault_of(die), **bench.where)
            life.hear(die.randrange(1, 25))
            life.kill()
            deaths += life.end() == -9
            told += life.told
        bench.line.rate = 0.0
        last = nursery.live("send_until_empty", days=rounds, **bench.where)
        last.end(seconds=3600)
    booked = bench.hub.booked()
    verdict = judge(shown(told), booked)
    torture_figures.add("kill", faults=deaths, **vars(verdict))
    assert deaths == rounds
    assert not [one for one in told if one.startswith("failure")], "nothing was wrong with the disk"
    assert last.told[-2:] == [f"left 0 0 {len(booked)} 0", "sound 1 1"]
    assert verdict.shown >= rounds, "the lives had time to show something"
    assert (verdict.lost, verdict.doubled, verdict.holes) == (0, 0, 0), verdict
    assert verdict.unseen <= rounds, "at most one case a kill is on disk without having been shown"
    assert bench.line.done.total() > bench.line.done[""] > 0, "the line did go wrong, and did work"


def test_control_a_new_key_for_each_attempt_doubles(tmp_path, bench):
    """What was shown and not heard of again is confirmed once more, as a till without kept keys does."""
    told: list[str] = []
    with Nursery(tmp_path) as nursery:
        for turn in range(6):
            heard = {one.split()[1] for one in told if one.startswith("answered ")}
            again = [one.token for one in shown(told) if one.key not in heard]
            life = nursery.live("accept_and_send", days=turn, again=again[-5:], **bench.where)
            life.hear(16)
            life.kill()
            life.end()
            told += life.told
        bench.line.rate = 0.0
        nursery.live("send_until_empty", days=6, **bench.where).end()
    assert judge(shown(told), bench.hub.booked()).doubled > 0
