"""BER-TLV as bank cards use it (ISO 7816-4, EMV book 3), and the simple TLV of social security cards.

Both read what a card sent, so neither raises: from what is cut short or no TLV at all they give what was whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 8
"""Templates inside each other; a real card has three or four."""


def objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects side by side in `data`: tag (one to four bytes, as a number) and value."""
    at = 0
    while at < len(data):
        if data[at] in {0x00, 0xFF}:  # padding between objects
            at += 1
            continue
        start = at
        at += 1
        if data[start] & 0x1F == 0x1F:
            while at < len(data) and at - start < 3 and data[at] & 0x80:
                at += 1
            at += 1
        tag = int.from_bytes(data[start:at], "big")
        if at >= len(data):
            return
        length = data[at]
        at += 1
        if length & 0x80:
            more = length & 0x7F
            if not 1 <= more <= 2 or at + more > len(data):
                return  # no card's object is longer than two bytes can say; 80 (no end told) is not allowed
            length = int.from_bytes(data[at : at + more], "big")
            at += more
        if at + length > len(data):
            return
        yield tag, data[at : at + length]
        at += length


def find_all(data: bytes, wanted: int, depth: int = DEEPEST) -> Iterator[bytes]:
    """Every value with this tag, in the order in which it stands there, also inside templates."""
    for tag, value in objects(data):
        if tag == wanted:
            yield value
        elif depth > 0 and _is_template(tag):
            yield from find_all(value, wanted, depth - 1)


def find(data: bytes, wanted: int) -> bytes | None:
    return next(find_all(data, wanted), None)


def lengths(data: bytes) -> Iterator[tuple[int, int]]:
    """A data object list (PDOL): tags and how many bytes the card wants of each, without values."""
    at = 0
    while at < len(data):
        start = at
        at += 1
        if data[start] & 0x1F == 0x1F:
            while at < len(data) and at - start < 3 and data[at] & 0x80:
                at += 1
            at += 1
        if at >= len(data):
            return
        yield int.from_bytes(data[start:at], "big"), data[at]
        at += 1


def simple(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and length of one byte each; an object that is cut short ends it."""
    at = 0
    while at + 2 <= len(data):
        end = at + 2 + data[at + 1]
        if end > len(data):
            return
        yield data[at], data[at + 2 : end]
        at = end


def _is_template(tag: int) -> bool:
    first = tag
    while first > 0xFF:
        first >>= 8
    return bool(first & 0x20)
