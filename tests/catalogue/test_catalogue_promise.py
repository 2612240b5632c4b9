"""A promised day is a day on which offices work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.promise import calendar_known, is_workday, promised_date, workdays_after

# Weekend days worked for a holiday, as published for the years whose arrangement is known.
MADE_UP = {
    *(date(2025, month, day) for month, day in ((1, 26), (2, 8), (4, 27), (9, 28), (10, 11))),
    *(date(2026, month, day) for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))),
}


@pytest.mark.parametrize(
    ("accepted", "days", "promised"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # Friday to Monday
        ("2026-11-21", 1, "2026-11-23"),  # the machine is open on Saturday, the office is not
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-09-30", 1, "2026-10-08"),  # National Day
        ("2026-10-09", 1, "2026-10-10"),  # a Saturday worked
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday worked before the Spring Festival
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-12-31", 1, "2027-01-04"),  # New Year of a year that is not complete
        ("2027-12-31", 1, "2028-01-03"),  # a year with no file: weekends only
    ],
)
def test_working_days_are_counted_from_the_next_day(collecting, accepted, days, promised):
    assert workdays_after(date.fromisoformat(accepted), days) == date.fromisoformat(promised)
    guide = collecting.guide.model_copy(update={"legal_workdays": days, "promised_workdays": days})
    item = collecting.model_copy(update={"guide": guide})
    assert promised_date(item, date.fromisoformat(accepted)) == date.fromisoformat(promised)


def test_what_is_done_on_the_spot_promises_no_day(printing):
    assert promised_date(printing, date(2026, 11, 22)) is None


def test_less_than_one_day_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="at least one"):
        workdays_after(date(2026, 11, 22), 0)


@given(accepted=st.dates(date(2024, 12, 1), date(2027, 12, 31)), days=st.integers(1, 30))
@settings(max_examples=200)
def test_a_promised_day_is_never_a_day_off(accepted, days):
    promised = workdays_after(accepted, days)
    assert promised.weekday() < 5 or promised in MADE_UP
    assert is_workday(promised)
    between = (accepted + timedelta(days=n) for n in range(1, (promised - accepted).days + 1))
    assert sum(is_workday(day) for day in between) == days


def test_holidays_and_made_up_days_do_not_contradict_each_other():
    for day in MADE_UP:
        assert day.weekday() >= 5
        assert is_workday(day)
    assert not is_workday(date(2026, 10, 1))


def test_it_is_known_which_years_are_known():
    assert [calendar_known(year) for year in (2024, 2025, 2026, 2027, 2028)] == [
        False,
        True,
        True,
        False,
        False,
    ]
