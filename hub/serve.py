"""How the hub is served.

Bind first (so that port 0 gets its number), then tell the address, then answer until told to end.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from typing import TYPE_CHECKING

import uvicorn

from hub.application import make_application
from hub.parent import answer_until_it_ends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.wiring import Hub

GRACEFUL_S = 1
"""A long poll is cut at shutdown after this; the terminal simply asks again."""


class _Server(uvicorn.Server):
    """Says one JSON line on standard output once it answers."""

    def __init__(self, config: uvicorn.Config, ready: Mapping[str, str]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(json.dumps(self._ready), flush=True)


def bind(host: str, port: int) -> socket.socket:
    """A listening address; raises `OSError` when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def url_of(listener: socket.socket) -> str:
    """The address for people and terminals on this machine."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(hub: Hub, listener: socket.socket, ready: Mapping[str, str], *, until_parent_ends: bool) -> None:
    """Block until a signal, or (when asked) until standard input ends because the parent process did; meanwhile it is
    answered there."""
    config = uvicorn.Config(
        make_application(hub),
        access_log=False,  # it would write query strings
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACEFUL_S,
    )
    server = _Server(config, ready)
    if until_parent_ends:
        threading.Thread(target=_with_parent, args=(hub, server), name="parent", daemon=True).start()
    server.run(sockets=[listener])


def _with_parent(hub: Hub, server: uvicorn.Server) -> None:
    try:
        answer_until_it_ends(hub, sys.stdin.fileno())
    finally:
        server.should_exit = True
