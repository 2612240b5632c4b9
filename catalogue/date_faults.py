"""What is wrong with a day (YYYY-MM-DD) as the answer to a field."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from catalogue.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Field
    from contract.case import Answer

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2099, 12, 31)


def date_fault(field: Field, value: Answer, answers: Mapping[str, Answer], today: date) -> Text | None:
    """`minimum` and `maximum` of the field are days from today; `not_before` names another day field."""
    chosen = day_of(value)
    if chosen is None:
        return Text(
            zh="请填写8位日期，例如20260115是2026年1月15日。",
            en="Please enter the date in eight digits: 20260115 is 15 January 2026.",
        )
    first, last = _bound(today, field.minimum, FIRST_DAY), _bound(today, field.maximum, LAST_DAY)
    if chosen > last:
        if field.maximum == 0:
            return Text(
                zh=f"“{field.label.zh}”还没有到，请填今天或以前的日期。",
                en=f"{field.label.en}: this day has not come yet. Please enter today or an earlier day.",
            )
        return Text(zh=f"请填{_zh(last)}或以前的日期。", en=f"Please enter {last} or an earlier day.")
    if chosen < first:
        if field.minimum == 0:
            return Text(
                zh=f"“{field.label.zh}”已经过去，请填今天或以后的日期。",
                en=f"{field.label.en}: this day is past. Please enter today or a later day.",
            )
        return Text(zh=f"请填{_zh(first)}或以后的日期。", en=f"Please enter {first} or a later day.")
    earliest = day_of(answers.get(field.not_before)) if field.not_before else None
    if earliest is not None and chosen < earliest:
        return Text(
            zh=f"结束不能早于开始，请填{_zh(earliest)}或以后的日期。",
            en=f"The end cannot be before the start. Please enter {earliest} or a later day.",
        )
    return None


def day_of(value: Answer) -> date | None:
    """The day when the value is one, written YYYY-MM-DD."""
    # fromisoformat alone takes 2026-W47-7 as well, and days compare as texts
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _bound(today: date, days: int | None, else_: date) -> date:
    return else_ if days is None else today + timedelta(days=days)


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
