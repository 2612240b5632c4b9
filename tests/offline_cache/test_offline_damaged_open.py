"""Damage that opening does not meet is found while the store is open, and nothing of it is lost silently."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from offline_bench_of_cases import Shelf, draft, value
from offline_damage import crash, deliver_all, listed, spanned

from contract.case_number import parse
from offline_cache import damaged
from offline_cache.connection import FILE_NAME
from offline_cache.damaged import LOG_NAME
from outcome import Failure, Ok

if TYPE_CHECKING:
    from pathlib import Path


def test_damage_that_shows_while_running_is_put_aside_at_once(shelf):
    for _ in range(30):
        shelf.accept()
    value(shelf.cache.for_sync.tidy().result(10))
    shelf.close()
    path = shelf.folder / FILE_NAME
    content = bytearray(path.read_bytes())
    of_cases = [at for at in range(0, len(content), 4096) if b"pension.certify" in content[at : at + 4096]]
    middle = of_cases[len(of_cases) // 2]
    content[middle : middle + 8] = b"\xff" * 8
    path.write_bytes(content)
    cache = shelf.cache
    assert not cache.safe_mode, "nothing that opening reads is hurt"
    found = cache.for_staff.check_file().result(10)
    assert isinstance(found, Failure)
    assert cache.safe_mode
    assert cache.fit().code == "safe_mode"
    assert cache.accept(draft()).result(10).code == "safe_mode"
    assert len(damaged.folders(shelf.folder)) == 1
    done = value(cache.for_staff.salvage())
    assert len(done.lost) + done.brought == 30
    assert cache.waiting() == done.brought >= 25


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.torture) for seed in range(4, 64))]
)
def test_flips_and_cuts_anywhere_lose_nothing_silently(shelf, keys, clock, tmp_path, seed):
    """50 rounds a seed, 200 together: a store with a log, hurt at random places, opened, checked, salvaged."""
    die = random.Random(seed)
    truth = {}
    for _ in range(6):
        one = shelf.accept()
        truth[one.key] = one.case_number
    value(shelf.cache.for_sync.tidy().result(10))
    for _ in range(6):
        one = shelf.accept(signature_png=b"\x89PNG" + bytes(9000))
        truth[one.key] = one.case_number
    crash(shelf)
    clean = {path.name: path.read_bytes() for path in shelf.folder.iterdir() if path.is_file()}
    set_aside = lost = flips = 0
    for round_number in range(50):
        folder = tmp_path / f"hurt{round_number}"
        folder.mkdir()
        hit = die.choices((FILE_NAME, LOG_NAME), (1, 3))[0]
        for name, content in clean.items():
            (folder / name).write_bytes(content)
        cut = die.random() < 0.2
        if cut:
            os.truncate(folder / hit, die.randrange(len(clean[hit])))
        else:
            flips += flip(die, folder / hit)
        other = Shelf(folder, keys, clock)
        opened = other.open()
        assert isinstance(opened, Ok), opened
        other._cache = opened.value
        check_all(other.cache)
        nothing_left = set()
        if other.cache.safe_mode:
            set_aside += 1
            done = value(other.cache.for_staff.salvage())
            nothing_left = {sequence for span in done.nothing_left for sequence in spanned(span)}
            assert done.last_sequence == 12
        came = deliver_all(other.cache)
        assert came == {key: truth[key] for key in came}
        missing = {number for key, number in truth.items() if key not in came}
        silent = missing - listed(other.cache)
        assert {parse(number).sequence for number in silent} <= nothing_left, (round_number, silent)
        assert other.accept().sequence == 13
        other.close()
        if not cut and len(missing) < 12:  # a flip in the wrapped key of the day costs the day
            lost += len(missing)
    assert set_aside > 5
    assert lost <= flips, "a flip costs the record that it hits"


def flip(die: random.Random, path: Path) -> int:
    content = bytearray(path.read_bytes())
    count = die.choice((1, 1, 1, 3))
    for _ in range(count):
        content[die.randrange(len(content))] ^= 1 << die.randrange(8)
    path.write_bytes(content)
    return count


def check_all(cache) -> None:
    """What the background check does, in one go."""
    if not isinstance(cache.for_staff.check_rows(), Failure):
        cache.for_staff.check_file().result(10)
