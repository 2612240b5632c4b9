"""How an answer is shown to a person: on the check page, the receipt and the application form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.faults import month, yuan
from catalogue.model import Field, FieldKind, Text

if TYPE_CHECKING:
    from contract.case import Answer

_NOT_GIVEN = Text(zh="未填写", en="Not given")
_YES = Text(zh="是", en="Yes")
_NO = Text(zh="否", en="No")
# Not calendar.month_name: that follows the locale of the machine, not the language of the resident.
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def shown(field: Field, value: Answer, language: str) -> str:
    """The answer in words. A value that does not fit its field is shown as it is, to be mended."""
    if value is None or value in ("", ()):
        return _NOT_GIVEN.to(language)
    if isinstance(value, bool):
        return (_YES if value else _NO).to(language)
    if isinstance(value, tuple):
        return ("; " if language == "en" else "、").join(_choice(field, one, language) for one in value)
    if isinstance(value, int):
        return yuan(value) if field.kind is FieldKind.MONEY else str(value)
    if field.kind is FieldKind.MONTH:
        return _month(value, language)
    if field.kind is FieldKind.PHONE and len(value) == 11:
        return f"{value[:3]} {value[3:7]} {value[7:]}"
    return _choice(field, value, language)


def _choice(field: Field, chosen: str, language: str) -> str:
    return next((choice.label.to(language) for choice in field.choices if choice.id == chosen), chosen)


def _month(value: str, language: str) -> str:
    if month(value) is None:
        return value
    year, number = value.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if language == "en" else f"{year}年{int(number)}月"
