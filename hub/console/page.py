"""Rendering: one Jinja environment, Chinese first, English by switch, nothing from foreign networks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from contract.civil_time import CIVIL
from hub.fleet.device_words import device_name, word

if TYPE_CHECKING:
    from datetime import datetime

    from fastapi import Request

    from hub.console.session import Session

LANGUAGE_COOKIE = "hub_language"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address of a verification page holds a token
    "Cache-Control": "no-store",
}


def page(
    request: Request, template: str, session: Session | None = None, status: int = 200, **facts: Any
) -> HTMLResponse:
    """Render a template in the language of the visitor; `?lang=` switches and is remembered."""
    asked = request.query_params.get("lang", "")
    english = in_english(request)

    def either(zh: str, en: str) -> str:
        return en if english else zh

    here = request.url.include_query_params(lang="zh" if english else "en")
    body = (
        _environment()
        .get_template(template)
        .render(
            t=either,
            language="en" if english else "zh-CN",
            session=session,
            switch=f"{here.path}?{here.query}",
            **facts,
        )
    )
    response = HTMLResponse(body, status_code=status, headers=HEADERS)
    if asked in {"zh", "en"}:
        response.set_cookie(LANGUAGE_COOKIE, asked, max_age=365 * 86400, samesite="lax")
    return response


def in_english(request: Request) -> bool:
    """As the visitor asked, now or before."""
    asked = request.query_params.get("lang", "")
    return (asked if asked in {"zh", "en"} else request.cookies.get(LANGUAGE_COOKIE, "zh")) == "en"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("hub.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["device_name"] = device_name
    environment.globals["word"] = word
    environment.filters["when"] = _when
    environment.filters["minutes"] = _minutes
    return environment


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone(CIVIL):%Y-%m-%d %H:%M:%S}" if moment is not None else "—"


def _minutes(seconds: float) -> str:
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
