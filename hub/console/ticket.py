"""For whoever scans an appointment slip with a phone: what it is for, where and when. Nothing of a person is shown."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select

from contract.appointment import AppointmentState, in_groups, read_code, read_number
from hub.appointments.listing import outlet_name
from hub.appointments.tickets import PAGE, state_of
from hub.console.page import page
from hub.departments.names import item_name
from hub.hub_key import public_key
from hub.tables import appointment
from hub.wiring import TheHub

router = APIRouter(tags=["appointments"], default_response_class=HTMLResponse)
LONGEST = 1000


@dataclass(frozen=True)
class TicketView:
    """What the holder of the code may read."""

    number: str
    item_zh: str
    item_en: str
    outlet_zh: str
    outlet_en: str
    place_zh: str
    place_en: str
    phone: str
    starts_at: datetime
    state: AppointmentState


@router.get(
    PAGE,
    summary="An appointment as its slip's code leads to it",
    responses={404: {"description": "A page that says that this is no ticket of this hub"}},
)
def ticket(request: Request, hub: TheHub) -> Response:
    """The code is the whole query. Only a signed one opens it: a number alone could be tried."""
    asked = request.url.query.partition("&lang=")[0][:LONGEST]
    signed = read_code(asked)
    found = None
    if signed is not None and signed.is_of(public_key(hub)) and read_number(signed.ticket.number):
        found = _look_up(hub, signed.ticket.number)
    return page(request, "ticket.html", status=200 if found else 404, ticket=found)


def _look_up(hub: TheHub, number: str) -> TicketView | None:
    with hub.database.read() as connection:
        row = connection.execute(select(appointment).where(appointment.c.number == number)).one_or_none()
        if row is None:
            return None
        item_zh, item_en = item_name(hub.items, connection, row.item_id)
    outlets = hub.timetable.region(hub.settings.services).outlets
    outlet = outlets.outlet(row.outlet) if outlets is not None else None
    outlet_zh, outlet_en = outlet_name(hub, row.outlet)
    return TicketView(
        number=in_groups(number),
        item_zh=item_zh,
        item_en=item_en,
        outlet_zh=outlet_zh,
        outlet_en=outlet_en,
        place_zh=outlet.place.zh if outlet is not None else "",
        place_en=outlet.place.en if outlet is not None else "",
        phone=outlet.phone if outlet is not None else "",
        starts_at=row.starts_at,
        state=state_of(hub, row),
    )
