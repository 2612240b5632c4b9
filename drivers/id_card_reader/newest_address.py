"""The address that an authority appended to a card after it was made (the answer to 30 03).

70 bytes of UTF-16LE by what public programs do with it; no manual was read, and modules differ. So it is believed
only when it looks like an address.
"""

from __future__ import annotations

from drivers.id_card_reader.layout import DocumentKind

HAVE_ONE = frozenset({DocumentKind.RESIDENT_ID, DocumentKind.HK_MO_TW_PERMIT})
"""Kinds of card with an address."""

_SHORTEST = 4


def newest_address(data: bytes) -> str:
    """The address, or nothing when these bytes are none."""
    try:
        text = data.decode("utf-16-le").rstrip(" \0")
    except UnicodeDecodeError:
        return ""
    return text if len(text) >= _SHORTEST and text.isprintable() else ""
