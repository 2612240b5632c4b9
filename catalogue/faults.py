"""The rule of each kind of field: it returns the sentence that tells the resident how to mend the answer."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from stdnum import luhn

from catalogue.date_faults import date_fault
from catalogue.identifiers import check_citizen_number, compact, credit_code_fault
from catalogue.model import Field, FieldKind, Text
from catalogue.realm import Realm
from catalogue.script import is_han_text, is_person_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

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
        return Text(zh=f"请选择“{field.label.zh}”。", en=f"Please choose: {field.label.en}.")
    return Text(zh=f"请填写“{field.label.zh}”。", en=f"Please fill in: {field.label.en}.")


def _text(field: Field, value: Answer) -> Text | None:
    least, most = field.minimum or 1, field.maximum or MAX_TEXT
    if not isinstance(value, str) or not least <= len(value.strip()) <= most:
        zh = f"请填写{least}到{most}个字。" if least > 1 else f"请不要超过{most}个字。"
        en = (
            f"Please write {least} to {most} characters."
            if least > 1
            else f"Please write at most {most} characters."
        )
        return Text(zh=zh, en=en)
    if field.han_only and not is_han_text(value.strip()):
        return Text(zh="请只用汉字，不要字母、数字和标点。", en="Please use Chinese characters only.")
    # Cc, Cf, Cs, Co, Cn: not printable, and format characters can turn a text's direction on paper.
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in value):
        return Text(zh="有看不见的符号，请删去重填。", en="There is an invisible sign. Please type it anew.")
    return None


def _person_name(field: Field, value: Answer) -> Text | None:
    most = field.maximum or 50
    if isinstance(value, str) and 2 <= len(value.strip()) <= most and is_person_name(value.strip()):
        return None
    return Text(
        zh=f"请填写身份证上的姓名，2到{most}个字。少数民族姓名中间用“·”。",
        en=f"Please write the name as on the identity card, 2 to {most} letters, no digits.",
    )


def _phone(value: Answer, realm: Realm) -> Text | None:
    if isinstance(value, str):
        if _PHONE.fullmatch(value):
            return None
        if realm is Realm.DEMO and _DEMO_PHONE.fullmatch(value):
            return None
    return Text(
        zh="请填写11位手机号码，例如138开头的号码。",
        en="Please enter a mobile number of 11 digits, e.g. 138…",
    )


def _number(field: Field, value: Answer) -> Text | None:
    least = field.minimum if field.minimum is not None else 0
    most = field.maximum if field.maximum is not None else MAX_NUMBER
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return None
    return Text(
        zh=f"请填写{least}到{most}之间的整数。", en=f"Please enter a whole number from {least} to {most}."
    )


def _money(field: Field, value: Answer) -> Text | None:
    least = field.minimum if field.minimum is not None else 0
    most = field.maximum if field.maximum is not None else MAX_MONEY
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return None
    low, high = yuan(least), yuan(most)
    return Text(zh=f"请填写{low}到{high}之间的金额。", en=f"Please enter an amount from {low} to {high}.")


def yuan(fen: int) -> str:
    """`¥1,000.00` of 100000 fen, without the way round over a float."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}¥{fen // 100:,}.{fen % 100:02d}"


def _month(field: Field, value: Answer, answers: Mapping[str, Answer], today: date) -> Text | None:
    chosen = month(value)
    if chosen is None:
        return Text(
            zh="请选择年份和月份，例如2024年3月。", en="Please choose a year and a month, e.g. March 2024."
        )
    if chosen > f"{today:%Y-%m}":
        return Text(
            zh=f"“{field.label.zh}”还没有到，请选本月或以前的月份。",
            en=f"{field.label.en}: this month has not come yet. Please choose this month or an earlier one.",
        )
    earliest = month(answers.get(field.not_before)) if field.not_before else None
    if earliest and chosen < earliest:
        year, number = earliest.split("-")
        return Text(
            zh=f"结束不能早于开始，请选{year}年{int(number)}月或以后的月份。",
            en=f"The end cannot be before the start. Please choose {earliest} or later.",
        )
    return None


def _credit_code(field: Field, value: Answer) -> Text | None:
    return credit_code_fault(value) if isinstance(value, str) else _missing(field)


def _bank_card(field: Field, value: Answer) -> Text | None:  # noqa: ARG001 -- as every rule
    number = compact(value) if isinstance(value, str) else ""
    if not (number.isascii() and number.isdigit() and 16 <= len(number) <= 19):
        return Text(
            zh="银行卡号是16到19位数字，在卡的正面。", en="The number on the card has 16 to 19 digits."
        )
    if not luhn.is_valid(number):
        return Text(
            zh="卡号有一位不对，请和银行卡逐位核对。", en="One digit is wrong. Please compare with the card."
        )
    return None


def _email(field: Field, value: Answer) -> Text | None:  # noqa: ARG001 -- as every rule
    if isinstance(value, str) and len(value) <= 100 and _EMAIL.fullmatch(value):
        return None
    return Text(
        zh="邮箱要像 name@example.com 这样，中间有“@”。",
        en="An e-mail address looks like name@example.com.",
    )


def _share(field: Field, value: Answer) -> Text | None:  # noqa: ARG001 -- as every rule
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100:
        return None
    return Text(zh="请填写1到100之间的百分数。", en="Please enter a percentage from 1 to 100.")


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
        return Text(zh=f"请至少选{field.minimum}项。", en=f"Please choose at least {field.minimum}.")
    if field.maximum and len(value) > field.maximum:
        return Text(zh=f"最多选{field.maximum}项。", en=f"Please choose at most {field.maximum}.")
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
