"""Logging in and out."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from hub.console.page import page
from hub.console.refusal import Refusal
from hub.console.session import AnySession, begin_session, checked_form, end_session
from hub.console.users import Role, log_in
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["console"], default_response_class=HTMLResponse)

Responses = dict[int | str, dict[str, Any]]
HOME = {Role.HELPER: "/helpers", Role.MAINTAINER: "/maintenance", Role.OFFICER: "/officers"}
TO_LOGIN: Responses = {303: {"description": "To the login page"}}
REFUSED: Responses = {403: {"description": "A page that says why not"}}


@router.get("/", summary="To the page of one's role", responses=TO_LOGIN)
def front(session: AnySession) -> Response:
    """Helpers to their calls, maintainers to their machines, officers to their cases."""
    return RedirectResponse(HOME[session.user.role], status_code=303)


@router.get("/login", summary="The login page")
def login_page(request: Request) -> Response:
    """Name and password."""
    return page(request, "login.html", trouble=None)


@router.post(
    "/login",
    summary="Log in",
    responses={
        303: {"description": "Logged in: to the page of one's role"},
        401: {"description": "The login page with what was wrong"},
        **REFUSED,
    },
)
def login(
    request: Request, hub: TheHub, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """Five wrong passwords lock a name for fifteen minutes."""
    _same_site(request)
    user = log_in(hub, name, password)
    if isinstance(user, Failure):
        trouble = {
            "locked": (
                "口令错误次数过多，已锁定15分钟。",
                "Too many wrong passwords; locked for 15 minutes.",
            ),
            "wrong_login": ("用户名或口令不对。", "Name or password is wrong."),
        }[user.code]
        return page(request, "login.html", status=401, trouble=trouble)
    response = RedirectResponse(HOME[user.value.role], status_code=303)
    begin_session(hub, response, user.value)
    return response


@router.post(
    "/logout",
    summary="Log out",
    responses={**TO_LOGIN, **REFUSED},
    dependencies=[Depends(checked_form)],
)
def logout() -> Response:
    """Forgets the cookie."""
    response = RedirectResponse("/login", status_code=303)
    end_session(response)
    return response


def _same_site(request: Request) -> None:
    """A foreign page must not log a visitor in as somebody else.

    Before a session there is no token to check.
    """
    origin = request.headers.get("origin")
    if origin not in {None, "null"} and origin.partition("://")[2] != request.headers.get("host"):
        raise Refusal(403, "请从本站登录页登录。", "Please log in on this site's own page.")
