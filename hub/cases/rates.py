"""The rates of a month of cases: answered on time, how much before the day, and how much less than the law allows.

A month runs from the 25th of the one before to the 24th, both included, and its figures are due on the 25th, or on the
first working day after it by the calendar of `catalogue/workdays`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from catalogue.promise import is_workday
from contract.codes import CaseState
from hub.cases.term import Term
from hub.tables import case, case_term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub.wiring import Hub

FIRST_DAY, LAST_DAY = 25, 24
_GIVEN_UP = frozenset({CaseState.WITHDRAWN, CaseState.VOID})
"""No answer was owed any more; neither early nor late."""


@dataclass(frozen=True)
class Month:
    """One reporting month, named by the month that its last day is in."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return (date(self.year, self.month, 1) - timedelta(1)).replace(day=FIRST_DAY)

    @property
    def last(self) -> date:
        return date(self.year, self.month, LAST_DAY)

    @property
    def due(self) -> date:
        """When the figures are to be handed in."""
        day = self.last + timedelta(1)
        while not is_workday(day):
            day += timedelta(1)
        return day

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def month_of(day: date) -> Month:
    """The reporting month that a day falls into."""
    if day.day <= LAST_DAY:
        return Month(day.year, day.month)
    return Month(day.year + day.month // 12, day.month % 12 + 1)


@dataclass(frozen=True)
class Rates:
    """Each rate is a share of 1; None where there was nothing to count."""

    answered: int
    """Cases that were decided in the month, those withdrawn or void left out."""
    overdue: int
    """Cases open at its end whose promised day was over."""
    returned: int
    """Of those answered: 退办."""
    on_time: float | None
    """按时办结率: answered by the promised day, of all answered and all overdue. An overdue case counts before it is
    answered, too: leaving it open makes no rate better."""
    early: float | None
    """平均提前办结率: of cases that had a promised day, the mean of (promised - used) / promised, in working days and
    without those in which the clock stood. One that is late counts with what it is late."""
    reduced: float | None
    """时限缩减率 of the cases answered: Σ(legal - promised) / Σlegal, in working days as the guides said them."""


def rates(terms: Iterable[tuple[Term, CaseState]], month: Month) -> Rates:
    """Pure: of the cases answered in the month, and of those open and overdue at its end."""
    answered, overdue, on_time, returned = 0, 0, 0, 0
    early: list[float] = []
    promised = legal = 0
    for term, state in terms:
        if term.closed_on is None or term.closed_on > month.last:
            overdue += term.accepted_on <= month.last and not _then(term).on_time(month.last)
            continue
        if term.closed_on < month.first or state in _GIVEN_UP:
            continue
        answered += 1
        on_time += term.on_time(term.closed_on)
        returned += state is CaseState.RETURNED
        if term.span > 0:
            early.append((term.span - term.used(term.closed_on)) / term.span)
        if term.legal_workdays:
            promised += min(term.promised_workdays, term.legal_workdays)
            legal += term.legal_workdays
    counted = answered + overdue
    return Rates(
        answered,
        overdue,
        returned,
        on_time / counted if counted else None,
        sum(early) / len(early) if early else None,
        (legal - promised) / legal if legal else None,
    )


def rates_of(hub: Hub, month: Month, department_items: frozenset[str] | None = None) -> Rates:
    """Of every case that this hub keeps days of; `department_items` leaves out what is not of these items."""
    wanted = select(case_term, case.c.state, case.c.item_id).join(case, case.c.key == case_term.c.case_key)
    wanted = wanted.where(
        case_term.c.accepted_on <= month.last,
        or_(case_term.c.closed_on.is_(None), case_term.c.closed_on >= month.first),
    )
    names = [one.name for one in fields(Term)]
    with hub.database.read() as connection:
        rows = connection.execute(wanted).all()
    found = []
    for row in rows:
        if department_items is not None and row.item_id not in department_items:
            continue
        facts = row._asdict()
        found.append((Term(**{name: facts[name] for name in names}), CaseState(row.state)))
    return rates(found, month)


def _then(term: Term) -> Term:
    """As it stood then, as far as that is known: what was decided later was open."""
    return replace(term, closed_on=None)
