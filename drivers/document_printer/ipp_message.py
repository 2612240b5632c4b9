"""Messages of the Internet Printing Protocol as bytes, built and read strictly.

The layout (RFC 8010 section 3: version, operation or status, request id, groups of attributes, end tag, document) was
written down from knowledge of the standard and checked against two strangers, CUPS' `ipptool` and `ippeveprinter`; the
text of the RFC itself was not read. Collections are stepped over: nothing here asks for one.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

Value = int | bool | str | bytes | None
"""None: the printer has no value (`unknown`, `no-value`), or one of a kind that is not read here."""
Attributes = Mapping[str, tuple[Value, ...]]

MOST_BYTES = 256 * 1024
"""Of one answer without documents. The longest answer of a real printer to *all* attributes is some 30 kB."""
_MOST_VALUES = 8192
_VERSION = b"\x01\x01"
"""IPP/1.1, which every printer since 2000 takes; nothing of 2.x is needed."""


class Tag(IntEnum):
    """Delimiters of groups, and the kinds of values that are written here."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


_FIRST_VALUE_TAG = 0x10
_BEGIN_COLLECTION, _END_COLLECTION = 0x34, 0x37
_WITH_LANGUAGE = (0x35, 0x36)

Typed = tuple[Tag, Sequence[Value]]
"""An attribute to send: kind and values."""


@dataclass(frozen=True)
class Group:
    tag: int
    attributes: Attributes


@dataclass(frozen=True)
class Message:
    """A request or an answer. A document is not shown by its repr."""

    code: int
    """Operation or status."""
    request_id: int
    groups: tuple[Group, ...]
    document: bytes = field(default=b"", repr=False)

    def first(self, tag: Tag) -> Attributes:
        """The attributes of the first group of this kind, or none."""
        return next((group.attributes for group in self.groups if group.tag == tag), {})

    def all(self, tag: Tag) -> list[Attributes]:
        """One for each group of this kind: a printer lists its jobs so."""
        return [group.attributes for group in self.groups if group.tag == tag]


def build(code: int, request_id: int, groups: Sequence[tuple[Tag, Mapping[str, Typed]]]) -> bytes:
    """Everything up to the end tag; a document follows it directly.

    Raises ValueError for a value that its kind cannot hold: a bug of the caller.
    """
    out = bytearray(_VERSION + struct.pack(">Hi", code, request_id))
    for group, attributes in groups:
        out.append(group)
        for name, (kind, values) in attributes.items():
            for number, value in enumerate(values):
                out.append(kind)
                out += _counted(b"" if number else name.encode("ascii"))  # no name: one more of the same
                out += _counted(_packed(kind, value))
    out.append(Tag.END)
    return bytes(out)


def _counted(data: bytes) -> bytes:
    if len(data) > 0x7FFF:
        raise ValueError("too long for IPP")
    return struct.pack(">H", len(data)) + data


def _packed(kind: Tag, value: Value) -> bytes:
    match value:
        case bool():
            return bytes([value])
        case int():
            return struct.pack(">i", value)
        case str():
            return value.encode("utf-8")
    raise ValueError(f"no value for {kind.name}")


def parse(data: bytes) -> Message | None:
    """The message in these bytes; None when they are none. Never raises, looks at each byte once."""
    if len(data) < 9 or data[0] not in (1, 2):
        return None
    code, request_id = struct.unpack_from(">Hi", data, 2)
    found, at = _Found(), 8
    while at < len(data):
        tag = data[at]
        at += 1
        if tag == Tag.END:
            return None if found.depth else Message(code, request_id, found.groups(), data[at:])
        if tag < _FIRST_VALUE_TAG:
            if not found.begin(tag):
                return None
            continue
        name, at = _field(data, at)
        raw, at = _field(data, at)
        if name is None or raw is None or not found.add(tag, name, raw):
            return None
    return None  # half a message: the end tag is missing


class _Found:
    """What was read so far; its methods say whether it can go on like this."""

    def __init__(self) -> None:
        self.depth = 0
        """Of collections in collections: counted, not entered."""
        self._groups: list[tuple[int, dict[str, list[Value]]]] = []
        self._name = ""
        self._values = 0

    def begin(self, tag: int) -> bool:
        self._groups.append((tag, {}))
        self._name = ""
        self._values += 1
        return self.depth == 0 and self._values <= _MOST_VALUES

    def add(self, tag: int, name: bytes, raw: bytes) -> bool:
        self._values += 1
        if name and not self.depth:
            self._name = name.decode("ascii", "replace")
        if not self._groups or not self._name or self._values > _MOST_VALUES:
            return False  # a value of nothing, or more of them than any printer has to say
        if tag == _BEGIN_COLLECTION:
            self.depth += 1
        elif tag == _END_COLLECTION:
            self.depth -= 1
        elif not self.depth:
            self._groups[-1][1].setdefault(self._name, []).append(_value(tag, raw))
        return self.depth >= 0

    def groups(self) -> tuple[Group, ...]:
        return tuple(
            Group(tag, {name: tuple(values) for name, values in attributes.items()})
            for tag, attributes in self._groups
        )


def _field(data: bytes, at: int) -> tuple[bytes | None, int]:
    """A length of two bytes and so many bytes; None when they are not there."""
    start = at + 2
    if start > len(data):
        return None, at
    end = start + int.from_bytes(data[at:start], "big")
    return (data[start:end], end) if end <= len(data) else (None, at)


def _value(tag: int, raw: bytes) -> Value:
    if tag in (Tag.INTEGER, Tag.ENUM):
        return int.from_bytes(raw, "big", signed=True) if len(raw) == 4 else None
    if tag == Tag.BOOLEAN:
        return raw != b"\0" if len(raw) == 1 else None
    if tag in _WITH_LANGUAGE:
        _, at = _field(raw, 0)
        text, _ = _field(raw, at)
        return None if text is None else text.decode("utf-8", "replace")
    if 0x40 <= tag <= 0x49:
        return raw.decode("utf-8", "replace")
    return raw if 0x30 <= tag <= 0x33 else None
