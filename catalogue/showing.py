"""How an answer is shown to a person: on the check page, the receipt and the application form."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from catalogue.capitals import in_capitals
from catalogue.faults import month as month_of
from catalogue.identifiers import compact
from catalogue.masking import masked_card, masked_id, masked_phone
from catalogue.model import Choice, Fact, Field, FieldKind
from catalogue.said import said
from wording.forms import amount, day, month, options

if TYPE_CHECKING:
    from contract.case import Answer

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_GIVEN = said("answer.none")
_YES = said("answer.yes")
_NO = said("answer.no")
_GROUPS = {
    FieldKind.PHONE: (3, 4),
    FieldKind.BANK_CARD: (4, 4, 4, 4),
    FieldKind.ID_NUMBER: (6, 8),
    FieldKind.CREDIT_CODE: (4, 4, 4, 4),
}
"""How long numbers are set apart to be compared with a card; what is left over stands last."""
_MASKS = {
    FieldKind.PHONE: masked_phone,
    FieldKind.ID_NUMBER: masked_id,
    FieldKind.BANK_CARD: masked_card,
}
"""Numbers that others beside the screen need not read."""


def shown_masked(field: Field, value: Answer, language: str) -> str:
    """As `shown`, for a page on which others may look: numbers of people are masked."""
    if field.kind in _MASKS and isinstance(value, str) and value:
        return _MASKS[field.kind](value)
    return shown(field, value, language)


def shown_fact(fact: Fact, value: Answer, language: str) -> str:
    """What a department has on record, masked."""
    if fact.kind in _MASKS and isinstance(value, str) and value:
        return _MASKS[fact.kind](value)
    return _words(fact.kind, value, (), language)


def shown(part: Field | Fact, value: Answer, language: str) -> str:
    """The answer in words. A value that does not fit its field is shown as it is, to be mended."""
    words = _words(part.kind, value, part.choices if isinstance(part, Field) else (), language)
    if (
        language == "zh"
        and isinstance(part, Field)
        and part.kind is FieldKind.MONEY
        and isinstance(value, int)
    ):
        capitals = in_capitals(value)
        return f"{words}（{capitals}）" if capitals else words
    return words


def grouped(kind: FieldKind, text: str) -> str:
    """A long number, also half typed, in groups."""
    parts, rest = [], text
    for size in _GROUPS.get(kind, ()):
        parts.append(rest[:size])
        rest = rest[size:]
    return " ".join(part for part in (*parts, rest) if part)


def day_in_words(text: str, language: str) -> str:
    """`2026-01-15` as people write it; a text that is no day as it is."""
    try:
        return day(date.fromisoformat(text), language) if _DAY.fullmatch(text) else text
    except ValueError:
        return text


def _words(kind: FieldKind, value: Answer, choices: tuple[Choice, ...], language: str) -> str:
    if value is None or value in ("", ()):
        return _NOT_GIVEN.to(language)
    if isinstance(value, bool):
        return (_YES if value else _NO).to(language)
    if isinstance(value, tuple):
        return options([_choice(choices, one, language) for one in value], language)
    if isinstance(value, int):
        return (
            amount(value, language)
            if kind is FieldKind.MONEY
            else f"{value}%"
            if kind is FieldKind.SHARE
            else str(value)
        )
    if kind is FieldKind.MONTH:
        return _month(value, language)
    if kind is FieldKind.DATE:
        return day_in_words(value, language)
    if kind in _GROUPS:
        return grouped(kind, compact(value))
    return _choice(choices, value, language)


def _choice(choices: tuple[Choice, ...], chosen: str, language: str) -> str:
    return next((choice.label.to(language) for choice in choices if choice.id == chosen), chosen)


def _month(value: str, language: str) -> str:
    if month_of(value) is None:
        return value
    year, number = value.split("-")
    return month(int(year), int(number), language)
