"""Which times an item has now, and how many places are left in each."""

from __future__ import annotations

from collections import Counter as Tally
from typing import TYPE_CHECKING

from sqlalchemy import select

from contract.appointment import MOST_SLOTS, Slot, SlotsTold
from hub.tables import appointment_place

if TYPE_CHECKING:
    from catalogue.model import Item
    from hub.wiring import Hub


def slots(hub: Hub, item: Item) -> SlotsTold:
    """In order of time, then of desks. None where nobody takes appointments for the item."""
    now = hub.clock()
    counters = hub.timetable.counters(hub.settings.services, item)
    with hub.database.read() as connection:
        rows = connection.execute(
            select(appointment_place.c.desk, appointment_place.c.starts_at).where(
                appointment_place.c.desk.in_([one.key for one in counters]),
                appointment_place.c.starts_at >= now,
            )
        ).all()
    taken = Tally((row.desk, row.starts_at) for row in rows)
    found = [
        Slot(
            outlet=one.desk.outlet,
            starts_at=begins,
            minutes=one.rules.slot_minutes,
            free=max(0, one.desk.at_once - taken[one.key, begins]),
        )
        for one in counters
        for begins in one.times(now)
    ]
    found.sort(key=lambda slot: slot.starts_at)
    return SlotsTold(item_id=item.id, as_of=now, slots=tuple(found[:MOST_SLOTS]))
