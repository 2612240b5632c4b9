"""The reporting month from the 25th to the 24th, and its rates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.promise import is_workday, workdays_after
from contract.codes import CaseState
from hub.cases.rates import Month, month_of, rates
from hub.cases.term import Term, after

NOVEMBER = Month(2026, 11)
MONDAY = date(2026, 11, 2)


def case(
    used: int,
    promised: int = 4,
    legal: int = 20,
    state: CaseState = CaseState.DONE,
    accepted: date = MONDAY,
) -> tuple[Term, CaseState]:
    """Accepted on a Monday, and answered so many working days later."""
    by_law = workdays_after(accepted, legal) if legal else None
    term = Term(accepted, promised, legal, workdays_after(accepted, promised), by_law)
    return after(term, state, workdays_after(accepted, used) if used else accepted), state


def test_the_month_is_named_by_its_last_day() -> None:
    assert (NOVEMBER.first, NOVEMBER.last) == (date(2026, 10, 25), date(2026, 11, 24))
    assert Month(2026, 1).first == date(2025, 12, 25)
    assert str(Month(2026, 3)) == "2026-03"


@given(some.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_every_day_is_in_one_month_and_months_leave_no_day_out(day: date) -> None:
    month = month_of(day)
    assert month.first <= day <= month.last
    assert month_of(month.last + timedelta(1)).first == month.last + timedelta(1)
    assert is_workday(month.due)
    assert month.due > month.last


def test_figures_are_due_on_the_25th_or_the_first_working_day_after_it() -> None:
    assert NOVEMBER.due == date(2026, 11, 25)
    assert Month(2026, 10).due == date(2026, 10, 26), "the 25th is a Sunday"
    assert Month(2026, 9).due > date(2026, 9, 25), "a holiday, and a Friday"


def test_rates_of_nothing_are_none() -> None:
    none = rates([], NOVEMBER)
    assert (none.answered, none.on_time, none.early, none.reduced) == (0, None, None, None)


def test_on_time_early_and_reduced() -> None:
    found = rates([case(1), case(4), case(6), case(2, legal=0, state=CaseState.RETURNED)], NOVEMBER)
    assert (found.answered, found.overdue, found.returned) == (4, 0, 1)
    assert found.on_time == pytest.approx(3 / 4)
    assert found.early == pytest.approx((3 / 4 + 0 - 2 / 4 + 2 / 4) / 4)
    assert found.reduced == pytest.approx(3 * 16 / 60)


def test_an_overdue_case_counts_before_it_is_answered() -> None:
    open_case = (case(1)[0], CaseState.IN_REVIEW)
    late = Term(MONDAY, 4, 20, workdays_after(MONDAY, 4), workdays_after(MONDAY, 20))
    found = rates([open_case, (late, CaseState.IN_REVIEW)], NOVEMBER)
    assert (found.answered, found.overdue) == (1, 1)
    assert found.on_time == pytest.approx(1 / 2)
    waiting = after(late, CaseState.SUSPENDED, MONDAY)
    assert rates([(waiting, CaseState.SUSPENDED)], NOVEMBER).overdue == 0


def test_answered_in_another_month_counts_there() -> None:
    later = case(1, accepted=date(2026, 11, 24))
    assert rates([later], NOVEMBER).answered == 0
    assert rates([later], Month(2026, 12)).answered == 1
    overdue_then = case(18)
    assert overdue_then[0].closed_on == date(2026, 11, 26)
    assert (rates([overdue_then], NOVEMBER).overdue, rates([overdue_then], Month(2026, 12)).answered) == (
        1,
        1,
    )


@pytest.mark.parametrize("state", [CaseState.WITHDRAWN, CaseState.VOID])
def test_what_was_given_up_is_neither_early_nor_late(state: CaseState) -> None:
    assert rates([case(9, state=state)], NOVEMBER).answered == 0


def test_what_is_decided_on_the_spot_is_on_time_and_beats_no_promise() -> None:
    at_once = after(Term(MONDAY, 0, 3, None, MONDAY + timedelta(3)), CaseState.APPROVED, MONDAY)
    found = rates([(at_once, CaseState.APPROVED)], NOVEMBER)
    assert (found.on_time, found.early, found.reduced) == (1.0, None, 1.0)
