"""What falls due: promises to residents, and papers that residents may hand in later (容缺).

Who does not bring in time what was put off is reminded, with a last day, and then gets the case back undecided (退办). A
case that was decided with a yes is only reminded of: what was given is not taken back by a calendar.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from catalogue.promise import workdays_after
from contract.case import Reason
from contract.civil_time import CIVIL
from contract.codes import CLOSED, CaseState
from hub.cases.changes import decide
from hub.cases.lifecycle import CLOCK_STOPS, ENDS, Who
from hub.cases.mend_chain import rows_of, submission_of, whole
from hub.cases.progress_owed import owed
from hub.cases.term import workdays_in
from hub.departments.names import item_name
from hub.tables import case, case_term
from outcome import Failure

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from sqlalchemy import Connection, Row

    from contract.progress import Owed
    from hub.wiring import Hub

log = logging.getLogger(__name__)

GRACE_WORKDAYS = 5
"""Between the reminder and 退办."""
SOON_WORKDAYS = 3
BY_ITSELF = "hub"
"""Who did it, in the audit table."""
_NOT_REMINDED = frozenset({CaseState.TO_MEND, CaseState.SUSPENDED}) | ENDS
"""They wait for something else first, or for nothing any more."""


class Kind(StrEnum):
    """What falls due."""

    PROMISE = "promise"
    PAPERS = "papers"
    LAST_DAY = "last_day"
    """Papers whose owner was reminded: after it the case goes back."""


@dataclass(frozen=True)
class Due:
    """One line of the list."""

    kind: Kind
    day: date
    left: int
    """Working days, below 0 when it is over."""
    case_number: str
    item_zh: str
    item_en: str
    state: CaseState


@dataclass(frozen=True)
class Ticked:
    """What was done."""

    reminded: int
    returned: int


def due(hub: Hub, within: int = SOON_WORKDAYS) -> tuple[Due, ...]:
    """Everything that is over, or will be in so many working days; the oldest first."""
    today = hub.clock().astimezone(CIVIL).date()
    found = []
    with hub.database.read() as connection:
        for row in connection.execute(_open_or_owing()).all():
            state = CaseState(row.state)
            zh, en = item_name(hub.items, connection, row.item_id)
            for kind, day in _days(row, state):
                left = _left(today, day)
                if left <= within:
                    found.append(Due(kind, day, left, row.case_number, zh, en, state))
    return tuple(sorted(found, key=lambda one: (one.day, one.case_number)))


def tick(hub: Hub) -> Ticked:
    """Remind, and give back. Doing it twice on one day, or by two hubs, does it once."""
    today = hub.clock().astimezone(CIVIL).date()
    late = _open_or_owing().where(case_term.c.owed_until < today)
    with hub.database.read() as connection:
        rows = connection.execute(late.order_by(case_term.c.owed_until)).all()
    reminded = returned = 0
    for row in rows:
        state = CaseState(row.state)
        if state in _NOT_REMINDED:
            continue
        if row.reminded_on is None:
            reminded += _remind(hub, row, state, today)
        elif state is CaseState.AWAITS_MATERIAL and today > workdays_after(row.reminded_on, GRACE_WORKDAYS):
            returned += _give_back(hub, row)
    return Ticked(reminded, returned)


def _open_or_owing() -> Any:
    """The first row of each such case: all of its rows have one state."""
    return (
        select(case, case_term)
        .join(case_term, case_term.c.case_key == case.c.key)
        .where(case.c.state.not_in(sorted(ENDS)))
        .where(case_term.c.closed_on.is_(None) | case_term.c.owed_until.is_not(None))
    )


def _days(row: Row[Any], state: CaseState) -> list[tuple[Kind, date]]:
    days = []
    if row.promised_on is not None and state not in CLOSED | CLOCK_STOPS:
        days.append((Kind.PROMISE, row.promised_on))
    if row.owed_until is not None and row.reminded_on is None:
        days.append((Kind.PAPERS, row.owed_until))
    if row.reminded_on is not None and state is CaseState.AWAITS_MATERIAL:
        days.append((Kind.LAST_DAY, workdays_after(row.reminded_on, GRACE_WORKDAYS)))
    return days


def _left(today: date, day: date) -> int:
    return workdays_in(today, day) if day >= today else -max(1, workdays_in(day, today))


def _remind(hub: Hub, row: Row[Any], state: CaseState, today: date) -> bool:
    last_day = workdays_after(today, GRACE_WORKDAYS)
    after = state if state in CLOSED else CaseState.AWAITS_MATERIAL
    with hub.database.read() as connection:
        late = _late(hub, connection, row, today)
    reasons = tuple(_reminder(one, last_day) for one in late)
    if not reasons:
        return False
    done = decide(hub, row.case_number, after, reasons, BY_ITSELF, who=Who.SYSTEM)
    if isinstance(done, Failure):
        log.warning("not reminded: %s: %s; must act: %s", row.case_number, done.code, done.action)
        return False
    with hub.database.write() as connection:
        connection.execute(update(case_term).where(case_term.c.case_key == row.key).values(reminded_on=today))
    return True


def _give_back(hub: Hub, row: Row[Any]) -> bool:
    done = decide(hub, row.case_number, CaseState.RETURNED, (NEVER_CAME,), BY_ITSELF, who=Who.SYSTEM)
    if isinstance(done, Failure):
        log.warning("not given back: %s: %s; must act: %s", row.case_number, done.code, done.action)
        return False
    return True


def _late(hub: Hub, connection: Connection, row: Row[Any], today: date) -> tuple[Owed, ...]:
    last = rows_of(connection, row.root or row.key)[-1]
    submission = whole(hub, connection, submission_of(hub, last))
    versions = hub.items.named(connection, row.item_id, submission.item_version)
    lines = owed(versions.named or versions.current, submission, CaseState(row.state))
    return tuple(one for one in lines if one.until is not None and one.until < today)


def _reminder(one: Owed, last_day: date) -> Reason:
    return Reason(
        field=one.material_id,
        text_zh=f"“{one.name_zh}”说好{one.until:%Y年%m月%d日}前交，还没有收到。请在{last_day:%Y年%m月%d日}前交上。",
        text_en=f"{one.name_en} was to come by {one.until} and is not here. Please hand it in by {last_day}.",
    )


NEVER_CAME = Reason(
    field=None,
    text_zh="说好后补的材料一直没有收到，这件事退回了。材料齐了可以重新申请。",
    text_en="The papers that were to come later did not come, so the case is sent back. You may apply again with them.",
)
