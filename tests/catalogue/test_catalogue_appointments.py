"""The times of desks against the calendar, and what a file of appointments may not say."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.appointment_times import bookable, desks_for, hours_of, times_on, window_of
from catalogue.loader import load_file
from catalogue.opening import spans_of
from catalogue.outlets import Hours
from catalogue.promise import is_holiday, is_workday
from catalogue.region import Region
from catalogue.region_file import load_region
from contract.civil_time import CIVIL

SERVICES = Path(__file__).parents[2] / "services"
REGION, _ = load_region(SERVICES)
RULES = REGION.appointments
assert RULES is not None
OFFICE = Hours(workday=("9:00-12:00", "13:00-17:00"), saturday=("9:00-10:15",))
SEVENTEEN_MONTHS = st.dates(date(2026, 1, 1), date(2027, 5, 31))


@given(SEVENTEEN_MONTHS)
@settings(max_examples=100, database=None)
def test_no_time_on_a_day_that_the_calendar_closes(day: date) -> None:
    times = times_on(RULES, OFFICE, day)
    works = is_workday(day)
    assert bool(times) == (works or (day.weekday() == 5 and not is_holiday(day)))
    assert not (is_holiday(day) and times)


@given(SEVENTEEN_MONTHS, st.integers(0, 24 * 60 - 1))
@settings(max_examples=100, database=None)
def test_every_bookable_time_lies_in_open_hours_and_within_the_days(day: date, minute: int) -> None:
    now = datetime(day.year, day.month, day.day, tzinfo=CIVIL) + timedelta(minutes=minute)
    times = bookable(RULES, OFFICE, now)
    assert list(times) == sorted(set(times))
    for one in times:
        assert one >= now + timedelta(minutes=RULES.notice_minutes)
        assert one.date() <= day + timedelta(days=RULES.days_ahead)
        begins = one.hour * 60 + one.minute
        spans = spans_of(OFFICE, one.date())
        assert any(first <= begins and begins + RULES.slot_minutes <= last for first, last in spans)


@pytest.mark.parametrize(
    ("day", "many"),
    [
        (date(2026, 10, 1), 0),  # National Day, a Thursday
        (date(2026, 10, 10), 14),  # a Saturday on which offices work
        (date(2026, 11, 21), 2),  # any Saturday: the last quarter of an hour is too short
        (date(2026, 11, 22), 0),  # a Sunday without hours
        (date(2026, 11, 23), 14),
    ],
)
def test_days_of_a_year(day: date, many: int) -> None:
    assert len(times_on(RULES, OFFICE, day)) == many


def test_a_day_that_the_file_closes_has_none() -> None:
    monday = date(2026, 11, 23)
    assert times_on(RULES.model_copy(update={"closed": (monday,)}), OFFICE, monday) == ()


def test_every_window_of_the_demo_takes_appointments_somewhere() -> None:
    """Each item that people apply for has a time to be booked: the region leaves no window out."""
    taken = {window for desk in RULES.desks for window in desk.windows}
    assert taken == set(REGION.windows)
    assert REGION.outlets is not None
    for desk in RULES.desks:
        outlet = REGION.outlets.outlet(desk.outlet)
        assert outlet is not None
        assert bookable(RULES, hours_of(desk, outlet), datetime(2026, 11, 22, 12, tzinfo=CIVIL))


def test_at_most_one_desk_an_outlet() -> None:
    item = load_file(SERVICES / "renshe" / "shebao-canbao-zhengming.yaml")
    assert not isinstance(item, tuple)
    outlets = [desk.outlet for desk in desks_for(REGION, item)]
    assert "hall-qinghe" in outlets
    assert len(outlets) == len(set(outlets))
    assert window_of(REGION, item) == "renshe"


def test_without_a_file_nobody_takes_appointments() -> None:
    item = load_file(SERVICES / "renshe" / "shebao-canbao-zhengming.yaml")
    assert not isinstance(item, tuple)
    bare = REGION.model_copy(update={"appointments": None})
    assert desks_for(bare, item) == ()
    assert desks_for(Region(name=REGION.name, departments={}, windows={}), item) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"outlet": "hall-nowhere"}, "no outlet of the region"),
        ({"windows": ["renshi"]}, "no window of the region"),
        ({"hours": {"workday": ["9-17"]}}, "no span of a day"),
        ({"id": "hall-busy"}, "is there already"),
        ({"at_once": 0}, "at_once"),
    ],
)
def test_what_a_desk_may_not_say(tmp_path: Path, change: dict[str, object], told: str) -> None:
    folder = tmp_path / "_region"
    shutil.copytree(SERVICES / "_region", folder)
    path = folder / "appointments.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["desks"][0] |= change
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    _, problems = load_region(tmp_path)
    assert any(told in str(one) and "appointments.yaml" in str(one) for one in problems), problems
