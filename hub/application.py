"""The ASGI application: terminal API, public verification, consoles."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from hub.access_log import AccessLog
from hub.api import (
    alive,
    appointments,
    attachments,
    audit_anchor,
    card_reports,
    cases,
    delivery,
    enrolment,
    heartbeat,
    help,  # noqa: A004  named like its path
    outlets,
    papers,
    progress,
    queries,
    ratings,
)
from hub.api.problems import ApiError, Problem
from hub.body_limit import BodyLimit
from hub.cases.progress_index import index_cases
from hub.cases.publish_items import publish
from hub.console import appointments as appointment_pages
from hub.console import cases as officers
from hub.console import deliveries, handovers, helpers, login, maintenance, ticket, verify, verify_receipt
from hub.console.page import page
from hub.console.refusal import NeedsLogin, Refusal
from hub.last_resort import LastResort
from hub.rhythm import Rhythm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.wiring import Hub

log = logging.getLogger(__name__)

DESCRIPTION = """
Terminals sign every request but enrolment with the Ed25519 key they enrolled (`contract/wire.py`). Every
error of the API is `{"code", "detail"}`. Bytes are base64 with the URL-safe alphabet, as in the messages.
"""


def make_application(hub: Hub) -> FastAPI:
    """One application for one hub."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        hub.switchboard.attach()
        publish(hub)
        index_cases(hub)
        rhythm = Rhythm(hub)
        rhythm.start()
        yield
        rhythm.stop()
        hub.database.close()

    application = FastAPI(
        title="Bangban hub 帮办中心",
        description=DESCRIPTION,
        version="1",
        lifespan=lifespan,
        docs_url=None,  # the usual page of documentation loads scripts from a foreign network
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        strict_content_type=False,  # the signature says who sent it; a missing header must not lose a case
    )
    application.state.hub = hub
    for room in (
        alive,
        enrolment,
        heartbeat,
        audit_anchor,
        cases,
        appointments,
        attachments,
        papers,
        progress,
        queries,
        ratings,
        card_reports,
        delivery,
        help,
        outlets,
        login,
        appointment_pages,
        ticket,
        handovers,  # before the cases of helpers, whose numbers stand in the same place
        deliveries,
        helpers,
        officers,
        maintenance,
        verify_receipt,  # before the certificates, whose codes stand in the same place
        verify,
    ):
        application.include_router(room.router)
    application.mount("/static", StaticFiles(packages=[("hub.console", "static")]), name="static")
    _answer_trouble(application)
    _answer_people(application)
    application.add_middleware(BodyLimit, limit=hub.settings.body_limit)
    application.add_middleware(LastResort)
    application.add_middleware(AccessLog)
    return application


def _answer_trouble(application: FastAPI) -> None:
    @application.exception_handler(ApiError)
    async def _refused(_: Request, error: ApiError) -> Response:
        return _problem(error.status, error.problem)

    @application.exception_handler(RequestValidationError)
    async def _malformed(_: Request, error: RequestValidationError) -> Response:
        # Where and what kind only: the framework's own words would repeat what the resident typed.
        places = "; ".join(
            f"{'.'.join(map(str, each['loc']))}: {each['type']}" for each in error.errors()[:10]
        )
        return _problem(422, Problem(code="bad_message", detail=places))

    @application.exception_handler(HTTPException)
    async def _framework(_: Request, error: HTTPException) -> Response:
        if error.status_code == 400:  # the framework's word for a body it could not read at all
            return _problem(422, Problem(code="bad_message", detail="the body is no JSON text"))
        codes = {404: "no_such_path", 405: "wrong_method"}
        return _problem(
            error.status_code, Problem(code=codes.get(error.status_code, "refused"), detail=error.detail)
        )

    @application.exception_handler(DataError)
    @application.exception_handler(OverflowError)
    async def _out_of_range(_: Request, __: Exception) -> Response:
        detail = "a number, a time or a text is outside of what the hub can keep"
        return _problem(422, Problem(code="bad_message", detail=detail))

    @application.exception_handler(OperationalError)
    async def _store(_: Request, error: OperationalError) -> Response:
        # Disk full, database away or locked. The statement and its values stay out of the log.
        log.error("store unavailable: %s", type(error.orig).__name__)
        return _problem(
            503, Problem(code="store_unavailable", detail="the store cannot be used now; send it again later")
        )


def _problem(status: int, problem: Problem) -> Response:
    return JSONResponse(problem.model_dump(), status_code=status)


def _answer_people(application: FastAPI) -> None:
    @application.exception_handler(NeedsLogin)
    async def _to_login(_: Request, __: NeedsLogin) -> Response:
        return RedirectResponse("/login", status_code=303)

    @application.exception_handler(Refusal)
    async def _page_that_says_no(request: Request, refusal: Refusal) -> Response:
        return page(request, "refusal.html", status=refusal.status, zh=refusal.zh, en=refusal.en)
