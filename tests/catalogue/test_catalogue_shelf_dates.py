"""No item promises a day on which its office is closed: every item of the shelf, every day of the years that are known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from catalogue_draws import SHELF

import catalogue
from catalogue.joint_plan import part_dates, wanted_parts, workdays_until
from catalogue.model import FieldKind
from catalogue.promise import promised_date, workdays_after

YEARS = {
    int(path.stem): yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (Path(catalogue.__path__[0]) / "workdays").glob("*.yaml")
}
"""Read here once more, apart from the program's reading."""
DAYS = [
    date(year, 1, 1) + timedelta(days=n)
    for year, told in YEARS.items()
    if told["complete"]
    for n in range(366 if year % 4 == 0 else 365)
]


def is_open(day):
    year = YEARS.get(day.year, {"holidays": [], "workdays": []})
    return day in year["workdays"] or (day.weekday() < 5 and day not in year["holidays"])


def promised_by(item, day):
    """What the item promises for a case of that day: the whole, what may come later, and each part; with the number of
    working days that its file gives.
    """
    yield promised_date(item, day), item.guide.promised_workdays
    for material in item.materials:
        if material.deferrable_workdays:
            yield workdays_after(day, material.deferrable_workdays), material.deferrable_workdays
    everything = {
        field.id: tuple(one.id for one in field.choices)
        for field in item.fields()
        if field.kind is FieldKind.PARTS
    }
    dates = part_dates(item, everything, day)
    for part, days in workdays_until(wanted_parts(item, everything)).items():
        yield (dates[part] if days else None), days


PROMISED = sorted({days for item in SHELF.items.values() for _, days in promised_by(item, DAYS[0]) if days})
"""Every number of working days that some item promises."""


def test_two_years_are_known_to_the_day():
    assert len(DAYS) >= 730


@pytest.mark.parametrize("days", PROMISED)
def test_a_promised_day_is_a_day_on_which_the_office_is_open(days):
    for day in DAYS:
        promised = workdays_after(day, days)
        assert promised > day
        assert is_open(promised), (day, promised)


@pytest.mark.parametrize("name", SHELF.items)
def test_an_item_promises_what_its_file_says_and_no_day_off(name):
    """Through the item itself on every ninth day, which meets every weekday and each of the long holidays."""
    for day in DAYS[::9]:
        for promised, days in promised_by(SHELF.items[name], day):
            assert promised == (workdays_after(day, days) if days else None)
            assert promised is None or is_open(promised), (day, promised)
