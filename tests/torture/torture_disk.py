"""A mounted disk whose power can be cut, and what was left on it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from offline_cache.epoch_file import kept_keys

if TYPE_CHECKING:
    from pathlib import Path


class PowerDisk:
    """One disk over many cuts. `folder` is where programs work while it is mounted; `left` is what is on the platter."""

    def __init__(self, program: Path, room: Path) -> None:
        self._program = program
        self._room = room
        self._turn = 0
        self.folder = room / "mounted"
        self.left = room / "platter-0"
        self.folder.mkdir(parents=True)
        self.left.mkdir()
        self._process: subprocess.Popen[str] | None = None

    def mount(self) -> None:
        self._turn += 1
        self._into = self._room / f"platter-{self._turn}"
        self._into.mkdir()
        command = [self._program, self.left, self.folder, self._into]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", "the file system could not be mounted"

    def order(self, words: str) -> None:
        """`cut SEED`, `cut-after N SEED` or `lie`: see fault_disk.c."""
        descriptor = os.open(self.folder / ".power", os.O_WRONLY)
        try:
            os.write(descriptor, words.encode())
        finally:
            os.close(descriptor)

    def unmount(self) -> None:
        """After the cut, or in good order; `left` is then what the disk kept."""
        if self._process is None:
            return
        subprocess.run(["fusermount3", "-u", "-z", self.folder], check=True)
        try:
            assert self._process.wait(5) == 0
        except subprocess.TimeoutExpired:
            # Another program took the mount into a namespace of its own: nobody uses it, but it stays.
            self._process.terminate()
            self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None
        shutil.rmtree(self.left)
        self.left = self._into

    def wipe(self) -> None:
        """A new disk."""
        shutil.rmtree(self.left)
        self.left.mkdir()


@dataclass(frozen=True)
class Held:
    """One row of the store, read by SQLite alone: nothing of the program under test is believed."""

    sequence: int
    number: str
    state: int


def held(store: Path, scratch: Path) -> dict[str, Held]:
    """What a copy of the store holds, by key; raises sqlite3.DatabaseError when the file is broken."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(store, scratch)
    if not (scratch / "cases.db").exists():
        return {}
    with closing(sqlite3.connect(scratch / "cases.db")) as db:
        if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("the integrity check found damage")
        if db.execute("SELECT 1 FROM sqlite_schema WHERE name='outbox'").fetchone() is None:
            return {}
        rows = db.execute("SELECT hex(key), sequence, case_number, state FROM outbox WHERE kind='case'")
        return {str(UUID(key)): Held(sequence, number, state) for key, sequence, number, state in rows}


def key_places(store: Path) -> tuple[set[bytes], set[bytes]]:
    """Wrapped data keys as the table has them, and as their second place has them; of a copy that `held` looked at."""
    beside = {one.wrapped for one in kept_keys(store)}
    if not (store / "cases.db").exists():
        return set(), beside
    with closing(sqlite3.connect(store / "cases.db")) as db:
        if db.execute("SELECT 1 FROM sqlite_schema WHERE name='epoch'").fetchone() is None:
            return set(), beside
        return {bytes(row[0]) for row in db.execute("SELECT wrapped FROM epoch")}, beside
