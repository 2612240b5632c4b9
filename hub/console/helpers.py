"""The helpers' pages: who calls, what was said, which cases there are."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from hub.cases.card_reports import card_of
from hub.cases.listing import newest_cases, view_case
from hub.console.login import REFUSED, TO_LOGIN, Responses
from hub.console.page import page
from hub.console.refusal import Refusal
from hub.console.session import HelperSession, checked_form
from hub.delivery import words
from hub.delivery.listing import delivery_of
from hub.helpdesk import calls
from hub.helpdesk.board import find_call, open_calls
from hub.wiring import TheHub
from outcome import Failure, Outcome

router = APIRouter(
    prefix="/helpers",
    tags=["console"],
    default_response_class=HTMLResponse,
    responses={**TO_LOGIN, **REFUSED},
)
NOT_THERE: Responses = {404: {"description": "A page that says there is no such call or case"}}
NOT_NOW: Responses = {409: {"description": "A page that says the call is closed or another helper's"}}
BACK = 303


@router.get("", summary="Open calls and newest cases")
def helpers(request: Request, hub: TheHub, session: HelperSession) -> Response:
    """The lists fetch themselves anew every few seconds."""
    return page(request, "helpers.html", session, calls=open_calls(hub), cases=newest_cases(hub))


@router.get("/calls", summary="The list of open calls alone, for the page to refresh")
def calls_list(request: Request, hub: TheHub, session: HelperSession) -> Response:
    """A piece of a page."""
    return page(request, "part_calls.html", session, calls=open_calls(hub))


@router.get("/cases", summary="The list of newest cases alone, for the page to refresh")
def cases_list(request: Request, hub: TheHub, session: HelperSession) -> Response:
    """A piece of a page."""
    return page(request, "part_cases.html", session, cases=newest_cases(hub))


@router.get(
    "/cases/{case_number}", summary="One case, masked; each look is written down", responses={**NOT_THERE}
)
def case_page(request: Request, hub: TheHub, session: HelperSession, case_number: str) -> Response:
    """Who looked at which case stays in the audit table."""
    found = view_case(hub, case_number, session.user.name)
    if found is None:
        raise Refusal(404, "没有这个办件。", "There is no such case.")
    result = delivery_of(hub, case_number)
    return page(
        request,
        "case.html",
        session,
        case=found,
        result=result,
        delivery_words=words,
        card=card_of(hub, case_number),
    )


@router.get("/calls/{key}", summary="One call with its words", responses={**NOT_THERE})
def call_page(request: Request, hub: TheHub, session: HelperSession, key: UUID) -> Response:
    """Words and the form to answer."""
    return page(request, "call.html", session, call=find_call(hub, key), status_of=_status(hub, key))


@router.get(
    "/calls/{key}/words",
    summary="The words of a call alone, for the page to refresh",
    responses={**NOT_THERE},
)
def words_list(request: Request, hub: TheHub, session: HelperSession, key: UUID) -> Response:
    """A piece of a page."""
    return page(request, "part_words.html", session, status_of=_status(hub, key))


@router.post(
    "/calls/{key}/answer",
    summary="Take a call",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def take(hub: TheHub, session: HelperSession, key: UUID) -> Response:
    """The terminal is told the helper's name at once."""
    return _after(calls.answer(hub, key, session.user.name), f"/helpers/calls/{key}")


@router.post(
    "/calls/{key}/words",
    summary="Say something",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def speak(
    hub: TheHub, session: HelperSession, key: UUID, text: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """Speaking takes a call that waits. Empty words are not sent."""
    here = f"/helpers/calls/{key}"
    if not text.strip():
        return RedirectResponse(here, status_code=BACK)
    return _after(calls.say_as_helper(hub, key, session.user.name, text.strip()), here)


@router.post(
    "/calls/{key}/close",
    summary="End a call",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE},
)
def end(hub: TheHub, session: HelperSession, key: UUID) -> Response:  # noqa: ARG001  the role is the point
    """Ends it at the terminal too."""
    return _after(calls.close(hub, key), "/helpers")


def _status(hub: TheHub, key: UUID) -> object:
    status = calls.call_status(hub, key)
    if isinstance(status, Failure):
        raise _refusal(status)
    return status.value


def _after(done: Outcome[None], where: str) -> Response:
    if isinstance(done, Failure):
        raise _refusal(done)
    return RedirectResponse(where, status_code=BACK)


def _refusal(failure: Failure) -> Refusal:
    if failure.code == "no_such_call":
        return Refusal(404, "没有这个呼叫。", "There is no such call.")
    if failure.code == "call_closed":
        return Refusal(409, "呼叫已结束。", "The call is closed.")
    return Refusal(409, "另一位帮办员已接听。", "Another helper has taken this call.")
