"""The promised day, however often a case had to wait: counted in working days, never on a holiday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from catalogue.loader import Catalogue, load
from catalogue.model import FieldKind, Item
from catalogue.promise import is_workday, workdays_after
from contract.civil_time import CIVIL
from contract.codes import CaseState
from hub.cases.term import LONGEST_EXTENSION, Term, after, begun, extended, workdays_in
from hub.settings import PRODUCT_SERVICES
from outcome import Failure, Ok

DAYS = some.dates(date(2025, 1, 1), date(2027, 11, 30))
FRIDAY = date(2026, 11, 20)
BEFORE_GOLDEN_WEEK = date(2026, 9, 30)


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    loaded = load(Path(PRODUCT_SERVICES))
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return tuple(loaded.items.values())


def term(accepted: date, promised: int = 5, legal: int = 20) -> Term:
    return Term(
        accepted, promised, legal, workdays_after(accepted, promised), workdays_after(accepted, legal)
    )


def answers_of(item: Item) -> dict[str, tuple[str, ...]]:
    """Every part of a joint item is wanted."""
    return {
        field.id: tuple(part.id for part in item.joint)
        for field in item.fields()
        if field.kind is FieldKind.PARTS
    }


# --- all items of the place ---------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(moment=some.datetimes(datetime(2025, 1, 1), datetime(2027, 11, 30)))  # noqa: DTZ001  made aware below
def test_no_item_promises_a_holiday_whatever_the_hour(items: tuple[Item, ...], moment: datetime) -> None:
    """A case at half past eleven in the evening, UTC, is of the next day here."""
    accepted = moment.replace(tzinfo=UTC).astimezone(CIVIL).date()
    for item in items:
        for state in (CaseState.IN_REVIEW, CaseState.APPROVED):
            days = begun(item, answers_of(item), accepted, state, accepted)
            for promised in (days.promised_on, days.legal_on):
                # What is done on the spot is promised for the day it is done, and no other.
                assert promised is None or is_workday(promised) or promised == accepted, item.id
            if days.promised_on is not None and days.promised_on != accepted:
                assert days.promised_on > accepted


@settings(max_examples=40, deadline=None)
@given(accepted=DAYS, stopped=some.integers(0, 40), waits=some.integers(0, 40))
def test_no_item_that_waited_is_promised_for_a_holiday(
    items: tuple[Item, ...], accepted: date, stopped: int, waits: int
) -> None:
    from_day, until = accepted + timedelta(stopped), accepted + timedelta(stopped + waits)
    for item in items[::7]:
        days = begun(item, answers_of(item), accepted, CaseState.IN_REVIEW, accepted)
        moved = after(after(days, CaseState.SUSPENDED, from_day), CaseState.IN_REVIEW, until)
        if days.promised_on is None:
            assert moved.promised_on is None
        elif workdays_in(from_day, until):
            assert moved.promised_on is not None
            assert is_workday(moved.promised_on), item.id


# --- the clock that stands ----------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(
    accepted=DAYS,
    promised=some.integers(1, 30),
    steps=some.lists(some.tuples(some.integers(0, 12), some.integers(0, 25)), max_size=4),
)
def test_it_moves_on_by_exactly_the_working_days_that_it_stood(
    accepted: date, promised: int, steps: list[tuple[int, int]]
) -> None:
    days, today, stood = term(accepted, promised), accepted, 0
    for works, waits in steps:
        stop = today + timedelta(works)
        today = stop + timedelta(waits)
        stood += workdays_in(stop, today)
        days = after(after(days, CaseState.SUSPENDED, stop), CaseState.IN_REVIEW, today)
    first = workdays_after(accepted, promised)
    assert days.stopped_workdays == stood
    assert days.promised_on == (workdays_after(first, stood) if stood else first)
    assert days.span == promised, "the office has neither less time nor more"
    closed = after(days, CaseState.APPROVED, today)
    assert closed.used(today) == workdays_in(accepted, today) - stood
    assert closed.on_time(today) is (closed.used(today) <= promised)
    assert closed.on_time(today) is (today <= days.promised_on or closed.used(today) <= promised)


@settings(max_examples=100, deadline=None)
@given(start=DAYS, days=some.integers(1, 60))
def test_counting_working_days_is_the_other_way_round_of_adding_them(start: date, days: int) -> None:
    assert workdays_in(start, workdays_after(start, days)) == days
    assert workdays_in(start, start) == workdays_in(start, start - timedelta(3)) == 0


def test_stopped_and_gone_on_the_same_day_nothing_is_lost() -> None:
    days = after(after(term(FRIDAY), CaseState.TO_MEND, FRIDAY), CaseState.IN_REVIEW, FRIDAY)
    assert days == term(FRIDAY)


def test_a_golden_week_does_not_count() -> None:
    days = after(term(BEFORE_GOLDEN_WEEK, 1), CaseState.SUSPENDED, BEFORE_GOLDEN_WEEK)
    gone_on = after(days, CaseState.IN_REVIEW, date(2026, 10, 7))
    assert gone_on.promised_on == term(BEFORE_GOLDEN_WEEK, 1).promised_on


def test_from_one_wait_into_the_next_the_clock_stands_on() -> None:
    days = after(term(FRIDAY), CaseState.AWAITS_MATERIAL, FRIDAY)
    days = after(days, CaseState.SUSPENDED, FRIDAY + timedelta(3))
    days = after(days, CaseState.IN_REVIEW, FRIDAY + timedelta(5))
    assert days.stopped_workdays == 3


def test_what_ends_while_it_waits_took_the_office_no_longer() -> None:
    days = after(term(FRIDAY, 2), CaseState.TO_MEND, FRIDAY + timedelta(3))
    days = after(days, CaseState.RETURNED, FRIDAY + timedelta(60))
    assert days.used(FRIDAY + timedelta(61)) == 1
    assert days.on_time(FRIDAY + timedelta(61))


# --- more time ----------------------------------------------------------------------------------


def test_extended_once_and_by_no_more_than_the_law_allows() -> None:
    longer = extended(term(FRIDAY, 5), 10)
    assert isinstance(longer, Ok)
    assert longer.value.promised_on == workdays_after(FRIDAY, 15)
    assert longer.value.legal_on == workdays_after(FRIDAY, 20)
    again = extended(longer.value, 1)
    assert isinstance(again, Failure)
    assert again.code == "extended_before"
    for wrong in (0, -1, LONGEST_EXTENSION + 1):
        refused = extended(term(FRIDAY), wrong)
        assert isinstance(refused, Failure)
        assert refused.code == "too_long"


def test_beyond_the_day_of_the_law_that_day_moves_too() -> None:
    longer = extended(term(FRIDAY, 19, 20), 10)
    assert isinstance(longer, Ok)
    assert longer.value.legal_on == longer.value.promised_on == workdays_after(FRIDAY, 29)


@pytest.mark.parametrize(
    ("state", "code"), [(CaseState.SUSPENDED, "clock_stands"), (CaseState.REFUSED, "closed")]
)
def test_not_extended_where_nobody_works_on_it(state: CaseState, code: str) -> None:
    refused = extended(after(term(FRIDAY), state, FRIDAY), 5)
    assert isinstance(refused, Failure)
    assert refused.code == code


# --- how a case begins --------------------------------------------------------------------------


def test_what_was_promised_on_the_spot_and_needs_a_person_has_the_day_of_the_law(
    items: tuple[Item, ...],
) -> None:
    item = next(one for one in items if one.id == "gongsi-sheli")
    assert (item.guide.promised_workdays, item.guide.legal_workdays) == (0, 3)
    person = begun(item, {}, FRIDAY, CaseState.IN_REVIEW, FRIDAY)
    assert person.promised_on == person.legal_on == date(2026, 11, 25)
    at_once = begun(item, {}, FRIDAY, CaseState.DONE, FRIDAY)
    assert (at_once.promised_on, at_once.closed_on) == (None, FRIDAY)


def test_a_case_that_was_offline_for_weeks_is_late_when_it_comes(items: tuple[Item, ...]) -> None:
    item = next(one for one in items if one.guide.promised_workdays == 1 and not one.joint)
    days = begun(item, {}, FRIDAY - timedelta(28), CaseState.IN_REVIEW, FRIDAY)
    assert days.left(FRIDAY) is not None
    assert not days.on_time(FRIDAY)
