"""A setting that SQLite does not take is refused, not hoped for; and folders in which no store can live."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path

import pytest
from offline_bench_of_cases import Shelf, value

from offline_cache import FileKeyHome
from offline_cache.connection import _SETTINGS, FILE_NAME, _prepare, connect
from outcome import Action, Failure, Ok

WRONG = {
    "locking_mode": "NORMAL",
    "journal_mode": "DELETE",
    "synchronous": "OFF",
    "wal_autocheckpoint": "1000",
    "secure_delete": "OFF",
    "temp_store": "FILE",
    "trusted_schema": "ON",
    "cell_size_check": "OFF",
}
NOBODY = 65534


def test_each_setting_is_tried_here():
    assert set(WRONG) == {name for name, _, _ in _SETTINGS}


@pytest.mark.parametrize("name", WRONG)
def test_a_setting_that_does_not_stick_is_refused(tmp_path, name):
    """SQLite's authoriser lets the pragma pass and do nothing, as a build or a file system without it does."""
    db = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    db.execute(f"PRAGMA {name} = {WRONG[name]}").fetchall()

    def deaf(action: int, pragma: str | None, argument: str | None, *_: object) -> int:
        hit = action == sqlite3.SQLITE_PRAGMA and pragma == name and argument is not None
        return sqlite3.SQLITE_IGNORE if hit else sqlite3.SQLITE_OK

    db.set_authorizer(deaf)
    refused = _prepare(db, tmp_path)
    db.set_authorizer(None)
    assert isinstance(refused, Failure)
    assert (refused.code, refused.action) == ("store_unsafe", Action.ENGINEER)
    assert name in refused.detail
    assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,), "nothing was made"
    assert _prepare(db, tmp_path) == Ok(None), "the control: when it is heard, all is well"
    db.close()


def test_where_there_is_no_write_ahead_log_there_is_no_store(tmp_path):
    """A database in memory knows no log; nor does a file behind a layer of SQLite that cannot keep one."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    refused = _prepare(db, tmp_path)
    db.close()
    assert isinstance(refused, Failure)
    assert refused.code == "store_unsafe"
    assert "journal_mode" in refused.detail


def test_a_second_connection_is_turned_away_and_turns_the_store_away(shelf):
    shelf.accept()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        connect(shelf.folder)
    shelf.close()
    other = sqlite3.connect(shelf.folder / FILE_NAME, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM outbox").fetchone()
    refused = shelf.open()
    other.execute("COMMIT")
    other.close()
    assert isinstance(refused, Failure)
    assert refused.code == "store_in_use"
    assert shelf.accept().sequence == 2


def as_nobody(work) -> str:
    """What `work` says, asked by somebody whom file modes hold: root is held by none."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = work()
        except BaseException as bug:  # noqa: BLE001 -- the parent must hear of it
            said = f"raised {type(bug).__name__}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    said = os.read(reader, 1000).decode()
    os.close(reader)
    return said


@pytest.mark.parametrize("locked", ["folder", "file"])
def test_a_store_that_may_not_be_written_is_told_and_left_as_it_is(clock, locked):
    with tempfile.TemporaryDirectory(prefix="bangban-test-") as name:
        top = Path(name)
        top.chmod(0o755)
        keys = value(FileKeyHome.open(top / "keys"))
        shelf = Shelf(top / "cache", keys, clock)
        shelf.accept()
        shelf.close()
        if os.geteuid() == 0:
            for path in [top / "cache", *(top / "cache").iterdir()]:
                os.chown(path, NOBODY, NOBODY)
        content = (shelf.folder / FILE_NAME).read_bytes()
        if locked == "folder":
            shelf.folder.chmod(0o500)
        else:
            (shelf.folder / FILE_NAME).chmod(0o400)

        def opened() -> str:
            found = shelf.open()
            return found.code if isinstance(found, Failure) else "opened"

        assert as_nobody(opened) == "disk_error"
        shelf.folder.chmod(0o700)
        (shelf.folder / FILE_NAME).chmod(0o600)
        assert (shelf.folder / FILE_NAME).read_bytes() == content
        assert as_nobody(opened) == "opened", "the control"
        assert not list(shelf.folder.glob("damaged*"))
