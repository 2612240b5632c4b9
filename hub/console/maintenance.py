"""The maintenance page: every terminal, how it is, and who must act."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from hub.console.login import REFUSED, TO_LOGIN
from hub.console.page import page
from hub.console.session import MaintainerSession
from hub.fleet.overview import overview
from hub.wiring import TheHub

router = APIRouter(
    prefix="/maintenance",
    tags=["console"],
    default_response_class=HTMLResponse,
    responses={**TO_LOGIN, **REFUSED},
)
OnlyAct = Annotated[bool, Query(description="only terminals where someone must act")]


@router.get("", summary="All terminals")
def maintenance(request: Request, hub: TheHub, session: MaintainerSession, act: OnlyAct = False) -> Response:
    """The list fetches itself anew every few seconds."""
    fleet = overview(hub, only_act=act)
    return page(request, "maintenance.html", session, fleet=fleet, own=hub.items.duties, act=act)


@router.get("/terminals", summary="The list of terminals alone, for the page to refresh")
def terminals(request: Request, hub: TheHub, session: MaintainerSession, act: OnlyAct = False) -> Response:
    """A piece of a page."""
    fleet = overview(hub, only_act=act)
    return page(request, "part_terminals.html", session, fleet=fleet, own=hub.items.duties)
