"""By when a case is promised an answer (承诺办结时间), however often it had to wait; pure.

Counted in working days of the Chinese calendar, from the day after acceptance. While nobody at the office could do
anything (`lifecycle.CLOCK_STOPS`) the clock stands: the promised day and the day of the law move on by exactly the
working days in between. The day on which a case is stopped is the office's, the day on which it goes on is not, just as
the day of acceptance is not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from catalogue.joint_plan import promised_for
from catalogue.promise import is_workday, workdays_after
from contract.codes import CLOSED, CaseState
from hub.cases.lifecycle import CLOCK_STOPS
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from catalogue.model import Item
    from contract.case import Answer

LONGEST_EXTENSION = 10
"""Working days: 行政许可法 (Administrative Licensing Law), article 42."""


@dataclass(frozen=True)
class Term:
    """The days of one case."""

    accepted_on: date
    promised_workdays: int
    """As the guide told when it was accepted; 0: on the spot."""
    legal_workdays: int
    promised_on: date | None
    """None: nothing was promised, and no law sets a limit. What was promised on the spot and then needs a person is
    promised for the day of the law: no other day was ever told."""
    legal_on: date | None
    stopped_on: date | None = None
    """The clock stands since the end of this day."""
    stopped_workdays: int = 0
    """In which it stood before."""
    extended_workdays: int = 0
    """延长审批, once; 0: it was not."""
    closed_on: date | None = None

    @property
    def span(self) -> int:
        """Working days that the office has in all; 0 where none are promised."""
        if self.promised_on is None:
            return 0
        return workdays_in(self.accepted_on, self.promised_on) - self.stopped_workdays

    def used(self, today: date) -> int:
        """Working days that it took the office, or has taken up to `today`."""
        until = self.closed_on or self.stopped_on or today
        return workdays_in(self.accepted_on, until) - self.stopped_workdays

    def left(self, today: date) -> int | None:
        """Working days up to the promised day, below 0 when it is over; None where there is none."""
        return self.span - self.used(today) if self.promised_on is not None else None

    def on_time(self, today: date) -> bool:
        """Closed by the promised day, or not yet due."""
        left = self.left(today)
        return left is None or left >= 0


def workdays_in(after: date, until: date) -> int:
    """Working days behind `after` up to and with `until`; 0 where `until` is not behind it."""
    days = (until - after).days
    return sum(is_workday(after.fromordinal(after.toordinal() + one)) for one in range(1, days + 1))


def begun(
    item: Item, answers: Mapping[str, Answer], accepted_on: date, state: CaseState, today: date
) -> Term:
    """Of a case that was just taken in and first answered with `state`."""
    promised, legal = promised_for(item, answers, accepted_on), item.guide.legal_workdays
    legal_on = workdays_after(accepted_on, legal) if legal else None
    if promised is None and state not in CLOSED:
        promised = legal_on
    if promised is not None and legal_on is not None:
        legal_on = max(promised, legal_on)
    term = Term(accepted_on, item.guide.promised_workdays, legal, promised, legal_on)
    return after(term, state, today)


def after(term: Term, state: CaseState, today: date) -> Term:
    """What is left of it when the case comes into `state` today."""
    if term.stopped_on is not None and state not in CLOCK_STOPS:
        term = _gone_on(term, max(today, term.stopped_on))
    if term.stopped_on is None and state in CLOCK_STOPS:
        term = replace(term, stopped_on=max(today, term.accepted_on))
    if term.closed_on is None and state in CLOSED:
        term = replace(term, closed_on=max(today, term.accepted_on))
    return term


def extended(term: Term, workdays: int) -> Outcome[Term]:
    """More time for the office (延长审批), which it may take once.

    Failures, all for nobody else than who asks: `closed`, `clock_stands`, `nothing_promised`, `extended_before`,
    `too_long` (1 to `LONGEST_EXTENSION` working days).
    """
    if term.closed_on is not None:
        return Failure("closed", Action.NOBODY, "it is decided")
    if term.stopped_on is not None:
        return Failure("clock_stands", Action.NOBODY, "its clock stands anyway")
    if term.promised_on is None:
        return Failure("nothing_promised", Action.NOBODY, "no day was promised")
    if term.extended_workdays:
        return Failure("extended_before", Action.NOBODY, "it may be extended once")
    if not 1 <= workdays <= LONGEST_EXTENSION:
        return Failure("too_long", Action.NOBODY, f"1 to {LONGEST_EXTENSION} working days")
    promised = workdays_after(term.promised_on, workdays)
    legal = max(promised, term.legal_on) if term.legal_on is not None else promised
    return Ok(replace(term, promised_on=promised, legal_on=legal, extended_workdays=workdays))


def _gone_on(term: Term, today: date) -> Term:
    assert term.stopped_on is not None  # noqa: S101  who calls looked
    lost = workdays_in(term.stopped_on, today)
    if not lost:
        return replace(term, stopped_on=None)
    return replace(
        term,
        stopped_on=None,
        stopped_workdays=term.stopped_workdays + lost,
        promised_on=workdays_after(term.promised_on, lost) if term.promised_on is not None else None,
        legal_on=workdays_after(term.legal_on, lost) if term.legal_on is not None else None,
    )
