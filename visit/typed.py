"""Typed fields: which keys they get, and how typed text becomes an answer. Nothing is guessed: half a number is none."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from catalogue.model import Field, FieldKind

if TYPE_CHECKING:
    from contract.case import Answer

TYPED_KINDS = frozenset(
    {FieldKind.TEXT, FieldKind.PERSON_NAME, FieldKind.PHONE, FieldKind.WHOLE_NUMBER, FieldKind.MONEY}
)

LAYOUTS = {
    FieldKind.TEXT: "pinyin",
    FieldKind.PERSON_NAME: "pinyin",
    FieldKind.PHONE: "digits",
    FieldKind.WHOLE_NUMBER: "digits",
    FieldKind.MONEY: "money",
}

KEYS: dict[str, tuple[str, ...]] = {
    "digits": ("123", "456", "789", "D0C"),
    "money": ("123", "456", "789", ".0D"),
    "pinyin": ("1234567890", "qwertyuiop", "asdfghjkl、", "zxcvbnm·-D"),
}
"""Rows of keys; D deletes one character, C clears the field."""

LONGEST = {FieldKind.PHONE: 11, FieldKind.WHOLE_NUMBER: 6, FieldKind.MONEY: 12}
LONGEST_TEXT = 60
LONGEST_PINYIN = 24


FIRST_YEAR = 1990
"""The earliest year that can be stepped to."""


def is_character(key: str, layout: str) -> bool:
    """Whether a key of this layout puts in a character."""
    return len(key) == 1 and key not in "DC" and any(key in row for row in KEYS[layout])


def is_month(value: str) -> bool:
    """YYYY-MM within the years that can be shown."""
    year, _, month = value.partition("-")
    whole = len(year) == 4 and len(month) == 2 and value.isascii() and (year + month).isdigit()
    return whole and int(year) >= FIRST_YEAR and 1 <= int(month) <= 12


def room_for(field: Field) -> int:
    if field.kind in LONGEST:
        return LONGEST[field.kind]
    return field.maximum or LONGEST_TEXT


def to_answer(field: Field, text: str) -> Answer:
    """The value of what was typed; None while it is none yet. Money is typed in yuan and kept in fen."""
    if not text:
        return None
    if field.kind is FieldKind.WHOLE_NUMBER:
        return int(text) if text.isascii() and text.isdigit() else None
    if field.kind is FieldKind.MONEY:
        try:
            fen = Decimal(text) * 100
        except InvalidOperation:
            return None
        return int(fen) if fen == fen.to_integral_value() else None
    return text


def to_text(field: Field, value: Answer) -> str:
    """What would have been typed for this answer."""
    if value is None:
        return ""
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        yuan, fen = divmod(value, 100)
        return f"{yuan}.{fen:02d}" if fen else str(yuan)
    return str(value)
