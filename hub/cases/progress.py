"""What an applicant may know of their own cases, whichever terminal took them in.

Cases are found by who asks, never by a number alone, and each is looked at once more before it is told: name, document
and number must be those that the case itself holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.codes import CLOSED, NEEDS_REASONS, CaseState
from contract.progress import MOST_CASES, CaseForm, CaseProgress, ProgressAnswer, Step
from hub.audit import note
from hub.cases.changes import decide, promised_now
from hub.cases.lifecycle import Who, next_states, step
from hub.cases.mend import STILL_TAKES_PAPERS
from hub.cases.mend_chain import answer_of, rows_of, standing, submission_of, whole
from hub.cases.progress_index import NOBODY, identity, whose
from hub.cases.progress_owed import owed
from hub.cases.progress_papers import papers_of
from hub.cases.terms import kept_term
from hub.departments.names import item_name
from hub.tables import case, case_change
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from contract.case import Applicant, CaseSubmission
    from contract.progress import OwnCase
    from hub.wiring import Hub

NO_SUCH_CASE = Failure("no_such_case", Action.NOBODY, "this applicant has no such case")
"""Also of a case of somebody else: whoever tries keys learns nothing."""
MOVED_ON = Failure("moved_on", Action.NOBODY, "the case stands otherwise by now; ask how")


def own_cases(hub: Hub, applicant: Applicant) -> ProgressAnswer:
    """The newest first. What was handed in too late to mend anything is told by the case that it was meant for."""
    with hub.database.read() as connection:
        found = connection.execute(
            select(case.c.key, case.c.root, case.c.mends, case.c.state)
            .where(case.c.whose == whose(hub.vault, applicant))
            .order_by(case.c.received_at.desc(), case.c.sequence.desc())
        ).all()
        roots = list(
            dict.fromkeys(
                one.root for one in found if not _late(one.mends, one.state, alone=one.root == one.key)
            )
        )
        of_each = [rows_of(connection, root) for root in roots[:MOST_CASES]]
        theirs = (rows for rows in of_each if _is_of(hub, rows[-1], applicant))
        cases = tuple(tell_of(hub, connection, rows) for rows in theirs)
    return ProgressAnswer(cases=cases, more=max(0, len(roots) - MOST_CASES), as_of=hub.clock())


def tell_of(hub: Hub, connection: Connection, rows: list[Row[Any]]) -> CaseProgress:
    """One case, of its rows in order."""
    first, last = rows[0], rows[-1]
    handed_in = whole(hub, connection, submission_of(hub, last))
    versions = hub.items.named(connection, last.item_id, handed_in.item_version)
    item = versions.named or versions.current
    item_zh, item_en = item_name(hub.items, connection, last.item_id)
    state = CaseState(last.state)
    steps = _steps(hub, connection, rows)
    owes = owed(item, handed_in, state)
    asked = handed_in.applicant is not None
    may_mend = asked and item is not None and item.complete
    return CaseProgress(
        key=last.key,
        case_number=first.case_number,
        numbers=tuple(row.case_number for row in rows),
        office_number=last.office_number,
        item_id=last.item_id,
        item_zh=item_zh,
        item_en=item_en,
        state=state,
        since=max((one.at for one in steps if one.state is state), default=last.received_at),
        steps=steps,
        promised_date=_promised(connection, rows, handed_in, state),
        reasons=standing(hub, connection, last),
        owed=owes,
        parts=answer_of(hub, last).parts,
        part_names={one.id: (one.name.zh, one.name.en) for one in item.joint} if item is not None else {},
        papers=papers_of(hub, connection, rows, state) if asked else (),
        mendable=may_mend and state is CaseState.TO_MEND,
        supplementable=may_mend and any(one.here for one in owes) and _takes_papers(state),
        withdrawable=asked and CaseState.WITHDRAWN in next_states(state, Who.APPLICANT),
        asked_anonymously=not asked,
    )


def give_form(hub: Hub, asked: OwnCase, terminal_id: str) -> Outcome[CaseForm]:
    """What was handed in, for its applicant to mend it. Failures: `no_such_case`, `moved_on`.

    Who got it is written down before it goes out.
    """
    with hub.database.write() as connection:
        rows = _own(hub, connection, asked)
        if isinstance(rows, Failure):
            return rows
        told = tell_of(hub, connection, rows)
        if not told.mendable and not told.supplementable:
            return MOVED_ON
        note(connection, hub.clock(), terminal_id, "own_case_form", told.case_number)
        handed_in = whole(hub, connection, submission_of(hub, rows[-1]))
    return Ok(
        CaseForm(
            key=told.key,
            case_number=told.case_number,
            office_number=told.office_number,
            item_id=told.item_id,
            state=told.state,
            answers=handed_in.answers,
            materials=handed_in.materials,
            reasons=told.reasons if told.state in NEEDS_REASONS else (),
        )
    )


def withdraw(hub: Hub, asked: OwnCase, terminal_id: str) -> Outcome[CaseProgress]:
    """撤回, as long as nothing is decided; again it changes nothing. Failures: `no_such_case`, `moved_on`."""
    with hub.database.read() as connection:
        rows = _own(hub, connection, asked)
    if isinstance(rows, Failure):
        return rows
    done = decide(hub, rows[-1].case_number, CaseState.WITHDRAWN, (), terminal_id, who=Who.APPLICANT)
    if isinstance(done, Failure):
        return MOVED_ON
    with hub.database.read() as connection:
        return Ok(tell_of(hub, connection, rows_of(connection, rows[0].root)))


def _own(hub: Hub, connection: Connection, asked: OwnCase) -> Failure | list[Row[Any]]:
    """The rows of the case, when it is this applicant's and nothing was handed in for it since."""
    row = connection.execute(select(case).where(case.c.key == asked.key)).one_or_none()
    if row is None or not is_theirs(hub, row, asked.applicant):
        return NO_SUCH_CASE
    if row.mended_by is not None:
        return MOVED_ON
    return rows_of(connection, row.root)


def is_theirs(hub: Hub, row: Row[Any], applicant: Applicant) -> bool:
    """By the index and by what the case itself says."""
    return row.whose == whose(hub.vault, applicant) != NOBODY and _is_of(hub, row, applicant)


def _is_of(hub: Hub, row: Row[Any], applicant: Applicant) -> bool:
    told = submission_of(hub, row).applicant
    return told is not None and identity(told) == identity(applicant)


def _late(mends: UUID | None, state: str, *, alone: bool) -> bool:
    """Handed in to mend a case, and not taken for it."""
    return mends is not None and alone and state == CaseState.VOID


def _takes_papers(state: CaseState) -> bool:
    """Under way, or decided with a yes."""
    back = step(state, CaseState.IN_REVIEW, Who.APPLICANT)
    return state in STILL_TAKES_PAPERS or not isinstance(back, Failure)


def _steps(hub: Hub, connection: Connection, rows: list[Row[Any]]) -> tuple[Step, ...]:
    """Each time once, though every terminal that took a part of the case in was told."""
    happened: dict[tuple[datetime, CaseState], Step] = {}
    for number, row in enumerate(rows):
        handed_in = Step(state=CaseState.SUBMITTED, at=_accepted(row), mended=number > 0)
        happened[handed_in.at, handed_in.state] = handed_in
        state = answer_of(hub, row).state
        if state is not CaseState.SUBMITTED:
            happened.setdefault((row.received_at, state), Step(state=state, at=row.received_at))
    changes = select(case_change.c.state, case_change.c.at).where(
        case_change.c.case_key.in_([row.key for row in rows])
    )
    for state, at in connection.execute(changes):
        happened.setdefault((at, CaseState(state)), Step(state=CaseState(state), at=at))
    return tuple(sorted(happened.values(), key=lambda one: (one.at, one.state is not CaseState.SUBMITTED)))


def _accepted(row: Row[Any]) -> datetime:
    """By the best clock there is; never later than it came here."""
    received: datetime = row.received_at
    told: datetime | None = row.reckoned_at if row.clock_suspect else row.accepted_at
    return min(told or received, received)


def _promised(
    connection: Connection, rows: list[Row[Any]], handed_in: CaseSubmission, state: CaseState
) -> date | None:
    term = kept_term(connection, rows[0].key)
    if term is not None:
        return promised_now(term, state)
    return handed_in.promised_date if state not in CLOSED else None
