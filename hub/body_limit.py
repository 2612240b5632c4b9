"""Refuses a body that is too large before it is in memory, whether or not its length was announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from hub.api.problems import MEANINGS, Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """ASGI middleware; `limit` in bytes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self._limit:
            await self._refuse(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            # The rest is cut off: whatever the application makes of the stump is not sent.
            return {"type": "http.disconnect"} if received > self._limit else message

        async def unless_too_large(message: Message) -> None:
            if received <= self._limit:
                await send(message)

        await self._app(scope, counted, unless_too_large)
        if received > self._limit:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = Problem(code="too_large", detail=f"{MEANINGS[413]}: {self._limit} bytes")
        await JSONResponse(problem.model_dump(), status_code=413)(scope, receive, send)
