"""How far the store has come, in a few bytes outside its file.

A database that lost its newest pages, its log or all of itself still opens, only with less in it, and would give
numbers out again. These bytes are written after each commit: whatever they tell of was on disk, so a file that is
behind them has lost something. They are not synced (a power cut leaves an older witness, which accuses nobody) and
cost an acceptance some microseconds.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "witness"
_FORM = struct.Struct(">4sIIQQ")
_MARK = b"bbw1"


@dataclass(frozen=True)
class Testimony:
    """What was on disk when it was written."""

    version: int
    """Of the tables."""
    generation: int
    """How many stores this folder has seen before this one."""
    audit: int
    """Number of the newest audit row."""
    sequence: int
    """The newest sequence number given out."""


class Witness:
    """One file in the store's folder; a missing or torn one says nothing."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._descriptor: int | None = None

    def read(self) -> Testimony | None:
        try:
            content = self._path.read_bytes()
        except OSError:
            return None
        body, check = content[: _FORM.size], content[_FORM.size :]
        if len(body) < _FORM.size or check != _check(body):
            return None
        mark, *numbers = _FORM.unpack(body)
        return Testimony(*numbers) if mark == _MARK else None

    def write(self, seen: Testimony) -> None:
        """Trouble is left to the store itself, which meets it at its next commit."""
        body = _FORM.pack(_MARK, seen.version, seen.generation, seen.audit, seen.sequence)
        try:
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            os.pwrite(self._descriptor, body + _check(body), 0)
        except OSError:
            self.close()

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def _check(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")
