"""Deciding as people do at an office: some steps at once, those that end a case by two persons.

The second person may be left out only where the officer is authorised for the item (首席事务代表 decides on the spot). A
proposal waits beside the case and changes nothing about it; whatever else happens to the case takes it away.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from contract.case import Reason
from contract.codes import NEEDS_REASONS, CaseState
from hub.audit import note
from hub.cases.changes import decide, extend
from hub.cases.lifecycle import Who, step
from hub.tables import case, case_proposal
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from hub.cases.officers import Officer
    from hub.wiring import Hub


class Verb(StrEnum):
    """What an officer can do about a case."""

    APPROVE = "approve"
    MEND = "mend"
    SUSPEND = "suspend"
    RESUME = "resume"
    REFUSE = "refuse"
    NOT_OURS = "not_ours"
    GIVE_BACK = "give_back"
    EXTEND = "extend"
    VOID = "void"


STATES = {
    Verb.MEND: CaseState.TO_MEND,
    Verb.SUSPEND: CaseState.SUSPENDED,
    Verb.RESUME: CaseState.IN_REVIEW,
    Verb.REFUSE: CaseState.REFUSED,
    Verb.NOT_OURS: CaseState.NOT_ACCEPTED,
    Verb.GIVE_BACK: CaseState.RETURNED,
    Verb.VOID: CaseState.VOID,
}
"""APPROVE makes it approved, or done where its item ends with a paper; EXTEND leaves the state as it is."""

AT_ONCE = frozenset({Verb.MEND, Verb.SUSPEND, Verb.RESUME})
"""Nothing is ended by them, and the applicant must not wait for a second person to hear what is missing."""


@dataclass(frozen=True)
class Proposal:
    """What the first person wants."""

    state: CaseState
    workdays: int
    """Of an extension; 0: it is none."""
    reasons: tuple[Reason, ...]
    by: str
    at: datetime


@dataclass(frozen=True)
class Done:
    """What became of it: decided, or waiting for somebody else."""

    proposed: bool


def act(
    hub: Hub,
    officer: Officer,
    case_number: str,
    verb: Verb,
    reasons: tuple[Reason, ...] = (),
    *,
    workdays: int = 0,
) -> Outcome[Done]:
    """Failures: `no_such_case` (also one of another department), `reason_needed`, `proposed_already`, and those of
    `changes.decide` and `changes.extend`.
    """
    with hub.database.read() as connection:
        row = _row(hub, connection, officer, case_number)
        if row is None:
            return _UNKNOWN
        item = hub.items.current(connection, row.item_id)
    state = STATES.get(verb)
    if state is None:
        with_paper = item is not None and item.certificate is not None
        state = CaseState.DONE if with_paper else CaseState.APPROVED
        state = CaseState(row.state) if verb is Verb.EXTEND else state
    workdays = workdays if verb is Verb.EXTEND else 0
    if not reasons and (state in NEEDS_REASONS or verb is Verb.EXTEND):
        return Failure("reason_needed", Action.NOBODY, "nobody is left in this without being told why")
    may = step(CaseState(row.state), state, Who.OFFICER)
    if isinstance(may, Failure):
        return may
    if verb in AT_ONCE or row.item_id in officer.alone:
        return _carry_out(hub, row.case_number, verb is Verb.EXTEND, state, reasons, workdays, officer.name)
    return _propose(hub, row, Proposal(state, workdays, reasons, officer.name, hub.clock()))


def confirm(hub: Hub, officer: Officer, case_number: str) -> Outcome[Done]:
    """The second person agrees. Failures: `no_such_case`, `nothing_proposed`, `second_person` (it is the first), and
    those of deciding.
    """
    found = _proposed(hub, officer, case_number)
    if isinstance(found, Failure):
        return found
    row, proposal = found.value
    if proposal.by == officer.name:
        return Failure("second_person", Action.NOBODY, "somebody else confirms it")
    return _carry_out(
        hub,
        row.case_number,
        proposal.workdays > 0,
        proposal.state,
        proposal.reasons,
        proposal.workdays,
        officer.name,
    )


def drop(hub: Hub, officer: Officer, case_number: str) -> Outcome[None]:
    """It is not to be so; either person may say it. Failures: `no_such_case`, `nothing_proposed`."""
    found = _proposed(hub, officer, case_number)
    if isinstance(found, Failure):
        return found
    row, _ = found.value
    with hub.database.write() as connection:
        connection.execute(delete(case_proposal).where(case_proposal.c.case_key == _root(row)))
        note(connection, hub.clock(), officer.name, "proposal_dropped", row.case_number)
    return Ok(None)


def proposal_of(hub: Hub, connection: Connection, root: UUID) -> Proposal | None:
    """What waits for a second person."""
    row = connection.execute(select(case_proposal).where(case_proposal.c.case_key == root)).one_or_none()
    if row is None:
        return None
    told = json.loads(hub.vault.open(row.sealed_reasons, f"case_proposal/{root}"))
    reasons = tuple(Reason.model_validate(one) for one in told)
    return Proposal(CaseState(row.state), row.workdays, reasons, row.proposed_by, row.at)


def _propose(hub: Hub, row: Row[Any], proposal: Proposal) -> Outcome[Done]:
    root = _root(row)
    told = json.dumps([one.model_dump(mode="json") for one in proposal.reasons], ensure_ascii=False).encode()
    with hub.database.write() as connection:
        connection.execute(select(case.c.key).where(case.c.key == root).with_for_update())
        if proposal_of(hub, connection, root) is not None:
            return Failure("proposed_already", Action.NOBODY, "confirm or drop what is proposed first")
        connection.execute(
            insert(case_proposal).values(
                case_key=root,
                state=proposal.state,
                workdays=proposal.workdays,
                sealed_reasons=hub.vault.seal(told, f"case_proposal/{root}"),
                proposed_by=proposal.by,
                at=proposal.at,
            )
        )
        note(connection, hub.clock(), proposal.by, "case_proposed", row.case_number)
    return Ok(Done(proposed=True))


def _carry_out(  # noqa: PLR0917  all of one decision
    hub: Hub,
    case_number: str,
    longer: bool,
    state: CaseState,
    reasons: tuple[Reason, ...],
    workdays: int,
    by: str,
) -> Outcome[Done]:
    done = (
        extend(hub, case_number, workdays, reasons, by)
        if longer
        else decide(hub, case_number, state, reasons, by)
    )
    return done if isinstance(done, Failure) else Ok(Done(proposed=False))


def _proposed(hub: Hub, officer: Officer, case_number: str) -> Outcome[tuple[Row[Any], Proposal]]:
    with hub.database.read() as connection:
        row = _row(hub, connection, officer, case_number)
        if row is None:
            return _UNKNOWN
        proposal = proposal_of(hub, connection, _root(row))
    if proposal is None:
        return Failure("nothing_proposed", Action.NOBODY, "nothing waits for a second person")
    return Ok((row, proposal))


def _row(hub: Hub, connection: Connection, officer: Officer, case_number: str) -> Row[Any] | None:
    """Of another department it is as if it were not there."""
    row = connection.execute(select(case).where(case.c.case_number == case_number)).one_or_none()
    if row is None or not officer.sees(department_of(hub, connection, row.item_id)):
        return None
    return row


def department_of(hub: Hub, connection: Connection, item_id: str) -> str:
    """Its Chinese name; empty where the item is not here, and then only an office for all departments sees it."""
    item = hub.items.current(connection, item_id)
    return item.department.zh if item is not None else ""


def _root(row: Row[Any]) -> UUID:
    root: UUID = row.root or row.key
    return root


_UNKNOWN = Failure("no_such_case", Action.NOBODY, "no case of this department has this number")
