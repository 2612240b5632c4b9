"""The helpers' page of appointments: who is expected today at which outlet, and who has come. Names are masked."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from hub.appointments.listing import appointments_of, outlets_of, today
from hub.console.login import REFUSED, TO_LOGIN
from hub.console.page import page
from hub.console.session import HelperSession
from hub.wiring import TheHub

router = APIRouter(
    prefix="/helpers/appointments",
    tags=["console"],
    default_response_class=HTMLResponse,
    responses={**TO_LOGIN, **REFUSED},
)
OfOutlet = Annotated[
    str, Query(max_length=60, description="only of this outlet: booked there, or shown there")
]
OfDay = Annotated[str, Query(max_length=10, description="YYYY-MM-DD; today when left out")]


@router.get("", summary="Appointments of a day")
def appointments(
    request: Request, hub: TheHub, session: HelperSession, outlet: OfOutlet = "", day: OfDay = ""
) -> Response:
    """The list fetches itself anew every few seconds, so that who has come is seen at once."""
    return page(request, "appointments.html", session, outlets=outlets_of(hub), **_found(hub, outlet, day))


@router.get("/list", summary="The list alone, for the page to refresh")
def appointments_list(
    request: Request, hub: TheHub, session: HelperSession, outlet: OfOutlet = "", day: OfDay = ""
) -> Response:
    """A piece of a page."""
    return page(request, "part_appointments.html", session, **_found(hub, outlet, day))


def _found(hub: TheHub, outlet: str, asked: str) -> dict[str, Any]:
    day = _day(asked) or today(hub)
    return {"lines": appointments_of(hub, day, outlet), "outlet": outlet, "day": day.isoformat()}


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
