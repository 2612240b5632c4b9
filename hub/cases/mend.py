"""补正 and 补交: what a resident hands in again stays the same 办件, under the number that the office gave it.

The rules look at it as at any case, and the state moves on from there. What it takes the place of stays beside it, with
the reasons for which it was not enough. Whichever way messages come (twice, late, in another order) there is one state:
the first that mends a case counts, and whoever comes after it is told so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from contract.case import Reason
from contract.civil_time import CIVIL
from contract.codes import CaseState
from hub.audit import note
from hub.cases.changes import promised_now
from hub.cases.lifecycle import Who, step
from hub.cases.mend_chain import answer_of, last_change, rows_of, standing, submission_of, tell, whole
from hub.cases.progress_index import NOBODY, whose
from hub.cases.progress_owed import deferred
from hub.cases.term import after
from hub.cases.terms import keep_term, term_of
from hub.departments.decision import Decision
from hub.tables import case, terminal
from outcome import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from contract.case import CaseSubmission
    from hub.wiring import Hub

STILL_TAKES_PAPERS = frozenset({CaseState.APPROVED, CaseState.DONE, CaseState.MAKING, CaseState.DELIVERED})
"""Decided with a yes: only what was put off (容缺) is still taken, and changes nothing about the yes."""

MOVED_ON = Reason(
    field=None,
    text_zh="这份材料送到以前，这件事已经改过，或者已经有了结果。这一份没有采用，您不用再交。现在的进度请查“我办的事”。",
    text_en="Before this arrived, the case was mended already, or its result was there. This was not used, and you need"
    " not hand it in again. How the case stands: see “My applications”.",
)
LOOKED_AT_AGAIN = Reason(
    field=None,
    text_zh="您改好的内容收到了，由工作人员接着审核，您不用再来。",
    text_en="What you mended is here. A person goes on with it, and you need not come again.",
)
PAPERS_IN = Reason(
    field=None,
    text_zh="您补交的材料收到了，结果不变。",
    text_en="What you handed in later is here; the result stays as it is.",
)


@dataclass(frozen=True)
class Place:
    """Where a submission belongs."""

    root: UUID
    office_number: str = ""
    """Given already; empty: it gets one of its own."""
    takes_place_of: Row[Any] | None = None
    verdict: Decision | None = None
    """Decided by how the case stands, and not by the rules."""
    to_a_person: bool = False
    """A person asked for it to be mended, so a person looks at it again."""
    part_numbers: Mapping[str, str] = field(default_factory=dict)
    """Of the parts of a joint case that were filed before."""

    def decided(self, decision: Decision) -> Decision:
        """What the rules decided, as far as it is theirs."""
        if self.verdict is not None:
            return self.verdict
        if not self.to_a_person or decision.state not in {CaseState.APPROVED, CaseState.DONE}:
            return decision
        parts = tuple(
            replace(one, state=CaseState.SUBMITTED if one.waits_for else CaseState.IN_REVIEW)
            for one in decision.parts
        )
        return replace(
            decision, state=CaseState.IN_REVIEW, reasons=(LOOKED_AT_AGAIN,), statements=(), parts=parts
        )


def place(hub: Hub, connection: Connection, submission: CaseSubmission) -> Place:
    """In the transaction that takes it in: nobody changes the case that it mends from here on."""
    alone = Place(submission.key)
    if submission.mends is None:
        return alone
    before = _locked(connection, submission.mends)
    mine = whose(hub.vault, submission.applicant)
    if before is None or mine == NOBODY or before.whose != mine:
        return alone  # the case never came here, or is not this person's: it is whole and stands for itself
    late = Place(submission.key, before.office_number, verdict=Decision(CaseState.VOID, (MOVED_ON,)))
    if before.mended_by is not None:
        return late
    state = CaseState(before.state)
    if not isinstance(step(state, CaseState.IN_REVIEW, Who.APPLICANT), Failure):
        return Place(
            before.root,
            before.office_number,
            before,
            to_a_person=_asked_by_a_person(connection, before),
            part_numbers={one.part: one.office_number for one in answer_of(hub, before).parts},
        )
    if state in STILL_TAKES_PAPERS and _owes(hub, connection, before):
        return Place(before.root, before.office_number, before, Decision(state, (PAPERS_IN,)))
    return late


def settle(
    hub: Hub,
    connection: Connection,
    submission: CaseSubmission,
    at: Place,
    decision: Decision,
    *,
    office_number: str,
) -> None:
    """After its row is in: the rows of the same case, and the terminals that sent them, learn of it."""
    who = submission.terminal_id
    if at.takes_place_of is not None:
        before = at.takes_place_of
        connection.execute(update(case).where(case.c.key == before.key).values(mended_by=submission.key))
        note(connection, hub.clock(), who, "case_mended", before.case_number)
        rows = rows_of(connection, at.root)
        promised = _goes_on(hub, connection, rows[0], decision.state)
        for row in rows[:-1]:
            tell(
                hub,
                connection,
                row,
                decision.state,
                told=_told(decision.reasons),
                decided_by=who,
                promised_on=promised,
            )
    elif submission.mends is not None and at.verdict is not None:
        note(connection, hub.clock(), who, "mend_not_taken", submission.case_number)
    if not isinstance(step(decision.state, CaseState.IN_REVIEW, Who.APPLICANT), Failure):
        _join_what_came_first(hub, connection, submission, at.root, office_number)


def _join_what_came_first(
    hub: Hub, connection: Connection, submission: CaseSubmission, root: UUID, office_number: str
) -> None:
    """What mends this case may have come before it, e.g. when the hub was put back to an older day."""
    early = connection.execute(
        select(case)
        .where(
            case.c.mends == submission.key,
            case.c.root == case.c.key,
            case.c.whose == whose(hub.vault, submission.applicant),
        )
        .order_by(case.c.received_at, case.c.sequence)
    ).all()
    for number, first in enumerate(early):
        rows = rows_of(connection, first.key)
        state = CaseState(rows[-1].state)
        if number:
            if not isinstance(step(state, CaseState.VOID, Who.OFFICER), Failure):
                for row in rows:
                    tell(
                        hub,
                        connection,
                        row,
                        CaseState.VOID,
                        told=_told((MOVED_ON,)),
                        decided_by=submission.terminal_id,
                    )
            continue
        connection.execute(
            update(case)
            .where(case.c.key.in_([row.key for row in rows]))
            .values(root=root, office_number=office_number)
        )
        connection.execute(update(case).where(case.c.key == submission.key).values(mended_by=first.key))
        told = _told(standing(hub, connection, rows[-1]))
        for row in rows_of(connection, root):
            if row.key not in {one.key for one in rows}:
                tell(hub, connection, row, state, told=told, decided_by=submission.terminal_id)


def _goes_on(hub: Hub, connection: Connection, first: Row[Any], state: CaseState) -> date | None:
    """The clock stood while the resident was asked; the promised day as it is now."""
    term = term_of(hub, connection, first)
    if term is None:
        return None
    today = hub.clock().astimezone(CIVIL).date()
    term = after(after(term, CaseState.IN_REVIEW, today), state, today)
    keep_term(connection, first.key, term)
    return promised_now(term, state)


def _locked(connection: Connection, key: UUID) -> Row[Any] | None:
    """The row, as it is when nobody else decides its case any more: that locks the first of its rows too."""
    wanted = select(case).where(case.c.key == key)
    row = connection.execute(wanted).one_or_none()
    if row is not None:
        connection.execute(select(case.c.key).where(case.c.key == row.root).with_for_update())
        row = connection.execute(wanted).one_or_none()
    return row


def _asked_by_a_person(connection: Connection, row: Row[Any]) -> bool:
    """Changes that follow from a mending are told in the name of the terminal that it came from."""
    last = last_change(connection, row.key)
    if last is None:
        return False
    known = connection.execute(select(terminal.c.id).where(terminal.c.id == last.decided_by)).one_or_none()
    return known is None


def _owes(hub: Hub, connection: Connection, row: Row[Any]) -> bool:
    return bool(deferred(whole(hub, connection, submission_of(hub, row))))


def _told(reasons: tuple[Reason, ...]) -> bytes:
    return json.dumps([one.model_dump(mode="json") for one in reasons], ensure_ascii=False).encode()
