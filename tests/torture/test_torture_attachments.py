"""Attachments of accepted cases: the process dies at every system call that changes the disk, and the power is cut."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import pytest
from torture_build import fault_calls, fault_disk
from torture_disk import PowerDisk
from torture_lives import KINDS, SMALL, START
from torture_nursery import Nursery
from torture_residents import TERMINAL
from torture_scale import SCALE, SEED, torture

from offline_cache import FileKeyHome, OfflineCache
from offline_cache.attachments import Upload
from outcome import Ok

CHANGING = ("sync", "write", "truncate", "name")
DEATHS = {"before": 0, "after": -1, "halfway": -2}
CUTS_OF_ONE_DISK = 5


@dataclass
class Shelf:
    """What was told of the attachments of one store, against what is in it."""

    lost: int = 0
    stray: int = 0
    """Files without a row, rows without a file, contents that are not as they were."""
    kept: int = 0

    def __post_init__(self) -> None:
        self._told: dict[UUID, tuple[int, str]] = {}
        self._erased = 0

    def new_store(self) -> None:
        self._told, self._erased = {}, 0

    def look(self, store, keys, told: list[str]) -> None:
        for words in map(str.split, told):
            if words[0] == "kept":
                self._told[UUID(words[2])] = (int(words[1]), words[3])
            elif words[0] == "erasing":
                self._erased = int(words[1])
        cache = OfflineCache.open(store, TERMINAL, keys, now=lambda: START, **SMALL).value
        rows = cache._inside.writer.submit(
            "looking",
            lambda db: Ok(
                db.execute("SELECT id, size, digest FROM attachment WHERE epoch IS NOT NULL").fetchall()
            ),
        ).result()
        there = {UUID(bytes=identity): (size, digest) for identity, size, digest in rows.value}
        self.stray += sum(
            sha256(read(cache, Upload(identity, size))).digest() != digest
            for identity, (size, digest) in there.items()
        )
        folder = store / "attachments"
        files = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        self.stray += len(files ^ {identity.hex for identity in there})
        self.lost += sum(
            case > self._erased and (identity not in there or there[identity][1].hex() != digest)
            for identity, (case, digest) in self._told.items()
        )
        self.kept += len(there)
        cache.close()


def read(cache, upload: Upload) -> bytes:
    found = b""
    while len(found) < upload.size:
        piece = cache.for_sync.piece(upload, len(found)).result()
        if not isinstance(piece, Ok):
            return b""
        found += piece.value
    return found


@pytest.fixture
def keys(tmp_path):
    return FileKeyHome.open(tmp_path / "keys").value


@pytest.mark.parametrize(
    "share",
    [0.03, pytest.param(min(1.0, SCALE), marks=(pytest.mark.torture, pytest.mark.timeout(0)))],
    ids=["sample", "all"],
)
@pytest.mark.parametrize("hasty", [False, True], ids=["as it is", "control: told before it is accepted"])
def test_killed_at_every_system_call(tmp_path, keys, share, hasty, torture_figures):
    shelf = Shelf()
    with Nursery(tmp_path, fault_calls(tmp_path)) as nursery:

        def live(fault) -> list[str]:
            shutil.rmtree(tmp_path / "store", ignore_errors=True)
            shelf.new_store()
            life = nursery.live(
                "attach_and_erase",
                folder=str(tmp_path / "store"),
                keys=str(tmp_path / "keys"),
                rounds=2,
                fault=fault,
                hasty=hasty,
            )
            assert life.end() in {0, -9}
            return life.told

        counted = next(words for words in live(["", 0, 0, False]) if words.startswith("counts"))
        counts = dict(zip(KINDS, map(int, counted.split()[1:]), strict=True))
        points = [
            [kind, number, death, False]
            for kind in CHANGING
            for number in range(1, counts[kind] + 1)
            for way, death in DEATHS.items()
            if way != "halfway" or kind == "write"
        ]
        chosen = random.Random(SEED).sample(points, int(len(points) * share))
        for point in chosen:
            told = live(point)
            assert not any(words.startswith("counts") for words in told), (point, "it was killed")
            shelf.look(tmp_path / "store", keys, told)
    if hasty:
        assert shelf.lost > 0
    else:
        torture_figures.add("attachments", faults=len(chosen), shown=shelf.kept, lost=shelf.lost)
        assert (shelf.lost, shelf.stray) == (0, 0)
        assert shelf.kept > 0


@pytest.fixture
def disk(tmp_path):
    disk = PowerDisk(fault_disk(tmp_path), tmp_path / "disk")
    yield disk
    disk.unmount()


def suffer(disk, keys, tmp_path, cuts: int, *, careless: bool = False) -> Shelf:
    die = random.Random(SEED)
    shelf = Shelf()
    with Nursery(tmp_path) as nursery:
        for turn in range(cuts):
            if turn % CUTS_OF_ONE_DISK == 0:
                disk.wipe()
                shelf.new_store()
            disk.mount()
            disk.order(f"cut-after {1 + int(die.expovariate(1 / 150))} {die.getrandbits(31)}")
            life = nursery.live(
                "attach_and_erase",
                folder=str(disk.folder),
                keys=str(tmp_path / "keys"),
                rounds=1000,
                careless=careless,
            )
            assert life.end() == 0
            disk.unmount()
            shelf.look(disk.left, keys, life.told)
    return shelf


@pytest.mark.parametrize("cuts", [5, torture(500)])
def test_attachments_outlive_the_cut(disk, keys, tmp_path, cuts, torture_figures):
    shelf = suffer(disk, keys, tmp_path, cuts)
    torture_figures.add("attachments", faults=cuts, shown=shelf.kept, lost=shelf.lost)
    assert (shelf.lost, shelf.stray) == (0, 0)
    assert shelf.kept > 0


def test_control_without_their_syncs_attachments_are_lost(disk, keys, tmp_path):
    shelf = suffer(disk, keys, tmp_path, 5, careless=True)
    assert shelf.lost + shelf.stray > 0
