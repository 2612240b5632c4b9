"""How a case stands of which nobody was asked who they are: whoever holds its receipt may know, and only that.

The code on the receipt is the terminal's signature over number, item, time and content. A number alone leads nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.progress import ProgressAnswer
from hub.cases.mend_chain import rows_of
from hub.cases.progress import NO_SUCH_CASE, tell_of
from hub.cases.progress_index import NOBODY
from hub.cases.receipts import check
from hub.tables import case
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from hub.wiring import Hub

NOT_GENUINE = Failure(
    "not_genuine", Action.RESIDENT, "no receipt of this hub's terminals, or not all of its code"
)
NEEDS_IDENTITY = Failure(
    "needs_identity", Action.RESIDENT, "somebody's case: its applicant asks, with the card"
)


def of_receipt(hub: Hub, text: str) -> Outcome[ProgressAnswer]:
    """State and answer, no answers that were given. Failures: `not_genuine`, `no_such_case` (it has not come yet),
    `needs_identity`.
    """
    proof = check(hub, text)
    if isinstance(proof, Failure):
        return NOT_GENUINE
    statement = proof.value.statement
    with hub.database.read() as connection:
        row = connection.execute(
            select(case).where(case.c.case_number == str(statement.number))
        ).one_or_none()
        if row is None:
            return NO_SUCH_CASE
        if row.digest not in {None, statement.digest}:
            return NOT_GENUINE
        if row.whose != NOBODY:
            return NEEDS_IDENTITY
        told = tell_of(hub, connection, rows_of(connection, row.root))
    return Ok(ProgressAnswer(cases=(told,), as_of=hub.clock()))
