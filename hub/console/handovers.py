"""The helpers' pages of tickets: which window they wait at, who has them, and the answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from hub.console.login import REFUSED, TO_LOGIN, Responses
from hub.console.page import page
from hub.console.refusal import Refusal
from hub.console.session import HelperSession, checked_form
from hub.handovers import tickets
from hub.wiring import TheHub
from outcome import Failure, Outcome

router = APIRouter(
    prefix="/helpers/handovers",
    tags=["console"],
    default_response_class=HTMLResponse,
    responses={**TO_LOGIN, **REFUSED},
)
NOT_THERE: Responses = {404: {"description": "A page that says there is no such ticket"}}
NOT_NOW: Responses = {409: {"description": "A page that says it is somebody else's, or answered"}}
BACK = 303
OfWindow = Annotated[str, Query(max_length=60, description="only tickets of this window")]
LONGEST = 500


@router.get("", summary="Open tickets, the most urgent first")
def handovers(request: Request, hub: TheHub, session: HelperSession, target: OfWindow = "") -> Response:
    """The list fetches itself anew every few seconds."""
    found = tickets.open_tickets(hub, target)
    return page(request, "handovers.html", session, tickets=found, target=target)


@router.get("/list", summary="The list of open tickets alone, for the page to refresh")
def handovers_list(request: Request, hub: TheHub, session: HelperSession, target: OfWindow = "") -> Response:
    """A piece of a page."""
    found = tickets.open_tickets(hub, target)
    return page(request, "part_handovers.html", session, tickets=found, target=target)


@router.get("/{number}", summary="One ticket; each look is written down", responses={**NOT_THERE})
def handover_page(request: Request, hub: TheHub, session: HelperSession, number: str) -> Response:
    """What was told, the telephone number of whoever wants a call, and the form to answer."""
    found = tickets.view_ticket(hub, number, session.user.name)
    if found is None:
        raise _refusal(tickets.NO_TICKET)
    return page(request, "handover.html", session, ticket=found)


@router.post(
    "/{number}/take",
    summary="Become its owner",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def take(hub: TheHub, session: HelperSession, number: str) -> Response:
    """From now on this helper answers."""
    return _after(tickets.take(hub, number, session.user.name), f"/helpers/handovers/{number}")


@router.post(
    "/{number}/pass",
    summary="Give it to somebody else",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def pass_on(
    hub: TheHub, session: HelperSession, number: str, to: Annotated[str, Form(max_length=60)] = ""
) -> Response:
    """By login name."""
    return _after(tickets.pass_on(hub, number, session.user.name, to.strip()), "/helpers/handovers")


@router.post(
    "/{number}/answer",
    summary="Answer it, and close it",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def answer(
    hub: TheHub,
    session: HelperSession,
    number: str,
    words: Annotated[str, Form(max_length=LONGEST)] = "",
    solved: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """The words are what the resident reads or is told. Empty words answer nothing."""
    here = f"/helpers/handovers/{number}"
    if not words.strip():
        return RedirectResponse(here, status_code=BACK)
    done = tickets.answer(hub, number, session.user.name, words, solved=solved != "no")
    return _after(done, here)


def _after(done: Outcome[None] | Outcome[int], where: str) -> Response:
    if isinstance(done, Failure):
        raise _refusal(done)
    return RedirectResponse(where, status_code=BACK)


def _refusal(failure: Failure) -> Refusal:
    if failure.code in {"no_such_ticket", "no_such_case"}:
        return Refusal(404, "没有这张转办单。", "There is no such ticket.")
    if failure.code == "no_such_user":
        return Refusal(404, "没有这个用户。", "There is no such user.")
    if failure.code == "taken_by_other":
        return Refusal(409, "另一位帮办员已接手。", "Another helper has it.")
    return Refusal(409, "这张转办单已经答复。", "This ticket was answered.")
