"""Rows out of the bytes of a damaged store, without SQLite, which trusts the pointers that are damaged.

Every table of ours begins its rows with columns of known types and lengths, so a row's head can be recognised
wherever it stands: in a page whose header is gone, in a file whose first page is gone, in the log behind a damaged
frame. What is found is a guess until the envelope's seal says that it is right. Formats:
https://www.sqlite.org/fileformat2.html (records, overflow pages, log frames).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from offline_cache.connection import FILE_NAME
from offline_cache.damaged import LOG_NAME
from offline_cache.epoch_file import kept_keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Value: TypeAlias = "int | float | str | bytes | None"

PAGE_BYTES = 4096
"""The store never had other pages."""
LONGEST_RECORD = 64 * 1024 * 1024
_LOG_HEADER, _FRAME_HEADER = 32, 24
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_NULL, _BLOB_16, _TEXT_4, _TEXT_6, _TEXT_10, _BLOB_32 = b"\x00", b"\x2c", b"\x15", b"\x19", b"\x21", b"\x4c"
_INTEGER = b"[\\x01-\\x06\\x08\\x09]"


class Table(NamedTuple):
    """What a row's head looks like, and how many columns follow one another at least."""

    head: re.Pattern[bytes]
    columns: int
    with_rowid: bool = True


OUTBOX = Table(re.compile(_NULL + re.escape(_BLOB_16) + b"[" + _TEXT_4 + _TEXT_6 + b"]"), 16)
ANSWER = Table(re.compile(re.escape(_BLOB_16) + _INTEGER + b"[\\x80-\\xff]"), 3)
EPOCH = Table(re.compile(_NULL + re.escape(_TEXT_10) + _INTEGER), 5)
ATTACHMENT = Table(re.compile(re.escape(_BLOB_16 * 2) + _INTEGER * 2 + _BLOB_32), 7, with_rowid=False)


@dataclass(frozen=True)
class Cell:
    """Where a row stands."""

    page: memoryview
    start: int
    """Of the record, within the page."""


class Row(NamedTuple):
    number: int | None
    """Its rowid, when that reads."""
    values: tuple[Value, ...]


class Wreck:
    """Database and log of one damaged store, both held in memory."""

    def __init__(self, folder: Path) -> None:
        self._base, self._log = _read(folder / FILE_NAME), _read(folder / LOG_NAME)
        self._current: list[tuple[int, memoryview]] = []
        self._older: list[memoryview] = []
        self._split_log()
        self._newest = dict(self._current)
        self.second_keys = kept_keys(folder)
        """Data keys from their second place beside the two."""

    def size(self) -> int:
        """Bytes."""
        return len(self._base) + len(self._log)

    def text(self, pattern: re.Pattern[bytes]) -> Iterator[bytes]:
        """Every match anywhere in both files."""
        for content in (self._base, self._log):
            for found in pattern.finditer(content):
                yield found.group()

    def cells(self, table: Table) -> Iterator[Cell]:
        """Whatever may be a row of `table`, newer places before older ones."""
        for page in self._pages():
            for found in table.head.finditer(page):
                start = found.start() - 1  # the record's first byte tells the length of its head
                if start >= 0 and self._head(page, start, table) is not None:
                    yield Cell(page, start)

    def read(self, table: Table, cell: Cell) -> Row | None:
        """The row, or None when its overflow pages lead nowhere."""
        kinds = self._head(cell.page, cell.start, table)
        if kinds is None:
            return None
        head = cell.page[cell.start]
        total = head + sum(map(_length, kinds))
        content = self._content(cell, total)
        if content is None:
            return None
        values: list[Value] = []
        at = head
        for kind in kinds:
            values.append(_value(kind, content[at : at + _length(kind)]))
            at += _length(kind)
        return Row(_rowid(cell, total) if table.with_rowid else None, tuple(values))

    def _head(self, page: memoryview, start: int, table: Table) -> list[int] | None:
        """Types and lengths of the columns."""
        end = start + page[start]
        if page[start] > 127 or end > len(page):
            return None
        kinds: list[int] = []
        at = start + 1
        while at < end:
            kind, at = _varint(page, at)
            if kind in {10, 11}:
                return None
            kinds.append(kind)
        if at != end or len(kinds) < table.columns or sum(map(_length, kinds)) > LONGEST_RECORD:
            return None
        return kinds

    def _content(self, cell: Cell, total: int) -> bytes | None:
        """A long record goes on in overflow pages: 4 bytes say which is next, the rest is content."""
        local = _local(total)
        content = bytearray(cell.page[cell.start : cell.start + min(local, total)])
        if total > local:
            follow = bytes(cell.page[cell.start + local : cell.start + local + 4])
            steps = 0
            while len(content) < total:
                page = self._page(int.from_bytes(follow, "big"))
                if page is None or steps > LONGEST_RECORD // PAGE_BYTES:
                    return None
                follow = bytes(page[:4])
                content += page[4:]
                steps += 1
        return bytes(content[:total]) if len(content) >= total else None

    def _page(self, number: int) -> memoryview | None:
        if number in self._newest:
            return self._newest[number]
        page = self._base[(number - 1) * PAGE_BYTES : number * PAGE_BYTES] if number > 0 else None
        return page if page is not None and len(page) == PAGE_BYTES else None

    def _pages(self) -> Iterator[memoryview]:
        for _, page in reversed(self._current):
            yield page
        for at in range(0, len(self._base), PAGE_BYTES):
            yield self._base[at : at + PAGE_BYTES]
        yield from reversed(self._older)

    def _split_log(self) -> None:
        """Frames since the last checkpoint carry the salts of the first; what lies behind them is older."""
        size = _FRAME_HEADER + PAGE_BYTES
        salts = bytes(self._log[_LOG_HEADER + 8 : _LOG_HEADER + 16])
        for at in range(_LOG_HEADER, len(self._log) - _FRAME_HEADER, size):
            page = self._log[at + _FRAME_HEADER : at + size]
            if self._log[at + 8 : at + 16] == salts:
                self._current.append((struct.unpack_from(">I", self._log, at)[0], page))
            else:
                self._older.append(page)


def _read(path: Path) -> memoryview:
    return memoryview(path.read_bytes() if path.exists() else b"")


def _varint(page: memoryview, at: int) -> tuple[int, int]:
    """Value and the place behind it; cut at the page's end."""
    value = 0
    for count in range(9):
        if at >= len(page):
            return 10, at  # a kind that there is not
        byte = page[at]
        at += 1
        if count == 8:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at


def _as_varint(value: int) -> bytes:
    """Of numbers below 2^56."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(value & 0x7F | 0x80)
    return bytes(reversed(groups))


def _rowid(cell: Cell, total: int) -> int | None:
    """It stands before the record, behind the record's length; found backwards and proved by that length."""
    for length in range(1, 9):
        begin = cell.start - length
        if begin < 0:
            return None
        number, end = _varint(cell.page, begin)
        mark = _as_varint(total)
        if end == cell.start and bytes(cell.page[begin - len(mark) : begin]) == mark and number:
            return number
    return None


def _local(total: int) -> int:
    """How much of a table's record stays in its page."""
    if total <= PAGE_BYTES - 35:
        return total
    least = (PAGE_BYTES - 12) * 32 // 255 - 23
    fitting = least + (total - least) % (PAGE_BYTES - 4)
    return fitting if fitting <= PAGE_BYTES - 35 else least


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return _INTEGERS.get(kind, 8 if kind == 7 else 0)


def _value(kind: int, raw: bytes) -> Value:
    if kind in {0, 10, 11}:
        return None
    if kind in {8, 9}:
        return kind - 8
    if kind == 7:
        return float(struct.unpack(">d", raw)[0])
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True)
    return raw if kind % 2 == 0 else raw.decode(errors="replace")
