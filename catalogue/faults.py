"""The rule of each kind of field: it returns the sentence that tells the resident how to mend the answer."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from stdnum import luhn

from catalogue.date_faults import date_fault
from catalogue.identifiers import check_citizen_number, compact, credit_code_fault
from catalogue.model import Field, FieldKind
from catalogue.realm import Realm
from catalogue.said import Fen, YearMonth, said
from catalogue.script import is_han_text, is_person_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from catalogue.model import Text
    from contract.case import Answer

MAX_TEXT = 100
"""Length of a text where the item sets none (GB/T 39046-2020: an address is an..100)."""
MAX_NUMBER = 999_999
MAX_MONEY = 10**13
"""100 thousand million yuan, in fen: above it is a slip of the finger."""

_PHONE = re.compile(r"1[3-9][0-9]{9}")
_DEMO_PHONE = re.compile(r"100000[0-9]{5}")
_MONTH = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_CHOSEN = (
    FieldKind.CHOICE,
    FieldKind.CHOICES,
    FieldKind.PARTS,
    FieldKind.AREA,
    FieldKind.YES_NO,
    FieldKind.MONTH,
)


def fault(
    field: Field, value: Answer, answers: Mapping[str, Answer], *, today: date, realm: Realm
) -> Text | None:
    """What is wrong with `value` as the answer to `field`, or None."""
    if value is None or value == () or (isinstance(value, str) and not value.strip()):
        return _missing(field) if field.required else None
    if field.kind is FieldKind.MONTH:
        return _month(field, value, answers, today)
    if field.kind is FieldKind.DATE:
        return date_fault(field, value, answers, today)
    if field.kind is FieldKind.ID_NUMBER:
        return check_citizen_number(value, today=today).fault if isinstance(value, str) else _missing(field)
    if field.kind is FieldKind.PHONE:
        return _phone(value, realm)
    return _RULES[field.kind](field, value)


def month(value: Answer) -> str | None:
    """The value when it is a month YYYY-MM of 1900 to 2099; months compare as texts."""
    return value if isinstance(value, str) and _MONTH.fullmatch(value) else None


def _missing(field: Field) -> Text:
    if field.kind in _CHOSEN:
        return said("fault.choose", label=field.label)
    return said("fault.fill", label=field.label)


def _text(field: Field, value: Answer) -> Text | None:
    least, most = field.minimum or 1, field.maximum or MAX_TEXT
    if not isinstance(value, str) or not least <= len(value.strip()) <= most:
        return (
            said("fault.text_span", least=least, most=most)
            if least > 1
            else said("fault.text_most", most=most)
        )
    if field.han_only and not is_han_text(value.strip()):
        return said("fault.han_only")
    # Cc, Cf, Cs, Co, Cn: not printable, and format characters can turn a text's direction on paper.
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in value):
        return said("fault.invisible")
    return None


def _person_name(field: Field, value: Answer) -> Text | None:
    most = field.maximum or 50
    if isinstance(value, str) and 2 <= len(value.strip()) <= most and is_person_name(value.strip()):
        return None
    return said("fault.person_name", most=most)


def _phone(value: Answer, realm: Realm) -> Text | None:
    if isinstance(value, str):
        if _PHONE.fullmatch(value):
            return None
        if realm is Realm.DEMO and _DEMO_PHONE.fullmatch(value):
            return None
    return said("fault.phone")


def _number(field: Field, value: Answer) -> Text | None:
    least = field.minimum if field.minimum is not None else 0
    most = field.maximum if field.maximum is not None else MAX_NUMBER
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return None
    return said("fault.number", least=least, most=most)


def _money(field: Field, value: Answer) -> Text | None:
    least = field.minimum if field.minimum is not None else 0
    most = field.maximum if field.maximum is not None else MAX_MONEY
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return None
    return said("fault.money", low=Fen(least), high=Fen(most))


def _month(field: Field, value: Answer, answers: Mapping[str, Answer], today: date) -> Text | None:
    chosen = month(value)
    if chosen is None:
        return said("fault.month")
    if chosen > f"{today:%Y-%m}":
        return said("fault.month_ahead", label=field.label)
    earliest = month(answers.get(field.not_before)) if field.not_before else None
    if earliest and chosen < earliest:
        year, number = earliest.split("-")
        return said("fault.month_before_start", month=YearMonth(int(year), int(number)))
    return None


def _credit_code(field: Field, value: Answer) -> Text | None:
    return credit_code_fault(value) if isinstance(value, str) else _missing(field)


def _bank_card(field: Field, value: Answer) -> Text | None:  # noqa: ARG001 -- as every rule
    number = compact(value) if isinstance(value, str) else ""
    if not (number.isascii() and number.isdigit() and 16 <= len(number) <= 19):
        return said("fault.bank_card")
    if not luhn.is_valid(number):
        return said("fault.bank_card_digit")
    return None


def _email(field: Field, value: Answer) -> Text | None:  # noqa: ARG001 -- as every rule
    if isinstance(value, str) and len(value) <= 100 and _EMAIL.fullmatch(value):
        return None
    return said("fault.email")


def _share(field: Field, value: Answer) -> Text | None:  # noqa: ARG001 -- as every rule
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100:
        return None
    return said("fault.share")


def _yes_no(field: Field, value: Answer) -> Text | None:
    return None if isinstance(value, bool) else _missing(field)


def _choice(field: Field, value: Answer) -> Text | None:
    return None if value in [choice.id for choice in field.choices] else _missing(field)


def _choices(field: Field, value: Answer) -> Text | None:
    known = [choice.id for choice in field.choices]
    if (
        not isinstance(value, tuple)
        or len(set(value)) != len(value)
        or any(one not in known for one in value)
    ):
        return _missing(field)
    if field.minimum and len(value) < field.minimum:
        return said("fault.least", count=field.minimum)
    if field.maximum and len(value) > field.maximum:
        return said("fault.most", count=field.maximum)
    return None


_RULES: dict[FieldKind, Callable[[Field, Answer], Text | None]] = {
    FieldKind.TEXT: _text,
    FieldKind.PERSON_NAME: _person_name,
    FieldKind.WHOLE_NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.AREA: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.PARTS: _choices,
    FieldKind.CREDIT_CODE: _credit_code,
    FieldKind.BANK_CARD: _bank_card,
    FieldKind.EMAIL: _email,
    FieldKind.SHARE: _share,
}
