"""What a terminal reports of its boxes. A repeat changes nothing; what comes late changes no later state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from contract.delivery import BoxEvent, DeliveryState
from hub.database import insert_new
from hub.tables import delivery, delivery_event
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from sqlalchemy import Row

    from contract.delivery import BoxReport
    from hub.wiring import Hub

DOUBTS = frozenset({BoxEvent.IN_DOUBT, BoxEvent.NOTHING_INSIDE, BoxEvent.LEFT_OPEN, BoxEvent.NOT_OPENED})
"""Somebody has to go and look."""


def keep_report(hub: Hub, report: BoxReport) -> Outcome[None]:
    """Failure: `key_reused` when the key came with another report."""
    row = {
        "key": report.key,
        "terminal_id": report.terminal_id,
        "delivery_id": report.delivery,
        "event": report.event,
        "box": report.box,
        "at": report.at,
        "received_at": hub.clock(),
    }
    with hub.database.write() as connection:
        if not insert_new(connection, delivery_event, row):
            known = connection.execute(select(delivery_event).where(delivery_event.c.key == report.key)).one()
            same = (known.terminal_id, known.delivery_id, known.event, known.box)
            if same != (report.terminal_id, report.delivery, report.event, report.box):
                return Failure("key_reused", Action.ENGINEER, "this key came before with another report")
            return Ok(None)
        found = connection.execute(
            select(delivery)
            .where(delivery.c.id == report.delivery, delivery.c.locker == report.terminal_id)
            .with_for_update()
        ).one_or_none()
        change = _follows(found, report) if found is not None else {}
        if change:
            change |= {"changed_at": hub.clock(), "changed_by": report.terminal_id}
            connection.execute(update(delivery).where(delivery.c.id == report.delivery).values(**change))
    return Ok(None)


def _follows(now: Row[Any], report: BoxReport) -> dict[str, Any]:
    match report.event:
        case BoxEvent.PUT_IN if now.state == DeliveryState.TO_PUT_IN:
            return {"state": DeliveryState.IN_BOX, "box": report.box, "put_in_at": report.at, "doubt": ""}
        case BoxEvent.COLLECTED if now.state in {DeliveryState.IN_BOX, DeliveryState.TO_PUT_IN}:
            return {"state": DeliveryState.COLLECTED, "doubt": ""}
        case BoxEvent.TAKEN_BACK if now.state in {DeliveryState.IN_BOX, DeliveryState.TO_PUT_IN}:
            return {"state": DeliveryState.RETURNED, "box": 0, "doubt": ""}
        case BoxEvent.SHUT:
            # "Nothing inside" is still to be looked into when the empty box is shut.
            return {"doubt": ""} if now.doubt == BoxEvent.LEFT_OPEN else {}
        case event if event in DOUBTS:
            return {"doubt": event.value}
        case _:
            return {}
