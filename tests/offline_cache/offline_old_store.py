"""A store as a program of version 1 left it, and a program that is killed while it brings that store up."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

from offline_bench_of_cases import TERMINAL, utc_now

from offline_cache import FileKeyHome, OfflineCache
from offline_cache.connection import FILE_NAME
from offline_cache.schema import MIGRATIONS, bring_up
from outcome import Ok

OPTIONS = {"low_water": 1 << 20, "ballast": 1 << 20}


def turn_back(folder: Path, version: int) -> None:
    """Write the closed store of `folder` anew with the tables of an older `version`, row by row."""
    old = folder / "old.db"
    db = sqlite3.connect(old, isolation_level=None)
    assert bring_up(db, MIGRATIONS[:version]) == Ok(None)
    db.execute("ATTACH ? AS new", (str(folder / FILE_NAME),))
    tables = [row[0] for row in db.execute("SELECT name FROM main.sqlite_schema WHERE type='table'")]
    db.execute("BEGIN")
    for table in tables:
        columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({table})"))
        db.execute(f"DELETE FROM main.{table}")
        db.execute(f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM new.{table}")
    db.execute("COMMIT")
    db.execute("DETACH new")
    db.execute("PRAGMA journal_mode=WAL")
    db.close()
    old.replace(folder / FILE_NAME)


def open_and_die(folder: str, key_folder: str, at_statement: int) -> None:
    """In a process of its own: SIGKILL as the statement of that number begins; 0: write down which there are."""
    keys = FileKeyHome.open(Path(key_folder)).value
    real, seen = sqlite3.connect, []

    def hooked(*arguments, **named):
        connection = real(*arguments, **named)

        def trace(statement: str) -> None:
            seen.append(statement)
            if len(seen) == at_statement:
                os.kill(os.getpid(), signal.SIGKILL)

        connection.set_trace_callback(trace)
        return connection

    sqlite3.connect = hooked
    opened = OfflineCache.open(Path(folder), TERMINAL, keys, now=utc_now, **OPTIONS)
    assert isinstance(opened, Ok)
    Path(folder, "statements").write_text("\n".join(one.split()[0] for one in seen))
    os.kill(os.getpid(), signal.SIGKILL)
