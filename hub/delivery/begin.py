"""A case came in whose result is to be handed out: what the resident chose is kept beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from catalogue.delivery import chosen
from contract.codes import CaseState
from contract.delivery import DeliveryState
from hub.database import insert_new
from hub.tables import delivery

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from catalogue.model import Item
    from contract.case import CaseSubmission

NOTHING_TO_HAND_OUT = frozenset({CaseState.REFUSED, CaseState.TO_MEND})


def begin_delivery(
    connection: Connection,
    item: Item | None,
    handed_in: CaseSubmission,
    *,
    root: UUID,
    state: CaseState,
    now: datetime,
) -> None:
    """In the transaction of the case. One that is refused or to be mended has nothing to hand out yet; one that was mended
    hands it out under the number that the resident has (`root`).
    """
    picked = chosen(item, handed_in.answers) if item is not None else None
    if picked is None or state in NOTHING_TO_HAND_OUT:
        return
    places = {one.id: one.terminal for one in picked.delivery.lockers}
    row = {
        "id": uuid4(),
        "case_key": root,
        "way": picked.way.value,
        "state": DeliveryState.MAKING,
        "locker": places.get(picked.locker, ""),
        "keep_days": picked.delivery.keep_days,
        "box": 0,
        "doubt": "",
        "tracking": "",
        "changed_at": now,
        "changed_by": "",
    }
    insert_new(connection, delivery, row)
