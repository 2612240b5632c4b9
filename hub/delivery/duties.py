"""What a terminal with a locker is told: everything that goes into its boxes or lies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.delivery import MOST_DUTIES, BoxDuties, BoxDuty, DeliveryState
from hub.delivery.codes import salt_of
from hub.departments.names import item_name
from hub.tables import case, delivery

if TYPE_CHECKING:
    from hub.wiring import Hub

AT_THE_LOCKER = (DeliveryState.TO_PUT_IN, DeliveryState.IN_BOX)


def duties_of(hub: Hub, terminal_id: str) -> BoxDuties:
    """Without any person; the oldest two hundred, which is four times what a board has locks."""
    with hub.database.read() as connection:
        rows = connection.execute(
            select(delivery, case.c.case_number, case.c.item_id)
            .join(case, case.c.key == delivery.c.case_key)
            .where(delivery.c.locker == terminal_id, delivery.c.state.in_(AT_THE_LOCKER))
            .order_by(delivery.c.state, delivery.c.changed_at)  # what lies in a box before what is to come
            .limit(MOST_DUTIES)
        ).all()
        told = []
        for row in rows:
            zh, en = item_name(hub.items, connection, row.item_id)
            told.append(
                BoxDuty(
                    delivery=row.id,
                    case_number=row.case_number,
                    item_zh=zh,
                    item_en=en,
                    put_in=row.put_in,
                    put_in_until=row.put_in_until,
                    pick_up=row.pick_up,
                    keep_days=row.keep_days,
                    take_back=row.take_back or b"",
                    box=row.box if row.state == DeliveryState.IN_BOX else 0,
                )
            )
    return BoxDuties(salt=salt_of(hub, terminal_id), duties=tuple(told))
