"""Results that are still to reach somebody, for staff: what is where, since when, and where somebody must act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from catalogue.model import DeliveryWay
from contract.delivery import DeliveryState
from hub.departments.names import item_name
from hub.tables import case, delivery

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from hub.wiring import Hub

MOST = 100


@dataclass(frozen=True)
class DeliveryLine:
    """One result."""

    case_number: str
    item_zh: str
    item_en: str
    holder: str
    """Masked name."""
    way: DeliveryWay
    state: DeliveryState
    locker: str
    box: int
    tracking: str
    doubt: str
    """A `BoxEvent` that somebody has to look into; empty: none."""
    since: datetime
    overdue: bool
    """It has lain in its box longer than it is kept."""
    called_back: bool
    """Staff have a code to take it out."""


def to_hand_out(hub: Hub) -> list[DeliveryLine]:
    """Everything that is not with its owner, and what somebody has to look into; the oldest hundred."""
    with hub.database.read() as connection:
        rows = connection.execute(
            _lines()
            .where(or_(delivery.c.state != DeliveryState.COLLECTED, delivery.c.doubt != ""))
            .order_by(delivery.c.changed_at)
            .limit(MOST)
        ).all()
        return [_line(hub, connection, row) for row in rows]


def delivery_of(hub: Hub, case_number: str) -> DeliveryLine | None:
    """Of one case; None where nothing is handed out."""
    with hub.database.read() as connection:
        row = connection.execute(_lines().where(case.c.case_number == case_number)).one_or_none()
        return _line(hub, connection, row) if row is not None else None


def _lines() -> Any:
    return select(delivery, case.c.case_number, case.c.item_id, case.c.sealed_holder).join(
        case, case.c.key == delivery.c.case_key
    )


def _line(hub: Hub, connection: Connection, row: Row[Any]) -> DeliveryLine:
    zh, en = item_name(hub.items, connection, row.item_id)
    until = row.put_in_at + timedelta(days=row.keep_days) if row.put_in_at is not None else None
    return DeliveryLine(
        case_number=row.case_number,
        item_zh=zh,
        item_en=en,
        holder=hub.vault.open(row.sealed_holder, f"case_file/{row.case_key}/holder").decode(),
        way=DeliveryWay(row.way),
        state=DeliveryState(row.state),
        locker=row.locker,
        box=row.box,
        tracking=row.tracking,
        doubt=row.doubt,
        since=row.changed_at,
        overdue=row.state == DeliveryState.IN_BOX and until is not None and hub.clock() >= until,
        called_back=bool(row.take_back),
    )
