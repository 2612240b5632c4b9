"""Whom a courier looks for: opened for whoever sends it, and every look is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from catalogue.delivery import Receiver, chosen
from hub.audit import note
from hub.cases.mend_chain import rows_of, submission_of
from hub.tables import case, delivery
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from hub.wiring import Hub


def receiver_of(hub: Hub, case_number: str, viewer: str) -> Outcome[Receiver]:
    """Failure: `no_such_delivery` where nothing goes by courier."""
    with hub.database.write() as connection:
        root = connection.execute(
            select(delivery.c.case_key)
            .join(case, case.c.key == delivery.c.case_key)
            .where(case.c.case_number == case_number)
        ).scalar_one_or_none()
        rows = rows_of(connection, root) if root is not None else []
        # What was handed in last counts: an address may have been what was to be mended.
        submission = submission_of(hub, rows[-1]) if rows else None
        found = None
        if submission is not None:
            item = hub.items.named(connection, submission.item_id, submission.item_version).named
            found = chosen(item, submission.answers) if item is not None else None
        if found is None or found.receiver is None:
            return Failure("no_such_delivery", Action.NOBODY, "nothing goes by courier")
        note(connection, hub.clock(), viewer, "receiver_seen", case_number)
    return Ok(found.receiver)
