"""Deciding a case after its first answer, and telling the terminal that took it in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from contract.case import CaseChange, Reason
from contract.codes import NEEDS_REASONS, CaseState
from hub.audit import note
from hub.tables import case, case_change, terminal
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Row

    from hub.wiring import Hub

AT_ONCE = 50
"""Changes in one heartbeat's answer."""


def decide(
    hub: Hub, case_number: str, state: CaseState, reasons: tuple[Reason, ...], decided_by: str
) -> Outcome[int]:
    """The number of the change. Deciding the same again in the same words changes nothing and gives the old number.

    Failures, all for the engineer or whoever decides: `no_such_case`, `reason_needed`.
    """
    if state in NEEDS_REASONS and not reasons:
        return Failure("reason_needed", Action.ENGINEER, f"nobody is left {state} without being told why")
    told = json.dumps([reason.model_dump(mode="json") for reason in reasons], ensure_ascii=False).encode()
    with hub.database.write() as connection:
        found = connection.execute(
            select(case.c.key, case.c.terminal_id).where(case.c.case_number == case_number)
        ).one_or_none()
        if found is None:
            return Failure("no_such_case", Action.ENGINEER, "no case has this number")
        # The terminal's row is locked from here on, so its changes are numbered in the order of their commits.
        number = connection.execute(
            update(terminal)
            .where(terminal.c.id == found.terminal_id)
            .values(changes=terminal.c.changes + 1)
            .returning(terminal.c.changes)
        ).scalar_one()
        last = connection.execute(
            select(case_change)
            .where(case_change.c.case_key == found.key)
            .order_by(case_change.c.number.desc())
            .limit(1)
        ).one_or_none()
        if last is not None and last.state == state and _reasons(hub, last) == told:
            connection.execute(
                update(terminal).where(terminal.c.id == found.terminal_id).values(changes=number - 1)
            )
            return Ok(int(last.number))
        place = f"case_change/{found.terminal_id}/{number}"
        connection.execute(
            insert(case_change).values(
                terminal_id=found.terminal_id,
                number=number,
                case_key=found.key,
                state=state,
                sealed_reasons=hub.vault.seal(told, place),
                decided_by=decided_by,
                at=hub.clock(),
            )
        )
        connection.execute(update(case).where(case.c.key == found.key).values(state=state))
        note(connection, hub.clock(), decided_by, "case_decided", case_number)
    return Ok(int(number))


def changes_after(hub: Hub, terminal_id: str, after: int) -> tuple[CaseChange, ...]:
    """The oldest `AT_ONCE` that a terminal which has those up to `after` does not know."""
    with hub.database.read() as connection:
        rows = connection.execute(
            select(case_change, case.c.case_number, case.c.office_number)
            .join(case, case.c.key == case_change.c.case_key)
            .where(case_change.c.terminal_id == terminal_id, case_change.c.number > after)
            .order_by(case_change.c.number)
            .limit(AT_ONCE)
        ).all()
    return tuple(
        CaseChange(
            number=row.number,
            key=row.case_key,
            case_number=row.case_number,
            state=CaseState(row.state),
            office_number=row.office_number,
            reasons=tuple(Reason.model_validate(one) for one in json.loads(_reasons(hub, row))),
        )
        for row in rows
    )


def reasons_of(hub: Hub, key: UUID) -> tuple[Reason, ...] | None:
    """The reasons of the last change of a case; None when nothing changed after its first answer."""
    with hub.database.read() as connection:
        row = connection.execute(
            select(case_change)
            .where(case_change.c.case_key == key)
            .order_by(case_change.c.number.desc())
            .limit(1)
        ).one_or_none()
    if row is None:
        return None
    return tuple(Reason.model_validate(one) for one in json.loads(_reasons(hub, row)))


def _reasons(hub: Hub, row: Row[Any]) -> bytes:
    return hub.vault.open(row.sealed_reasons, f"case_change/{row.terminal_id}/{row.number}")
