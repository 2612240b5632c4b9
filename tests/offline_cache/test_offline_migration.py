"""A store of an older version is brought up whole or stays as it was, wherever the power goes."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
from pathlib import Path

import pytest
from offline_bench_of_cases import Shelf, draft, utc_now, value
from offline_old_store import OPTIONS, open_and_die, turn_back

from offline_cache import FileKeyHome
from offline_cache.connection import FILE_NAME, connect
from offline_cache.damaged import LOG_NAME
from offline_cache.schema import MIGRATIONS, _statements
from outcome import Ok

RECORDS = 1000
NEWEST = len(MIGRATIONS)
FRAME = 24 + 4096


@pytest.fixture(scope="module")
def old_store(tmp_path_factory):
    """A thousand cases in tables of version 1, keys beside them."""
    folder = tmp_path_factory.mktemp("old")
    shelf = Shelf(folder / "cache", FileKeyHome.open(folder / "keys").value, utc_now)
    waiting = [shelf.cache.accept(draft(utc_now())) for _ in range(RECORDS)]
    assert all(isinstance(one.result(30), Ok) for one in waiting)
    shelf.close()
    turn_back(shelf.folder, 1)
    return folder


@pytest.fixture
def copy(old_store, tmp_path):
    """A copy of it to hurt."""
    fresh = iter(range(10_000))

    def made() -> Path:
        return Path(shutil.copytree(old_store, tmp_path / f"copy{next(fresh)}"))

    return made


@pytest.fixture(scope="module")
def processes():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["offline_old_store"])
    return context


def contents(folder: Path) -> tuple[int, list[tuple]]:
    """Version, and what version 1 knew of each record; the file is only looked at, in a copy."""
    look = folder.parent / "look"
    shutil.copytree(folder, look)
    db = sqlite3.connect(look / FILE_NAME)
    version = db.execute("PRAGMA user_version").fetchone()[0]
    rows = db.execute(
        "SELECT id, key, kind, sequence, case_number, state, epoch, payload FROM outbox ORDER BY id"
    )
    found = version, rows.fetchall()
    db.close()
    shutil.rmtree(look)
    return found


def is_whole(folder: Path, truth: list[tuple]) -> int:
    """The version that was found before the program opened it again."""
    (folder / "cache" / "ballast").unlink()  # only to copy less
    version, rows = contents(folder / "cache")
    assert version in range(1, NEWEST + 1)
    assert rows == truth
    shelf = Shelf(folder / "cache", FileKeyHome.open(folder / "keys").value, utc_now)
    assert not shelf.cache.safe_mode
    assert shelf.cache.waiting() == RECORDS
    assert shelf.accept().sequence == RECORDS + 1
    shelf.close()
    version_now, rows = contents(folder / "cache")
    assert (version_now, rows[:RECORDS]) == (NEWEST, truth)
    return version


def killed(processes, folder: Path, at_statement: int) -> None:
    victim = processes.Process(
        target=open_and_die, args=(str(folder / "cache"), str(folder / "keys"), at_statement), daemon=True
    )
    victim.start()
    victim.join(60)
    assert victim.exitcode == -9


def test_killed_as_each_statement_begins(copy, processes):
    counted = copy()
    _, truth = contents(counted / "cache")
    killed(processes, counted, 0)
    statements = (counted / "cache" / "statements").read_text().splitlines()
    commits = [at for at, one in enumerate(statements) if one == "COMMIT"]
    first, last = statements.index("BEGIN"), commits[NEWEST - 2]
    assert last - first > len(_statements(MIGRATIONS[1]))
    found = []
    for at_statement in range(first + 1, last + 3):  # statements are counted from one
        folder = copy()
        killed(processes, folder, at_statement)
        found.append(is_whole(folder, truth))
        shutil.rmtree(folder)
    assert found == sorted(found), "once it is brought up it stays so"
    assert {1, NEWEST} <= set(found)


def test_power_cut_at_each_write_of_the_log(copy):
    """The migration is in the log before it is in the file: whatever prefix of it the disk kept, and a frame torn."""
    folder = copy()
    _, truth = contents(folder / "cache")
    before = (folder / "cache" / FILE_NAME).read_bytes()
    db = value(connect(folder / "cache"))
    log = (folder / "cache" / LOG_NAME).read_bytes()
    assert (folder / "cache" / FILE_NAME).read_bytes() == before, "nothing of it is in the file yet"
    db.close()
    found = []
    frames = (len(log) - 32) // FRAME
    assert frames >= 3
    for kept in [
        0,
        20,
        *(32 + count * FRAME + torn for count in range(frames) for torn in (0, 2000)),
        len(log),
    ]:
        cut = copy()
        (cut / "cache" / FILE_NAME).write_bytes(before)
        (cut / "cache" / LOG_NAME).write_bytes(log[:kept])
        found.append(is_whole(cut, truth))
        shutil.rmtree(cut)
    assert found == sorted(found)
    assert set(found) == set(range(1, NEWEST + 1))


def test_a_migration_in_pieces_would_be_noticed(copy):
    """The control: the same statements without their transaction leave a store that is neither one nor the other."""
    folder = copy()
    with sqlite3.connect(folder / "cache" / FILE_NAME) as db:
        db.execute(_statements(MIGRATIONS[1])[0])
    db.close()
    shelf = Shelf(folder / "cache", FileKeyHome.open(folder / "keys").value, utc_now, **OPTIONS)
    assert shelf.cache.safe_mode
    assert value(shelf.cache.for_staff.salvage()).brought == RECORDS, "and even that loses nothing"
    shelf.close()


@pytest.mark.parametrize("migration", MIGRATIONS[1:])
def test_a_migration_only_adds(migration):
    """No copy of the store is made before one: so none may take anything away."""
    for statement in _statements(migration):
        words = [line.split("--")[0] for line in statement.upper().splitlines()]
        plain = " ".join(" ".join(words).split())
        assert plain.startswith(("CREATE TABLE", "CREATE INDEX", "ALTER TABLE")), plain
        assert not plain.startswith("ALTER TABLE") or " ADD COLUMN " in plain
