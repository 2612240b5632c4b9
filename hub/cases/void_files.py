"""Attachments that will never come: the terminal lost them, or it is gone. Their case is here and was decided; only the
number up to which its terminal may erase stood still for them.

An attachment that comes after all is taken in as usual, and the mark is lifted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from hub.audit import note
from hub.cases.durable import awaited
from hub.database import insert_new
from hub.tables import attachment, case, void_attachment
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from hub.wiring import Hub

_VOID = void_attachment.c


@dataclass(frozen=True)
class Incomplete:
    """A case that is here without all of its attachments."""

    case_number: str
    missing: int
    """Attachments."""
    since: datetime
    """When the case came."""


def declare_files_void(hub: Hub, case_number: str, reason: str, declared_by: str) -> Outcome[int]:
    """All attachments of a case that did not come whole. How many were not void before.

    Failures, all for the engineer: `no_such_case`, `reason_needed`, `files_here` (there is none that did not come).
    """
    if not reason.strip() or not declared_by.strip():
        return Failure("reason_needed", Action.ENGINEER, "who declares it void, and why")
    now = hub.clock()
    with hub.database.write() as connection:
        key = connection.execute(select(case.c.key).where(case.c.case_number == case_number)).scalar()
        if key is None:
            return Failure("no_such_case", Action.ENGINEER, "no case has this number")
        # The last piece of one that comes at this moment waits for this lock, and then lifts the mark.
        rows = select(attachment.c.id).where(attachment.c.case_key == key, attachment.c.complete.is_(False))
        missing = connection.execute(rows.with_for_update()).scalars().all()
        if not missing:
            return Failure("files_here", Action.ENGINEER, "all attachments of this case are here")
        fresh = 0
        for identity in missing:
            mark = {
                "attachment_id": identity,
                "declared_by": declared_by,
                "at": now,
                "sealed_reason": hub.vault.seal(reason.strip().encode(), f"void_attachment/{identity}"),
            }
            if insert_new(connection, void_attachment, mark):
                fresh += 1
                note(connection, now, declared_by, "attachment_voided", str(identity))
    return Ok(fresh)


def lift_file_void(connection: Connection, identity: UUID, now: datetime, actor: str) -> None:
    """In the transaction that completes an attachment after all."""
    lifted = delete(void_attachment).where(_VOID.attachment_id == identity).returning(_VOID.attachment_id)
    if connection.execute(lifted).one_or_none() is not None:
        note(connection, now, actor, "void_lifted", str(identity))


def incomplete(connection: Connection, terminal_id: str, limit: int) -> tuple[Incomplete, ...]:
    """The first `limit` cases that wait for attachments; also one that came after its sequence was declared void, below
    the number that is durable.
    """
    waiting = (
        select(case.c.case_number, func.count(), case.c.received_at)
        .join(attachment, attachment.c.case_key == case.c.key)
        .where(attachment.c.terminal_id == terminal_id, awaited())
        .group_by(case.c.key, case.c.case_number, case.c.received_at, case.c.sequence)
        .order_by(case.c.sequence)
        .limit(limit)
    )
    return tuple(Incomplete(*row) for row in connection.execute(waiting))
