"""Power cuts on a disk that forgets what was not synced, in torn sectors: what was shown is there afterwards."""

from __future__ import annotations

import random

import pytest
from torture_build import fault_disk
from torture_disk import PowerDisk
from torture_nursery import Nursery
from torture_scale import SEED, torture
from torture_watch import Watch

CUTS_OF_ONE_DISK = 10
"""Then a new one, so that the making of a store is cut as well."""


@pytest.fixture
def disk(tmp_path):
    disk = PowerDisk(fault_disk(tmp_path), tmp_path / "disk")
    yield disk
    disk.unmount()


@pytest.fixture
def nursery(tmp_path):
    with Nursery(tmp_path) as nursery:
        yield nursery


def suffer(disk, nursery, tmp_path, cuts: int, *, careless: bool = False, lie: bool = False) -> Watch:
    """Cut the power that often while a terminal works; what a look from outside finds after each."""
    die = random.Random(SEED)
    watch = Watch(tmp_path / "scratch")
    for turn in range(cuts):
        if turn % CUTS_OF_ONE_DISK == 0:
            disk.wipe()
            watch.new_store()
        disk.mount()
        if lie:
            disk.order("lie")
        disk.order(f"cut-after {1 + int(die.expovariate(1 / 400))} {die.getrandbits(31)}")
        where = {"folder": str(disk.folder), "keys": str(tmp_path / "keys")}
        life = nursery.live("accept_and_drain", days=turn, careless=careless, **where)
        assert life.end() == 0
        disk.unmount()
        watch.look(disk.left, life.told)
    return watch


@pytest.mark.parametrize("cuts", [5, torture(1000)])
def test_what_was_shown_outlives_the_cut(disk, nursery, tmp_path, cuts, torture_figures):
    watch = suffer(disk, nursery, tmp_path, cuts)
    torture_figures.add("power", **watch.counts)
    assert (watch.faults, watch.lost, watch.doubled, watch.broken) == (cuts, 0, 0, 0), watch
    assert watch.shown > cuts, "the lives had time to show something"
    assert watch.bare == 0, "each data key has its second place before anything is sealed with it"
    assert watch.most_unseen <= 1, "one case at a time is between the disk and the screen"
    # SQLite calls a page that a dead disk does not give damaged.
    assert set(watch.failures) <= {"disk_error", "store_damaged"}
    assert watch.safe_modes == 0, "no whole store was taken for a damaged one"


def test_control_without_full_sync_cuts_lose(disk, nursery, tmp_path):
    assert suffer(disk, nursery, tmp_path, 5, careless=True).lost > 0


def test_control_a_disk_that_lies_breaks(disk, nursery, tmp_path):
    watch = suffer(disk, nursery, tmp_path, 5, lie=True)
    assert watch.lost + watch.broken > 0
