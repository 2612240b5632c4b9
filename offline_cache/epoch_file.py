"""The wrapped data keys once more, beside the database: a destroyed page of it must not cost a day.

Each key has a slot of one disk sector, so that a torn write spoils no other. A new key's slot is on disk before the
transaction that makes the key is committed; the slot of an erased one is written over with zeros after the transaction
that erases it was. A kill in between leaves a slot too many, never one too few, and the next opening clears it.
"""

from __future__ import annotations

import os
import re
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offline_cache.durable_file import replace_whole, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "epochs"
SLOT_BYTES = 512
_FREE = bytes(SLOT_BYTES)
_MARK = b"bbk1"
_HEAD = struct.Struct(">4sQB10sHH")
_KEY_BYTES = SLOT_BYTES - _HEAD.size
_LAST_NUMBER = 2**63 - 1
"""Of a row in SQLite; a slot with a higher one is a changed one."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class KeptKey:
    """A data key as it is wrapped: for the terminal, and for the operator (or empty)."""

    epoch: int
    day: str
    algorithm: int
    wrapped: bytes
    recovery: bytes


def kept_key(epoch: int, day: object, algorithm: object, wrapped: object, recovery: object) -> KeptKey:
    """From a row or a slot, whatever the disk made of it. Only what opens a key counts: a day or an algorithm that cannot
    be condemns none.
    """
    key = wrapped if isinstance(wrapped, bytes) else b""
    fits = isinstance(recovery, bytes) and len(key) + len(recovery) <= _KEY_BYTES
    return KeptKey(
        epoch,
        day if isinstance(day, str) and _DAY.fullmatch(day) else "",
        algorithm if isinstance(algorithm, int) and 0 <= algorithm < 256 else 0,
        key,
        recovery if isinstance(recovery, bytes) and fits else b"",
    )


class EpochFile:
    """Used in the writer's thread: `add` and `leave` inside a transaction, `sweep` after its commit.

    Only `settle` compares with the whole table: a row that the disk changed must not take its good copy here with it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._slots: list[bytes] = []
        self._leaving: set[bytes] = set()
        self._sound = False
        """The file is as `_slots` says; else it is written anew as a whole."""

    def open(self) -> tuple[KeptKey, ...]:
        """What is in the file. Raises OSError, also where a read is refused a second time."""
        self._leaving.clear()
        self._slots, self._sound = [], False
        self._path.with_name(FILE_NAME + ".new").unlink(missing_ok=True)
        try:
            self._slots = _slots(self._path)
        except OSError:  # a disk that refuses a read once is no reason to do without
            self._slots = _slots(self._path)
        self._sound = True
        return _keys(self._slots)

    def add(self, keys: Iterable[KeptKey]) -> None:
        """Hold `keys` when this returns, and nothing else under their numbers after the commit. Raises OSError."""
        wanted = {_slot(key): key.epoch for key in keys}
        for epoch in wanted.values():
            self.leave(epoch)
        self._leaving -= wanted.keys()
        self._put(wanted)

    def leave(self, epoch: int) -> None:
        """Hold nothing under this number after the commit; nothing is written before it."""
        self._leaving |= {slot for slot in self._slots if _number(slot) == epoch}

    def lacks(self, epoch: int) -> bool:
        """Nothing is held under this number."""
        return all(_number(slot) != epoch for slot in self._slots)

    def settle(self, keys: Iterable[KeptKey]) -> None:
        """Outside of a transaction: hold `keys` and nothing else. Raises OSError."""
        wanted = dict.fromkeys(map(_slot, keys))
        self._put(wanted)
        self._leaving = set(self._slots) - wanted.keys() - {_FREE}
        self.sweep()

    def roll_back(self) -> None:
        """What was to leave stays. What came sealed nothing that counts, and leaves when another comes under its number, or
        when the file is settled.
        """
        self._leaving.clear()

    def sweep(self) -> None:
        """After a commit. Raises OSError; what could not leave does so when the file is settled."""
        if self._leaving:
            gone, self._leaving = self._leaving, set()
            self._change([_FREE if slot in gone else slot for slot in self._slots])

    def _put(self, wanted: Iterable[bytes]) -> None:
        slots = list(self._slots)
        for slot in wanted:
            if slot in self._slots:
                continue
            if _FREE in slots:
                slots[slots.index(_FREE)] = slot
            else:
                slots.append(slot)
        if slots != self._slots:
            self._change(slots)

    def _change(self, slots: list[bytes]) -> None:
        """In place, which needs no room and leaves no old copy in freed blocks; as a new file where that fails, as
        after a failed sync the kernel shows what the disk may not hold.
        """
        try:
            if not self._sound:
                raise OSError
            self._sound = False
            self._write(slots)
        except OSError:
            replace_whole(self._path, b"".join(slots), mode=0o600)
        self._slots, self._sound = slots, True

    def _write(self, slots: list[bytes]) -> None:
        new = not self._path.exists()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            for number, slot in enumerate(slots):
                if self._slots[number : number + 1] == [slot]:
                    continue
                if os.pwrite(descriptor, slot, number * SLOT_BYTES) != SLOT_BYTES:
                    raise OSError
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            sync_folder(self._path.parent)


def kept_keys(folder: Path) -> tuple[KeptKey, ...]:
    """What the second place in `folder` holds, for a store that is not open; nothing where it does not read."""
    with suppress(OSError):
        return _keys(_slots(folder / FILE_NAME))
    return ()


def _slots(path: Path) -> list[bytes]:
    if not path.exists():
        return []
    content = path.read_bytes()
    return [
        content[at : at + SLOT_BYTES].ljust(SLOT_BYTES, b"\0") for at in range(0, len(content), SLOT_BYTES)
    ]


def _number(slot: bytes) -> int | None:
    mark, epoch = struct.unpack_from(">4sQ", slot)
    return int(epoch) if mark == _MARK else None


def _keys(slots: list[bytes]) -> tuple[KeptKey, ...]:
    """A guess, as a slot may be torn or changed: the seal of each key says whether it is right."""
    found = []
    for slot in slots:
        mark, epoch, algorithm, day, wrapped, recovery = _HEAD.unpack_from(slot)
        if mark == _MARK and epoch <= _LAST_NUMBER:
            keys = slot[_HEAD.size :]
            found.append(
                kept_key(
                    epoch,
                    day.rstrip(b"\0").decode(errors="replace"),
                    algorithm,
                    keys[:wrapped],
                    keys[wrapped : wrapped + recovery],
                )
            )
    return tuple(found)


def _slot(key: KeptKey) -> bytes:
    """ValueError when a key home wraps into more than fits, or the disk changed the key itself."""
    content = key.wrapped + key.recovery
    if key.epoch < 0 or len(content) > _KEY_BYTES:
        raise ValueError("a wrapped data key does not fit its slot")
    head = _HEAD.pack(_MARK, key.epoch, key.algorithm, key.day.encode(), len(key.wrapped), len(key.recovery))
    return (head + content).ljust(SLOT_BYTES, b"\0")
