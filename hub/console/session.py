"""Who is logged in: a signed cookie for eight hours, and a token that every form must carry (CSRF)."""

import base64
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from hub.console.refusal import NeedsLogin, Refusal
from hub.console.users import Role, User, find_user
from hub.wiring import Hub, TheHub

COOKIE = "hub_session"
LASTS = timedelta(hours=8)


@dataclass(frozen=True)
class Session:
    """A user, and the token of this session's forms."""

    user: User
    csrf: str


def begin_session(hub: Hub, response: Response, user: User) -> None:
    """Set the cookie.

    It is no more than a signed statement; role and existence are looked up at each request.
    """
    content = {"name": user.name, "at": hub.clock().isoformat(), "nonce": secrets.token_urlsafe(9)}
    payload = base64.urlsafe_b64encode(json.dumps(content).encode()).decode()
    response.set_cookie(
        COOKIE,
        f"{payload}.{_sign(hub, 'session', payload)}",
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=hub.settings.public_url.startswith("https:"),
    )


def end_session(response: Response) -> None:
    """Forget the cookie."""
    response.delete_cookie(COOKIE)


async def session_of(request: Request, hub: TheHub) -> Session:
    """The session of this request, or `NeedsLogin`."""
    payload, _, signature = request.cookies.get(COOKIE, "").partition(".")
    if not hmac.compare_digest(signature, _sign(hub, "session", payload)):
        raise NeedsLogin
    content = json.loads(base64.urlsafe_b64decode(payload))
    if hub.clock() - datetime.fromisoformat(content["at"]) > LASTS:
        raise NeedsLogin
    user = await run_in_threadpool(find_user, hub, content["name"])
    if user is None:
        raise NeedsLogin
    return Session(user, _sign(hub, "csrf", payload))


AnySession = Annotated[Session, Depends(session_of)]


def _helper_only(session: AnySession) -> Session:
    return _only(session, Role.HELPER)


def _maintainer_only(session: AnySession) -> Session:
    return _only(session, Role.MAINTAINER)


def _officer_only(session: AnySession) -> Session:
    return _only(session, Role.OFFICER)


def _only(session: Session, role: Role) -> Session:
    if session.user.role is not role:
        raise Refusal(403, "您的角色不能查看此页。", "Your role does not open this page.")
    return session


HelperSession = Annotated[Session, Depends(_helper_only)]
MaintainerSession = Annotated[Session, Depends(_maintainer_only)]
OfficerSession = Annotated[Session, Depends(_officer_only)]


def checked_form(session: AnySession, csrf: Annotated[str, Form()] = "") -> None:
    """Dependency of every post: the form came from a page of this session."""
    if not hmac.compare_digest(csrf.encode(), session.csrf.encode()):
        raise Refusal(403, "页面已过期，请刷新后重试。", "This page is out of date; reload it and try again.")


def _sign(hub: Hub, purpose: str, payload: str) -> str:
    return hmac.new(hub.vault.derive(f"console-{purpose}"), payload.encode(), sha256).hexdigest()
