"""The cards of the demo residents: text of 256 bytes as each kind of card carries it, from
`demo/residents.yaml`.

Written apart from the driver's reading of the layouts, so that one mistake does not hide the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path

PHOTO = bytes(1024)
"""A card's photo is in a closed format that nobody here can make; any 1,024 bytes do."""

Person = Mapping[str, str]
_Row = tuple[str, int]
"""Field of the residents' file ("" for reserved) and its width in characters, in the order on the card."""

_ROWS: dict[str, tuple[_Row, ...]] = {
    "resident_id": (
        ("name", 15), ("sex", 1), ("ethnic", 2), ("birth", 8), ("address", 35), ("id_number", 18),
        ("authority", 15), ("valid_from", 8), ("valid_to", 8), ("", 18),
    ),
    "hk_mo_tw_permit": (
        ("name", 15), ("sex", 1), ("", 2), ("birth", 8), ("address", 35), ("id_number", 18),
        ("authority", 15), ("valid_from", 8), ("valid_to", 8), ("permit_number", 9), ("issue_count", 2),
        ("", 3), ("=J", 1), ("", 3),
    ),
    "foreigner_2017": (
        ("name", 60), ("sex", 1), ("id_number", 15), ("nationality", 3), ("name_zh", 15), ("valid_from", 8),
        ("valid_to", 8), ("birth", 8), ("version", 2), ("authority_code", 4), ("=I", 1), ("", 3),
    ),
    "foreigner_2023": (
        ("name_zh", 15), ("sex", 1), ("renewals", 2), ("birth", 8), ("name[:35]", 35), ("id_number", 18),
        ("", 15), ("valid_from", 8), ("valid_to", 8), ("name[35:]", 11), ("nationality", 3),
        ("=Y", 1), ("", 3),
    ),
}  # fmt: skip


def load_residents(path: Path) -> dict[str, Person]:
    """The demo residents by their short name (`wang`, `li`, ...)."""
    people: dict[str, Person] = yaml.safe_load(path.read_text(encoding="utf-8"))["residents"]
    return people


def card_text(person: Person) -> bytes:
    """The 256 bytes on this person's card."""
    return b"".join(_cell(person, field, width) for field, width in _ROWS[person["document"]])


def newest_address(person: Person) -> bytes:
    """70 bytes of an address appended after the card was made, or nothing (the demo cards have none)."""
    return appended(person.get("newest_address", ""))


def appended(address: str) -> bytes:
    """70 bytes of address, or nothing."""
    return _padded(address, 35) if address else b""


def _cell(person: Person, field: str, width: int) -> bytes:
    if field.startswith("="):
        return _padded(field[1:], width)
    if field == "name[:35]":
        return _padded(person["name"][:35], width)
    if field == "name[35:]":
        return _padded(person["name"][35:], width)
    return _padded(person.get(field, ""), width)


def _padded(text: str, width: int) -> bytes:
    encoded = text.encode("utf-16-le")[: width * 2]
    return encoded + b" \0" * (width - len(encoded) // 2)
