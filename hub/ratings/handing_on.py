"""Which ratings there are to hand on, in order, with nothing of who gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.codes import Grade
from hub.ratings.profiles import Told
from hub.tables import rating

if TYPE_CHECKING:
    from datetime import datetime

    from hub.wiring import Hub


def ratings_since(hub: Hub, since: datetime | None) -> tuple[Told, ...]:
    """As received from `since` on, oldest first."""
    wanted = select(rating).order_by(rating.c.received_at, rating.c.key)
    if since is not None:
        wanted = wanted.where(rating.c.received_at >= since)
    with hub.database.read() as connection:
        found = connection.execute(wanted).all()
    return tuple(
        Told(
            one.case_number,
            one.item_id,
            Grade(one.grade),
            tuple(one.tags.split(",")) if one.tags else (),
            one.rated_at,
        )
        for one in found
    )
