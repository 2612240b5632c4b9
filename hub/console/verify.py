"""For anybody: is this certificate genuine, does it still hold, and (with the token of its QR) its PDF.

The page is one file with everything in it: saved on a phone it checks the signed proof in a code with no network.
"""

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from sqlalchemy import select

from contract.civil_time import CIVIL
from hub.certificates.codes import tidy
from hub.certificates.keys import paper_keys
from hub.console.page import HEADERS, in_english, page
from hub.console.refusal import Refusal
from hub.console.verify_words import verify_words
from hub.tables import document, paper_revocation
from hub.wiring import Hub, TheHub

router = APIRouter(tags=["verification"], default_response_class=HTMLResponse)
Token = Annotated[str, Query(alias="t", max_length=64, description="the secret part of the QR code")]
PAGE = "/verify"


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
    revoked_at: datetime | None

    @property
    def holds(self) -> bool:
        return not self.expired and self.revoked_at is None


@router.get(PAGE, summary="The form for a typed code; checks a signature with no network as well")
def verify_form(request: Request, hub: TheHub, code: Annotated[str, Query(max_length=40)] = "") -> Response:
    """A typed code leads to its own page."""
    if code.strip():
        return RedirectResponse(f"{PAGE}/{tidy(code)}", status_code=303)
    return _whole(request, hub, found=None, asked=None, token="")


@router.get(
    PAGE + "/{code}",
    summary="Whether a certificate is genuine, and what it says (masked)",
    responses={404: {"description": "A page that says no such certificate was issued"}},
)
def verify(request: Request, hub: TheHub, code: str, token: Token = "") -> Response:
    """Codes have 79 bits that only the hub's key makes, so trying them leads nowhere."""
    found = look_up(hub, tidy(code), token)
    status = 200 if found else 404
    return _whole(request, hub, status=status, found=found, asked=tidy(code), token=token)


@router.get(
    "/documents/{code}.pdf",
    summary="The certificate itself, for whoever holds the QR code",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}, "description": "The PDF"},
        404: {"description": "No such certificate, or the token does not fit"},
        410: {"description": "The certificate is past its last day, or was revoked"},
    },
)
def pdf(hub: TheHub, code: str, token: Token = "") -> Response:
    """The same bytes that the terminal printed."""
    found = look_up(hub, tidy(code), token)
    if found is None or not found.token_fits:
        raise Refusal(404, "没有这份证明。", "There is no such certificate.")
    if found.expired:
        raise Refusal(410, "这份证明已过有效期。", "This certificate is past its last day.")
    if found.revoked_at is not None:
        raise Refusal(410, "这份证明已作废。", "This certificate was cancelled.")
    with hub.database.read() as connection:
        sealed = connection.execute(
            select(document.c.sealed_pdf).where(document.c.code == found.code)
        ).scalar_one()
    body = hub.vault.open(sealed, f"document/{found.code}/pdf")
    return Response(body, media_type="application/pdf", headers=HEADERS)


def _whole(request: Request, hub: Hub, **facts: Any) -> Response:
    """The page with style, script, words and keys inside; no other script runs on it."""
    nonce = secrets.token_urlsafe(16)
    told = {
        "words": verify_words("en" if in_english(request) else "zh"),
        "address": hub.settings.public_url + PAGE,
        "found": facts["found"].code if facts["found"] is not None else None,
        "keys": [
            {
                "id": key.id.hex(),
                "key": key.public_key.hex(),
                "since": int(key.since.timestamp()),
                "until": int(key.until.timestamp()) if key.until is not None else None,
            }
            for key in paper_keys(hub).keys
        ],
    }
    response = page(
        request,
        "verify.html",
        nonce=nonce,
        style=_inside("hub.css"),
        script=_inside("paper.js") + _inside("paper_page.js"),
        address=told["address"],
        told=told,
        **facts,
    )
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}';"
        f" form-action 'self' {hub.settings.public_url}; base-uri 'none'; frame-ancestors 'none'"
    )
    return response


@cache
def _inside(name: str) -> Markup:
    return Markup((files("hub.console") / "static" / name).read_text("utf-8"))  # noqa: S704  our own files


def look_up(hub: Hub, code: str, token: str) -> Found | None:
    """The certificate under this code; `token_fits` when the asker holds its QR."""
    with hub.database.read() as connection:
        columns = document.c
        row = connection.execute(
            select(
                columns.token,
                columns.issued_at,
                columns.valid_until,
                columns.sealed_summary,
                paper_revocation.c.at.label("revoked_at"),
            )
            .select_from(document.outerjoin(paper_revocation, columns.code == paper_revocation.c.code))
            .where(columns.code == code)
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
        revoked_at=row.revoked_at,
        **summary,
    )
