"""A ticket is a case like any other; what a window needs to find it stands in a row beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from catalogue.handover_checks import TARGET, TOLD
from contract.civil_time import CIVIL
from contract.codes import CaseState
from hub.tables import handover

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from catalogue.model import Item
    from contract.case import CaseSubmission

NOT_TOLD = timedelta(days=3)
"""For an answer whose day the terminal did not tell."""
NOBODY_ANSWERS = frozenset({CaseState.TO_MEND, CaseState.REFUSED})


def file_ticket(
    connection: Connection, item: Item | None, submission: CaseSubmission, *, state: CaseState, now: datetime
) -> None:
    """In the transaction that takes the case in: no ticket without its case, and no case of the kind without a ticket.

    One that went back to the resident at once, to be mended, waits for nobody at a window.
    """
    target = _target(item, submission)
    if target is None or state in NOBODY_ANSWERS:
        return
    by = submission.promised_date or (now.astimezone(CIVIL) + NOT_TOLD).date()
    connection.execute(insert(handover).values(case_key=submission.key, target=target, reply_by=by))


def _target(item: Item | None, submission: CaseSubmission) -> str | None:
    """The window; None of any other case."""
    if item is not None and item.tickets_to is not None:
        return item.tickets_to.id
    # An item that this hub does not know yet: the windows shall find it all the same.
    ticket = item.hand_over if item is not None else {TARGET, TOLD} <= submission.answers.keys()
    return str(submission.answers.get(TARGET)) if ticket else None
