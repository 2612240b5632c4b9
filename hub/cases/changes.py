"""Deciding a case after its first answer, and telling the terminals that took it in.

One case may have been handed in several times (`mend_chain.py`): what is decided is decided of all of it, and each
terminal that took a part of it in hears of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from contract.case import CaseChange, Reason
from contract.civil_time import CIVIL
from contract.codes import CLOSED, NEEDS_REASONS, CaseState
from hub.audit import note
from hub.cases.approval import drafts_for
from hub.cases.lifecycle import CLOCK_STOPS, Who, step
from hub.cases.mend_chain import last_change, rows_of, tell
from hub.cases.older_terminals import as_read
from hub.cases.term import after, extended
from hub.cases.terms import keep_term, term_of
from hub.certificates.issue import file_document
from hub.tables import case, case_change, case_proposal
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from hub.cases.term import Term
    from hub.certificates.issue import Draft
    from hub.wiring import Hub

AT_ONCE = 50
"""Changes in one heartbeat's answer."""
ASK_THERE = Reason(
    field=None,
    text_zh="原因没有写明，请到窗口询问，或者呼叫帮办。",
    text_en="The reason was not written down; please ask at the window, or call a helper.",
)


def decide(
    hub: Hub,
    case_number: str,
    state: CaseState,
    reasons: tuple[Reason, ...],
    decided_by: str,
    *,
    who: Who = Who.OFFICER,
) -> Outcome[int]:
    """The number of the change. Deciding the same again in the same words changes nothing and gives the old number.

    Approved, or done, it gets the papers that its item ends with, once. Failures, for whoever decides: `no_such_case`,
    `reason_needed`, those of `lifecycle.step`, and those of `approval.drafts_for`.
    """
    if state in NEEDS_REASONS and not reasons:
        return Failure("reason_needed", Action.NOBODY, f"nobody is left {state} without being told why")
    drafts: tuple[Draft, ...] = ()
    if state in {CaseState.APPROVED, CaseState.DONE}:
        made = drafts_for(hub, case_number)
        if isinstance(made, Failure):
            return made
        drafts = made.value
    told = _json(reasons)
    with hub.database.write() as connection:
        rows = _locked(connection, case_number)
        if not rows:
            return Failure("no_such_case", Action.NOBODY, "no case has this number")
        last = rows[-1]
        before = CaseState(last.state)
        known = last_change(connection, last.key)
        if known is not None and known.state == state == before and _reasons(hub, known) == told:
            return Ok(int(known.number))
        may = step(before, state, who)
        if isinstance(may, Failure):
            return may
        today = hub.clock().astimezone(CIVIL).date()
        term = term_of(hub, connection, rows[0])
        if term is not None:
            term = after(term, state, today)
            keep_term(connection, rows[0].key, term)
        for each in drafts:
            file_document(hub, connection, each, last.key)
        number = _tell_all(
            hub,
            connection,
            rows,
            state,
            told=told,
            decided_by=decided_by,
            promised=promised_now(term, state),
        )
        note(connection, hub.clock(), decided_by, "case_decided", last.case_number)
    return Ok(number)


def extend(
    hub: Hub, case_number: str, workdays: int, reasons: tuple[Reason, ...], decided_by: str
) -> Outcome[int]:
    """延长审批: the promised day moves on by so many working days, once. The number of the change.

    Failures: `no_such_case`, `reason_needed`, those of `term.extended`, and `nothing_promised` also where the days of the
    case are not known.
    """
    if not reasons:
        return Failure("reason_needed", Action.NOBODY, "nobody waits longer without being told why")
    with hub.database.write() as connection:
        rows = _locked(connection, case_number)
        if not rows:
            return Failure("no_such_case", Action.NOBODY, "no case has this number")
        term = term_of(hub, connection, rows[0])
        if term is None:
            return Failure("nothing_promised", Action.NOBODY, "the days of this case are not known")
        longer = extended(term, workdays)
        if isinstance(longer, Failure):
            return longer
        keep_term(connection, rows[0].key, longer.value)
        state = CaseState(rows[-1].state)
        promised = longer.value.promised_on
        number = _tell_all(
            hub,
            connection,
            rows,
            state,
            told=_json(reasons),
            decided_by=decided_by,
            promised=promised,
        )
        note(connection, hub.clock(), decided_by, "case_extended", rows[-1].case_number)
    return Ok(number)


def promised_now(term: Term | None, state: CaseState) -> date | None:
    """What is told of the promised day: nothing while the clock stands, and nothing once it is decided."""
    return term.promised_on if term is not None and state not in CLOSED | CLOCK_STOPS else None


def changes_after(hub: Hub, terminal_id: str, after: int, reads: int) -> tuple[CaseChange, ...]:
    """The oldest `AT_ONCE` that a terminal which has those up to `after` does not know, as it can read them."""
    with hub.database.read() as connection:
        rows = connection.execute(
            select(case_change, case.c.case_number, case.c.office_number)
            .join(case, case.c.key == case_change.c.case_key)
            .where(case_change.c.terminal_id == terminal_id, case_change.c.number > after)
            .order_by(case_change.c.number)
            .limit(AT_ONCE)
        ).all()
    return tuple(
        as_read(
            CaseChange(
                number=row.number,
                key=row.case_key,
                case_number=row.case_number,
                state=CaseState(row.state),
                office_number=row.office_number,
                reasons=_read(_reasons(hub, row)) or _unsaid(row.state),
                promised_date=row.promised_on,
            ),
            reads,
        )
        for row in rows
    )


def reasons_of(hub: Hub, key: UUID) -> tuple[Reason, ...] | None:
    """The reasons of the last change of a case; None when nothing changed after its first answer."""
    with hub.database.read() as connection:
        row = last_change(connection, key)
    return _read(_reasons(hub, row)) if row is not None else None


def _locked(connection: Connection, case_number: str) -> list[Row[Any]]:
    """Every row of the case, from the first to the one that counts. Nobody else decides it before this write ends."""
    row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
    if row is None:
        return []
    root = row.root or row.key
    # All of them: whoever hands the case in again locks the row that is mended.
    connection.execute(select(case.c.key).where(case.c.root == root).order_by(case.c.key).with_for_update())
    return rows_of(connection, root)


def _tell_all(
    hub: Hub,
    connection: Connection,
    rows: Sequence[Row[Any]],
    state: CaseState,
    *,
    told: bytes,
    decided_by: str,
    promised: date | None,
) -> int:
    # What somebody proposed before was about a case that stood otherwise.
    connection.execute(delete(case_proposal).where(case_proposal.c.case_key == rows[0].key))
    return [
        tell(hub, connection, row, state, told=told, decided_by=decided_by, promised_on=promised)
        for row in rows
    ][-1]


def _unsaid(state: str) -> tuple[Reason, ...]:
    """A row that somebody wrote without a reason must not silence its terminal: the message would not hold."""
    return (ASK_THERE,) if state in NEEDS_REASONS else ()


def _json(reasons: tuple[Reason, ...]) -> bytes:
    return json.dumps([reason.model_dump(mode="json") for reason in reasons], ensure_ascii=False).encode()


def _read(told: bytes) -> tuple[Reason, ...]:
    return tuple(Reason.model_validate(one) for one in json.loads(told))


def _reasons(hub: Hub, row: Row[Any]) -> bytes:
    return hub.vault.open(row.sealed_reasons, f"case_change/{row.terminal_id}/{row.number}")
