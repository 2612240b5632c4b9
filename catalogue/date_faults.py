"""What is wrong with a day (YYYY-MM-DD) as the answer to a field."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from catalogue.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.model import Field, Text
    from contract.case import Answer

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2099, 12, 31)


def date_fault(field: Field, value: Answer, answers: Mapping[str, Answer], today: date) -> Text | None:
    """`minimum` and `maximum` of the field are days from today; `not_before` names another day field."""
    chosen = day_of(value)
    if chosen is None:
        return said("fault.day")
    first, last = _bound(today, field.minimum, FIRST_DAY), _bound(today, field.maximum, LAST_DAY)
    if chosen > last:
        if field.maximum == 0:
            return said("fault.day_ahead", label=field.label)
        return said("fault.day_until", day=last)
    if chosen < first:
        if field.minimum == 0:
            return said("fault.day_past", label=field.label)
        return said("fault.day_from", day=first)
    earliest = day_of(answers.get(field.not_before)) if field.not_before else None
    if earliest is not None and chosen < earliest:
        return said("fault.day_before_start", day=earliest)
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
