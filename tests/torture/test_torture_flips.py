"""One flipped byte anywhere: never an exception, never a record that is not as it was, never one that is silently gone."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from torture_lives import SMALL, START
from torture_nursery import Nursery
from torture_residents import TERMINAL, draft
from torture_scale import SEED, torture

from offline_cache import FileKeyHome, OfflineCache
from outcome import Failure, Ok

RECORDS = 17
"""With every third answered, and those before it erased."""


@pytest.fixture
def whole(tmp_path):
    """A store whose owner was killed: a part is in the log alone."""
    folder = tmp_path / "whole"
    with Nursery(tmp_path) as nursery:
        where = {"folder": str(folder), "keys": str(tmp_path / "keys")}
        life = nursery.live("accept_and_drain", days=0, **where)
        life.hear(RECORDS + RECORDS // 3)
        life.kill()
        life.end()
    return folder


def drain(folder, keys) -> tuple[list[bytes], bool]:
    """The bytes that would be sent, and whether the store says of itself that something is wrong."""
    opened = OfflineCache.open(folder, TERMINAL, keys, now=lambda: START, **SMALL)
    if isinstance(opened, Failure):
        return [], True
    cache = opened.value
    bodies, told = [], cache.safe_mode
    while isinstance(found := cache.next_to_send(force=True).result(), Ok) and found.value.record:
        bodies.append(found.value.record.body)
        told |= isinstance(cache.mark_answered(found.value.record.key, None).result(), Failure)
    told |= isinstance(found, Failure) or cache.aside_count() > 0 or cache.safe_mode
    told |= isinstance(cache.check_file().result(), Failure) or cache.verify_audit() != Ok(None)
    told |= isinstance(cache.accept(draft(START, "after")).result(), Failure)
    cache.close()
    return bodies, told


def flip(folder, die: random.Random) -> None:
    path = die.choice([folder / "cases.db", folder / "cases.db-wal", folder / "witness"])
    content = bytearray(path.read_bytes())
    content[die.randrange(len(content))] ^= die.randrange(1, 256)
    path.write_bytes(content)


@pytest.mark.parametrize("flips", [25, torture(5000)])
def test_one_flipped_byte(tmp_path, whole, flips, torture_figures):
    keys = FileKeyHome.open(tmp_path / "keys").value
    die = random.Random(SEED)
    work = tmp_path / "work"
    shutil.copytree(whole, work)
    right, told = drain(work, keys)
    assert right
    assert not told
    changed = silent = noticed = by_sqlite_alone = 0
    plain = unsealed(whole)
    for _ in range(flips):
        shutil.rmtree(work)
        shutil.copytree(whole, work)
        flip(work, die)
        by_sqlite_alone += unsealed(work) not in (plain, None)
        bodies, told = drain(work, keys)
        changed += len(set(bodies) - set(right))
        silent += not told and bodies != right
        noticed += told
    torture_figures.add("flips", faults=flips, shown=flips * len(right), lost=silent, doubled=changed)
    assert (changed, silent) == (0, 0), f"of {flips}, {noticed} were noticed"
    assert noticed > 0
    assert by_sqlite_alone > 0, "the control: SQLite's own check lets changed records through"


def unsealed(folder) -> list[tuple[object, ...]] | None:
    """What a program without seals would read, or None when SQLite notices."""
    copy = folder.with_name("unsealed")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    try:
        with closing(sqlite3.connect(copy / "cases.db")) as db:
            db.text_factory = bytes
            if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != b"ok":
                return None
            return db.execute("SELECT * FROM outbox ORDER BY id").fetchall()
    except sqlite3.DatabaseError:
        return None
