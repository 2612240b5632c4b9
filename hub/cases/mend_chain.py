"""One case (办件) that was handed in several times: its rows, and one state for all of them.

Each row is what a terminal sent, under that terminal's own number, and is never changed: what the case said before it
was mended, and why that was not enough, stays to be read. The last row is the one that counts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from contract.case import CaseAnswer, CaseSubmission, Reason
from hub.tables import case, case_change, terminal

if TYPE_CHECKING:
    from datetime import date
    from typing import Any
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from contract.codes import CaseState
    from hub.wiring import Hub


def rows_of(connection: Connection, root: UUID) -> list[Row[Any]]:
    """From the first to the last: each followed by what mended it."""
    known = {row.key: row for row in connection.execute(select(case).where(case.c.root == root))}
    mended = {row.mended_by for row in known.values()}
    ordered = []
    for row in known.values():
        here: Row[Any] | None = row if row.key not in mended else None
        while here is not None:
            ordered.append(here)
            here = known.get(here.mended_by)
    return ordered


def submission_of(hub: Hub, row: Row[Any]) -> CaseSubmission:
    """As it was sent."""
    return CaseSubmission.model_validate_json(
        hub.vault.open(row.sealed_payload, f"case_file/{row.key}/payload")
    )


def whole(hub: Hub, connection: Connection, submission: CaseSubmission) -> CaseSubmission:
    """With the materials that stand as they were handed in before; one that was not there is not here either."""
    if submission.mends is None or not any(one.as_before for one in submission.materials):
        return submission
    row = connection.execute(select(case).where(case.c.key == submission.mends)).one_or_none()
    before = whole(hub, connection, submission_of(hub, row)).materials if row is not None else ()
    known = {one.material_id: one for one in before}
    kept = (known.get(one.material_id) if one.as_before else one for one in submission.materials)
    return submission.model_copy(update={"materials": tuple(one for one in kept if one is not None)})


def tell(
    hub: Hub,
    connection: Connection,
    row: Row[Any],
    state: CaseState,
    *,
    told: bytes,
    decided_by: str,
    promised_on: date | None = None,
) -> int:
    """Note a change for the terminal that handed this row in; its number. `told`: the reasons as JSON; `promised_on`:
    the promised day to be told with it (`term.py`).
    """
    number = connection.execute(
        update(terminal)
        .where(terminal.c.id == row.terminal_id)
        .values(changes=terminal.c.changes + 1)
        .returning(terminal.c.changes)
    ).scalar_one()
    connection.execute(
        insert(case_change).values(
            terminal_id=row.terminal_id,
            number=number,
            case_key=row.key,
            state=state,
            sealed_reasons=hub.vault.seal(told, f"case_change/{row.terminal_id}/{number}"),
            decided_by=decided_by,
            at=hub.clock(),
            promised_on=promised_on,
        )
    )
    connection.execute(update(case).where(case.c.key == row.key).values(state=state))
    return int(number)


def standing(hub: Hub, connection: Connection, row: Row[Any]) -> tuple[Reason, ...]:
    """Why a row stands as it does: by its last change, else by its first answer."""
    last = last_change(connection, row.key)
    if last is None:
        return answer_of(hub, row).reasons
    told = hub.vault.open(last.sealed_reasons, f"case_change/{last.terminal_id}/{last.number}")
    return tuple(Reason.model_validate(one) for one in json.loads(told))


def answer_of(hub: Hub, row: Row[Any]) -> CaseAnswer:
    """The first that its terminal got."""
    return CaseAnswer.model_validate_json(hub.vault.open(row.sealed_answer, f"case_file/{row.key}/answer"))


def last_change(connection: Connection, key: UUID) -> Row[Any] | None:
    """None: nothing changed after the first answer."""
    return connection.execute(
        select(case_change)
        .where(case_change.c.case_key == key)
        .order_by(case_change.c.number.desc())
        .limit(1)
    ).one_or_none()
