"""The promised date (承诺办结日): working days counted from the day after the case was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from catalogue.model import Item

_SATURDAY = 5


@dataclass(frozen=True)
class _Year:
    complete: bool
    holidays: frozenset[date]
    workdays: frozenset[date]


def promised_date(item: Item, accepted: date) -> date | None:
    """The last day for the answer, or None where nothing comes later (done on the spot, or only guided).

    The day of acceptance itself does not count; one promised day after a Friday is the next Monday.
    """
    days = item.guide.promised_workdays
    return workdays_after(accepted, days) if days else None


def workdays_after(start: date, days: int) -> date:
    """The day `days` working days after `start` (days ≥ 1); also for what may be handed in later (容缺)."""
    if days < 1:
        raise ValueError("at least one working day")
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_workday(day)
    return day


def is_workday(day: date) -> bool:
    """Whether offices work: weekends and public holidays are off, make-up days (调休) are on."""
    year = _year(day.year)
    if day in year.workdays:
        return True
    return day.weekday() < _SATURDAY and day not in year.holidays


def is_holiday(day: date) -> bool:
    """Whether it is a public holiday, on a weekend too."""
    return day in _year(day.year).holidays


def calendar_known(year: int) -> bool:
    """Whether the year's official arrangement is in `workdays/`.

    Without it only weekends, and what days the file of the year does give, are taken off.
    """
    return _year(year).complete


@cache
def _year(year: int) -> _Year:
    file = resources.files("catalogue") / "workdays" / f"{year}.yaml"
    if not file.is_file():
        return _Year(complete=False, holidays=frozenset(), workdays=frozenset())
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    return _Year(data["complete"], frozenset(data["holidays"]), frozenset(data["workdays"]))
