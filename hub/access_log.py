"""One line a request, without query string, body or the names in a path: those may lead to a resident."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from contract.wire import TERMINAL_HEADER

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("hub.access")
_TERMINAL = TERMINAL_HEADER.lower().encode()
_TERMINAL_ID_LENGTH = 12


class AccessLog:
    """ASGI middleware that notes each request.

    Method, route (its template, not the path), status, milliseconds, terminal as claimed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on and note how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            took = (time.monotonic() - began) * 1000
            log.info("%s %s %d %.0fms %s", scope["method"], route, status, took, _terminal(scope))


def _terminal(scope: Scope) -> str:
    claimed: bytes = dict(scope["headers"]).get(_TERMINAL, b"-")
    text = claimed.decode("latin-1")
    return text if text == "-" or (text.isalnum() and len(text) <= _TERMINAL_ID_LENGTH) else "?"
