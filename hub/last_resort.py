"""A bug ends one request, not the hub.

Its traceback is logged without messages, which may hold what was sent.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from hub.api.problems import Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)


class LastResort:
    """ASGI middleware: 500 with code `internal` for anything that nobody caught."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; on an exception log where it was and answer, when nothing was answered yet."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if scope["type"] != "http":
                raise
            frames = traceback.extract_tb(error.__traceback__)
            where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
            log.error("bug: %s in %s", type(error).__name__, where)  # noqa: TRY400  the text may hold personal data
            if not begun:
                problem = Problem(code="internal", detail="a fault of the hub; it is in the hub's log")
                await JSONResponse(problem.model_dump(), status_code=500)(scope, receive, send)
