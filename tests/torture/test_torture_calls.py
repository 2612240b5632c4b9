"""Every single call to the disk fails once: it is refused, or the process dies before, after or in the middle of it."""

from __future__ import annotations

import errno
import random
import shutil

import pytest
from torture_build import fault_calls
from torture_nursery import Nursery
from torture_old_store import make_old
from torture_scale import SCALE, SEED
from torture_watch import Watch

ROUNDS = 12
"""Cases of one life: with three data keys, four answers and an emptying of the log."""
KINDS = ("sync", "write", "truncate", "read", "name")
OUTCOMES = (
    (errno.EIO, False),
    (errno.EIO, True),
    (errno.ENOSPC, False),
    (errno.ENOSPC, True),
    (0, False),
    (-1, False),
    (-2, False),
)
"""An errno once or from then on; death before, after, in the middle."""


@pytest.fixture
def nursery(tmp_path):
    with Nursery(tmp_path, fault_calls(tmp_path)) as nursery:
        yield nursery


class Sweep:
    """One fault in a store of its own, then a life without a fault in the same store."""

    def __init__(self, nursery, tmp_path, *, old: bool = False, **sabotage: bool) -> None:
        self.watch = Watch(tmp_path / "scratch")
        self._nursery, self._sabotage = nursery, sabotage
        self._room, self._template, self._keys = (
            tmp_path / "store",
            tmp_path / "template",
            str(tmp_path / "keys"),
        )
        self._template.mkdir()
        self._before: list[str] = []
        if old:
            self._before = self._live(self._template, days=-1, rounds=5)
            make_old(self._template)
        self.points = self._points()

    def one(self, fault) -> None:
        store = self._fresh_store()
        self.watch.look(store, self._before)
        self.watch.look(store, self._live(store, fault=fault, rounds=ROUNDS, stubborn=True, **self._sabotage))
        after = self._live(store, days=9, rounds=2)
        assert not [words for words in after if words.startswith("failure")], (fault, after)
        self.watch.look(store, after)
        assert self.watch.spare == 0, (fault, "a data key outlived its erasing")

    def _points(self):
        told = self._live(self._fresh_store(), fault=["", 0, 0, False], rounds=ROUNDS)
        counts = next(map(int, words.split()[1:]) for words in told if words.startswith("counts "))
        return [
            (kind, number, outcome, lasts)
            for kind, total in zip(KINDS, counts, strict=False)
            for number in range(1, total + 1)
            for outcome, lasts in OUTCOMES
            if (kind, outcome)
            not in {("read", errno.ENOSPC), ("name", -2)}  # no disk answers that; a name is no half
        ]

    def _fresh_store(self):
        shutil.rmtree(self._room, ignore_errors=True)
        shutil.copytree(self._template, self._room)
        self.watch.new_store()
        return self._room

    def _live(self, store, *, days: float = 0, **how) -> list[str]:
        life = self._nursery.live("accept_and_drain", folder=str(store), keys=self._keys, days=days, **how)
        assert life.end() in {0, -9}
        return life.told


@pytest.mark.parametrize("old", [False, True], ids=["new store", "store of version 1"])
@pytest.mark.parametrize(
    "share",
    [0.005, pytest.param(min(1.0, SCALE), marks=(pytest.mark.torture, pytest.mark.timeout(0)))],
    ids=["sample", "all"],
)
def test_any_call_may_fail(nursery, tmp_path, share, old, torture_figures):
    sweep = Sweep(nursery, tmp_path, old=old)
    points = random.Random(SEED).sample(sweep.points, max(1, int(len(sweep.points) * share)))
    for point in points:
        sweep.one(point)
    watch = sweep.watch
    torture_figures.add("calls", **{**watch.counts, "faults": len(points)})
    assert (watch.lost, watch.doubled, watch.broken) == (0, 0, 0), watch
    assert watch.bare == 0 or old, "each data key has its second place before anything is sealed with it"
    assert watch.most_unseen <= 1, "a case that was said to have failed is not in the store"
    assert set(watch.failures) <= {"disk_error", "disk_full", "store_damaged", "nothing_to_send"}
    assert watch.safe_modes == 0, "no whole store was taken for a damaged one"
    assert watch.failures, "the faults were met"


def test_control_a_number_shown_before_the_commit_is_lost(nursery, tmp_path):
    sweep = Sweep(nursery, tmp_path, hasty=True)
    for point in random.Random(SEED).sample([one for one in sweep.points if one[0] == "sync"], 8):
        sweep.one(point)
    assert sweep.watch.lost > 0
