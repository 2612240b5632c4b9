"""ESC/POS bytes cut into tokens. It draws nothing; an unknown command is a token too, so that a test can
see it.

Lengths as in the manuals of several makers. Real-time commands (DLE) do not come here: a printer takes them
out of the line before its buffer.
"""

from __future__ import annotations

from dataclasses import dataclass

ESC, GS, FS = 0x1B, 0x1D, 0x1C
_PREFIXES = {ESC: "ESC", GS: "GS", FS: "FS"}

_FIXED: dict[int, dict[int, int]] = {
    ESC: dict.fromkeys(b"@2im", 0)
    | dict.fromkeys(b"!-3EGMJdatR {Vr=SUT%", 1)
    | dict.fromkeys(b"$\\c", 2)
    | {ord("p"): 3, ord("W"): 8},
    GS: dict.fromkeys(b":", 0) | dict.fromkeys(b"!BarIHhwfb/T", 1) | dict.fromkeys(b"LWP$\\", 2),
    FS: dict.fromkeys(b"&.", 0) | dict.fromkeys(b"!W-C", 1) | dict.fromkeys(b"S", 2),
}
"""Parameter bytes after prefix and command byte, for commands of fixed length."""


@dataclass(frozen=True)
class Char:
    """One character cell. `text` is empty for what this printer's font does not have."""

    text: str
    wide: bool


@dataclass(frozen=True)
class Op:
    """A command: `name` as manuals write it (`ESC @`, `GS v`), parameters, and the data of a picture or a
    code."""

    name: str
    parameters: bytes = b""
    data: bytes = b""


Token = Char | Op

LINE_FEED = Op("LF")


class Tokenizer:
    """Takes bytes as they come; keeps an unfinished command until the rest arrives."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._chinese = True  # printers with Chinese firmware start in this mode

    def clear(self) -> None:
        self._buffer.clear()

    def feed(self, data: bytes) -> list[Token]:
        self._buffer += data
        tokens: list[Token] = []
        while self._buffer:
            taken = self._take()
            if taken is None:
                break
            length, token = taken
            del self._buffer[:length]
            if token is None:
                continue
            if isinstance(token, Op) and token.name in {"FS &", "FS .", "ESC @"}:
                self._chinese = token.name != "FS ."
            tokens.append(token)
        return tokens

    def _take(self) -> tuple[int, Token | None] | None:
        """Length and token at the beginning of the buffer; None while more bytes are needed."""
        first = self._buffer[0]
        if first in _PREFIXES:
            return self._command(first)
        if first == 0x0A:
            return 1, LINE_FEED
        if first < 0x20 or first == 0x7F:
            return 1, None  # CR, HT and the like: no effect here
        if first < 0x80:
            return 1, Char(chr(first), wide=False)
        if not self._chinese:
            return 1, Char("", wide=False)
        if len(self._buffer) < 2:
            return None
        return self._double()

    def _double(self) -> tuple[int, Token]:
        pair = bytes(self._buffer[:2])
        if pair[0] in {0x80, 0xFF} or not 0x40 <= pair[1] <= 0xFE or pair[1] == 0x7F:
            # The second byte of a four-byte character is a digit: real printers show a box and that digit.
            return 1, Char("", wide=True)
        try:
            text = pair.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        return 2, Char("" if "\ue000" <= text <= "\uf8ff" else text, wide=True)

    def _command(self, prefix: int) -> tuple[int, Token] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        letter = buffer[1]
        name = f"{_PREFIXES[prefix]} {chr(letter) if 0x20 <= letter < 0x7F else f'{letter:02X}'}"
        size = _FIXED[prefix].get(letter)
        if size is not None:
            return (2 + size, Op(name, bytes(buffer[2 : 2 + size]))) if len(buffer) >= 2 + size else None
        length = _VARIABLE.get(name)
        if length is None:
            return 2, Op(name)
        sizes = length(bytes(buffer[:_LONGEST_HEAD]))
        if sizes is None or len(buffer) < sizes[1]:
            return None
        head, end = sizes
        if name == "GS (":
            return end, Op(name + chr(buffer[2]), b"", bytes(buffer[head:end]))
        if name == "GS k":
            return end, Op(name, bytes(buffer[2:3]), bytes(buffer[head:end]))
        return end, Op(name, bytes(buffer[2:head]), bytes(buffer[head:end]))


_LONGEST_HEAD = 512
"""Bytes that tell how long a command is. The buffer itself may hold a picture, and is not copied for the question."""
_LARGEST_PICTURE = 4 * 1024 * 1024
"""Bytes; more than a metre of paper. A greater claim is a command without data, or it would swallow all that follows."""

_Sizes = tuple[int, int] | None
"""Where the parameters end and where the data end, from the beginning of the command; None while that cannot be told."""


def _cut(head: bytes) -> _Sizes:
    size = 4 if head[2:3] in {b"A", b"B"} else 3
    return (size, size) if len(head) >= size else None


def _raster(head: bytes) -> _Sizes:
    if len(head) < 8:
        return None
    size = int.from_bytes(head[4:6], "little") * int.from_bytes(head[6:8], "little")
    return 8, 8 + (size if size <= _LARGEST_PICTURE else 0)


def _counted(head: bytes) -> _Sizes:
    return (5, 5 + int.from_bytes(head[3:5], "little")) if len(head) >= 5 else None


def _bit_image(head: bytes) -> _Sizes:
    if len(head) < 5:
        return None
    return 5, 5 + int.from_bytes(head[3:5], "little") * (3 if head[2] >= 32 else 1)


def _barcode(head: bytes) -> _Sizes:
    """Symbologies from 65 on carry their length, the older ones end with a zero."""
    if len(head) < 4:
        return None
    if head[2] >= 65:
        return 4, 4 + head[3]
    return _up_to_zero(head, 3, _LONGEST_BARCODE)


def _tabs(head: bytes) -> _Sizes:
    sizes = _up_to_zero(head, 2, _MOST_TABS)
    return sizes and (sizes[1] - 1, sizes[1])


_LONGEST_BARCODE, _MOST_TABS = 255, 32


def _up_to_zero(head: bytes, start: int, most: int) -> _Sizes:
    """Without a zero in time there is no such code: it ends where its head does."""
    end = head.find(b"\0", start, start + most + 1)
    if end >= 0:
        return start, end + 1
    return (start, start) if len(head) > start + most else None


_VARIABLE = {
    "GS V": _cut,
    "GS v": _raster,
    "GS (": _counted,
    "ESC *": _bit_image,
    "GS k": _barcode,
    "ESC D": _tabs,
}
