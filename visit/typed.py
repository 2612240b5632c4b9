"""Typed fields: which keys they get, and how typed text becomes an answer. Nothing is guessed: half a number is none."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from catalogue.identifiers import compact
from catalogue.model import Field, FieldKind
from catalogue.showing import day_in_words, grouped
from visit.held.writing import Mode

if TYPE_CHECKING:
    from contract.case import Answer

DELETE, CLEAR, REDO, CAPITALS, CODE, SPACE = "⌫⌧↻⇧⌗␣"
"""Stand in a row of keys for those with a name: all but the space put in no character."""
NAMED_KEYS = {
    DELETE: "delete",
    CLEAR: "clear",
    REDO: "redo",
    CAPITALS: "capitals",
    CODE: "code",
    SPACE: " ",
}
"""What each of them sends."""

LAYOUTS = {
    FieldKind.TEXT: "writing",
    FieldKind.PERSON_NAME: "pinyin",
    FieldKind.PHONE: "digits",
    FieldKind.WHOLE_NUMBER: "digits",
    FieldKind.SHARE: "digits",
    FieldKind.BANK_CARD: "digits",
    FieldKind.DATE: "digits",
    FieldKind.MONEY: "money",
    FieldKind.ID_NUMBER: "id_number",
    FieldKind.CREDIT_CODE: "credit_code",
    FieldKind.EMAIL: "latin",
}

TYPED_KINDS = frozenset(LAYOUTS)

KEYS: dict[str, tuple[str, ...]] = {
    "digits": ("123", "456", "789", f"{DELETE}0{CLEAR}"),
    "money": ("123", "456", "789", f".0{DELETE}"),
    "id_number": ("123", "456", "789", f"X0{DELETE}"),
    # Without I, O, S, V and Z, which the code does not have (GB 32100-2015): they look like digits.
    "credit_code": ("1234567890", "ABCDEFGHJK", "LMNPQRTUWX", f"Y{CLEAR}{DELETE}"),
    "latin": ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", f"@._-{DELETE}"),
    "pinyin": ("1234567890", "qwertyuiop", "asdfghjkl、", f"zxcvbnm·{DELETE}"),
    "writing": ("1234567890", "qwertyuiop", "asdfghjkl，", f"zxcvbnm。、{DELETE}"),
    # Another way to put in what "pinyin" and "writing" are for; `keys_of` chooses.
    "ink_name": (f"·{REDO}{DELETE}",),
    "ink": (f"，。、-{REDO}{DELETE}",),
    "strokes": ("123", "45*", f"{CODE}·{DELETE}"),
    "code": ("123456", "7890AB", f"CDEF{DELETE}"),
    "numbers": ("123", "456", "789", f"-0{DELETE}"),
    "small": ("qwertyuiop", "asdfghjkl-", f"{CAPITALS}zxcvbnm.", f"@{SPACE}{DELETE}"),
    "capitals": ("QWERTYUIOP", "ASDFGHJKL-", f"{CAPITALS}ZXCVBNM.", f"@{SPACE}{DELETE}"),
}
"""Rows of keys; of letters never more than ten, so that each is large enough also on a narrow panel."""

STROKE_KEYS = "12345*"
"""横竖撇点折, and one that is not known."""

PINYIN_LAYOUTS = frozenset({"pinyin", "writing"})
"""Whose letters are turned into words: names, and whole sentences."""

LONGEST = {
    FieldKind.PHONE: 11,
    FieldKind.WHOLE_NUMBER: 6,
    FieldKind.MONEY: 12,
    FieldKind.SHARE: 3,
    FieldKind.DATE: 8,
    FieldKind.ID_NUMBER: 18,
    FieldKind.CREDIT_CODE: 18,
    FieldKind.BANK_CARD: 19,
}
LONGEST_TEXT = 60
LONGEST_PINYIN = 24
LONGEST_STROKES = 32

_DAY_DIGITS = 8
"""20260115."""
FIRST_YEAR = 1990
"""The earliest year that can be stepped to."""


def keys_of(layout: str, mode: Mode, *, capitals: bool) -> str:
    """The layout that is shown: names and sentences are put in in several ways, everything else in one."""
    if layout not in PINYIN_LAYOUTS or mode is Mode.PINYIN:
        return layout
    if mode is Mode.HANDWRITING:
        return "ink_name" if layout == "pinyin" else "ink"
    if mode is Mode.LATIN:
        return "capitals" if capitals else "small"
    return {Mode.STROKES: "strokes", Mode.CODE: "code", Mode.DIGITS: "numbers"}[mode]


def is_character(key: str, layout: str) -> bool:
    """Whether a key of this layout puts in a character."""
    if key == " ":
        return any(SPACE in row for row in KEYS[layout])
    return len(key) == 1 and key not in NAMED_KEYS and any(key in row for row in KEYS[layout])


def is_month(value: str) -> bool:
    """YYYY-MM within the years that can be shown."""
    year, _, month = value.partition("-")
    whole = len(year) == 4 and len(month) == 2 and value.isascii() and (year + month).isdigit()
    return whole and int(year) >= FIRST_YEAR and 1 <= int(month) <= 12


def is_name(field: Field) -> bool:
    """Of a person: characters only, a surname before the given name."""
    return field.kind is FieldKind.PERSON_NAME


def room_for(field: Field) -> int:
    if field.kind in LONGEST:
        return LONGEST[field.kind]
    return field.maximum or LONGEST_TEXT


def to_answer(field: Field, text: str) -> Answer:
    """The value of what was typed; None while it is none yet. Money is typed in yuan and kept in fen."""
    if not text:
        return None
    if field.kind is FieldKind.DATE:
        return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == _DAY_DIGITS else None
    if field.kind in {FieldKind.WHOLE_NUMBER, FieldKind.SHARE}:
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
    if field.kind is FieldKind.DATE:
        return str(value).replace("-", "")
    if field.kind in {FieldKind.BANK_CARD, FieldKind.ID_NUMBER, FieldKind.CREDIT_CODE}:
        return compact(str(value))
    return str(value).lower() if field.kind is FieldKind.EMAIL else str(value)


def as_typed(field: Field, text: str, language: str) -> str:
    """What was typed, as it is compared with a card or a paper: in groups, as a date, with its unit."""
    if field.kind is FieldKind.DATE:
        return _date_so_far(text, language)
    if field.kind is FieldKind.SHARE:
        return f"{text}%"
    return grouped(field.kind, text)


def _date_so_far(text: str, language: str) -> str:
    if len(text) == _DAY_DIGITS:
        return day_in_words(f"{text[:4]}-{text[4:6]}-{text[6:]}", language)
    year, month, day = text[:4], text[4:6], text[6:]
    if language == "en":
        return "-".join(part for part in (year, month, day) if part)
    return year + (f"年{month}" if month else "") + (f"月{day}" if day else "")
