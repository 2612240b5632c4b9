"""For anybody: is this certificate genuine, and (with the token of its QR) its PDF."""

import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import select

from contract.civil_time import CIVIL
from hub.console.page import HEADERS, page
from hub.console.refusal import Refusal
from hub.tables import document
from hub.wiring import Hub, TheHub

router = APIRouter(tags=["verification"], default_response_class=HTMLResponse)
Token = Annotated[str, Query(alias="t", max_length=64, description="the secret part of the QR code")]


@dataclass(frozen=True)
class Found:
    """What the public may know of a certificate."""

    code: str
    issued_at: datetime
    valid_until: date
    expired: bool
    token_fits: bool
    title_zh: str
    title_en: str
    issuer_zh: str
    issuer_en: str
    facts: list[list[str]]


@router.get("/verify", summary="The form for a typed code")
def verify_form(request: Request, code: Annotated[str, Query(max_length=40)] = "") -> Response:
    """A typed code leads to its own page."""
    if code.strip():
        return RedirectResponse(f"/verify/{tidy(code)}", status_code=303)
    return page(request, "verify.html", found=None, asked=None, token="")


@router.get(
    "/verify/{code}",
    summary="Whether a certificate is genuine, and what it says (masked)",
    responses={404: {"description": "A page that says no such certificate was issued"}},
)
def verify(request: Request, hub: TheHub, code: str, token: Token = "") -> Response:
    """Codes have 79 bits that only the hub's key makes, so trying them leads nowhere."""
    found = look_up(hub, tidy(code), token)
    status = 200 if found else 404
    return page(request, "verify.html", status=status, found=found, asked=tidy(code), token=token)


@router.get(
    "/documents/{code}.pdf",
    summary="The certificate itself, for whoever holds the QR code",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}, "description": "The PDF"},
        404: {"description": "No such certificate, or the token does not fit"},
        410: {"description": "The certificate is past its last day"},
    },
)
def pdf(hub: TheHub, code: str, token: Token = "") -> Response:
    """The same bytes that the terminal printed."""
    found = look_up(hub, tidy(code), token)
    if found is None or not found.token_fits:
        raise Refusal(404, "没有这份文件。", "There is no such document.")
    if found.expired:
        raise Refusal(410, "文件已过查验有效期。", "This document is past its last day.")
    with hub.database.read() as connection:
        sealed = connection.execute(
            select(document.c.sealed_pdf).where(document.c.code == found.code)
        ).scalar_one()
    body = hub.vault.open(sealed, f"document/{found.code}/pdf")
    return Response(body, media_type="application/pdf", headers=HEADERS)


def tidy(code: str) -> str:
    """As a person may type it: small letters, blanks, other dashes."""
    letters = [char for char in code.upper() if char.isascii() and char.isalnum()][:40]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, len(letters), 4))


def look_up(hub: Hub, code: str, token: str) -> Found | None:
    """The certificate under this code; `token_fits` when the asker holds its QR."""
    with hub.database.read() as connection:
        columns = document.c
        row = connection.execute(
            select(columns.token, columns.issued_at, columns.valid_until, columns.sealed_summary).where(
                columns.code == code
            )
        ).one_or_none()
    if row is None:
        return None
    summary = json.loads(hub.vault.open(row.sealed_summary, f"document/{code}/summary"))
    return Found(
        code=code,
        issued_at=row.issued_at,
        valid_until=row.valid_until,
        expired=hub.clock().astimezone(CIVIL).date() > row.valid_until,
        token_fits=hmac.compare_digest(row.token, hub.vault.fingerprint(token.encode())),
        **summary,
    )
