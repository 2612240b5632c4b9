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
    while isinstance(found := cache.for_sync.next_to_send(force=True).result(), Ok) and found.value.record:
        bodies.append(found.value.record.body)
        told |= isinstance(cache.for_sync.mark_answered(found.value.record.key, None).result(), Failure)
    told |= isinstance(found, Failure) or cache.aside_count() > 0 or cache.safe_mode
    told |= isinstance(
        cache.for_staff.check_file().result(), Failure
    ) or cache.for_staff.verify_audit() != Ok(None)
    told |= isinstance(cache.accept(draft(START, "after")).result(), Failure)
    cache.close()
    return bodies, told


def flip(folder, die: random.Random) -> None:
    name = die.choices(("cases.db", "cases.db-wal", "witness", "epochs"), (3, 3, 1, 1))[0]
    path = folder / name
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


@pytest.mark.parametrize("second", [True, False], ids=["kept", "control: without the second place"])
def test_the_page_of_the_keys_destroyed(tmp_path, whole, second):
    """In database and log alike: without the keys in their second place every case of every day would be lost."""
    keys = FileKeyHome.open(tmp_path / "keys").value
    shutil.copytree(whole, tmp_path / "right")
    right, _ = drain(tmp_path / "right", keys)
    destroy_the_keys(whole, tmp_path / "look")
    if not second:
        (whole / "epochs").unlink()
    cache = OfflineCache.open(whole, TERMINAL, keys, now=lambda: START, **SMALL).value
    assert cache.safe_mode
    done = cache.for_staff.salvage().value
    cache.close()
    bodies, _ = drain(whole, keys)
    if second:
        assert (bodies, done.lost) == (right, ())
    else:
        assert bodies == []
        assert len(done.lost) >= len(right)


def destroy_the_keys(store, look) -> None:
    """The one page of the table, wherever a copy of it stands."""
    shutil.copytree(store, look)
    with closing(sqlite3.connect(look / "cases.db")) as db:
        (number,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name='epoch'").fetchone()
    content = bytearray((store / "cases.db").read_bytes())
    content[(number - 1) * 4096 : number * 4096] = b"\xa5" * 4096
    (store / "cases.db").write_bytes(content)
    log = bytearray((store / "cases.db-wal").read_bytes())
    for frame in range(32, len(log), 24 + 4096):
        if int.from_bytes(log[frame : frame + 4], "big") == number:
            log[frame + 24 : frame + 24 + 4096] = b"\xa5" * 4096
    (store / "cases.db-wal").write_bytes(log)
