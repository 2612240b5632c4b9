"""Who is expected, who has come: the appointments of a day for staff. Names are masked; the list is for greeting people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from contract.appointment import AppointmentState, in_groups
from contract.civil_time import CIVIL
from hub.appointments.tickets import Who, state_of
from hub.departments.names import item_name
from hub.masking import mask_name
from hub.tables import appointment

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection, Row

    from hub.wiring import Hub


@dataclass(frozen=True)
class AppointmentLine:
    """One appointment; `came_to` differs from `outlet` when the ticket was shown elsewhere."""

    number: str
    item_zh: str
    item_en: str
    outlet: str
    outlet_zh: str
    outlet_en: str
    starts_at: datetime
    state: AppointmentState
    holder: str
    """Masked."""
    used_at: datetime | None
    came_to: str
    came_to_zh: str
    came_to_en: str


def appointments_of(hub: Hub, day: date, outlet: str = "") -> list[AppointmentLine]:
    """Those of one civil day, and of one outlet when it is named: booked there, or shown there."""
    first = datetime.combine(day, time(), CIVIL)
    columns = appointment.c
    wanted = select(appointment).where(
        columns.starts_at >= first,
        columns.starts_at < first + timedelta(days=1),
        columns.state != AppointmentState.CANCELLED,
    )
    if outlet:
        wanted = wanted.where((columns.outlet == outlet) | (columns.used_outlet == outlet))
    with hub.database.read() as connection:
        rows = connection.execute(wanted.order_by(columns.starts_at, columns.number)).all()
        return [_line(hub, connection, row) for row in rows]


def outlets_of(hub: Hub) -> list[tuple[str, str, str]]:
    """Id, Chinese and English name of every outlet where appointments are kept."""
    region = hub.timetable.region(hub.settings.services)
    if region.appointments is None or region.outlets is None:
        return []
    known = {one.id: one.name for one in region.outlets.outlets}
    named = dict.fromkeys(desk.outlet for desk in region.appointments.desks)
    return [(one, known[one].zh, known[one].en) for one in named]


def outlet_name(hub: Hub, outlet: str) -> tuple[str, str]:
    """Chinese and English; the bare id of one that is no longer there."""
    outlets = hub.timetable.region(hub.settings.services).outlets
    found = outlets.outlet(outlet) if outlets is not None else None
    return (found.name.zh, found.name.en) if found is not None else (outlet, outlet)


def today(hub: Hub) -> date:
    return hub.clock().astimezone(CIVIL).date()


def _line(hub: Hub, connection: Connection, row: Row[Any]) -> AppointmentLine:
    item_zh, item_en = item_name(hub.items, connection, row.item_id)
    who = Who.opened(hub, row)
    outlet_zh, outlet_en = outlet_name(hub, row.outlet)
    came_zh, came_en = outlet_name(hub, row.used_outlet) if row.used_outlet else ("", "")
    return AppointmentLine(
        number=in_groups(row.number),
        item_zh=item_zh,
        item_en=item_en,
        outlet=row.outlet,
        outlet_zh=outlet_zh,
        outlet_en=outlet_en,
        starts_at=row.starts_at,
        state=state_of(hub, row),
        holder=mask_name(who.name) if who is not None else "",
        used_at=row.used_at,
        came_to=row.used_outlet,
        came_to_zh=came_zh,
        came_to_en=came_en,
    )
