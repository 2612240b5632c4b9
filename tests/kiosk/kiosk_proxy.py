"""A line between terminal and hub that can be made to misbehave: a small HTTP proxy."""

from __future__ import annotations

import http.client
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_S = 40.0


@dataclass
class Fault:
    """What happens to requests whose path begins so."""

    path: str
    kind: str
    """`error` (500), `page` (a gateway's HTML), `refused` (422, of the hub), `garbage`, `nothing`, `half` (of the true
    answer), `lost` (the hub answers, nobody hears), `down` (the connection is closed before anything)."""
    left: int = 10_000
    then: Callable[[], None] = field(default=lambda: None)
    """Called before the terminal hears anything."""


class Proxy:
    """Forwards to `target`; each request is a connection of its own."""

    def __init__(self) -> None:
        self.target = ""
        self.seen: list[tuple[str, str]] = []
        self._faults: list[Fault] = []
        self._changed = threading.Condition()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                proxy.answer(self, b"")

            def do_POST(self) -> None:
                proxy.answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *_: object) -> None:
                """Silent."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A terminal that hung up is no news."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="proxy", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def order(
        self, path: str, kind: str, *, times: int = 10_000, then: Callable[[], None] = lambda: None
    ) -> None:
        with self._changed:
            self._faults.append(Fault(path, kind, times, then))

    def heal(self) -> None:
        with self._changed:
            self._faults.clear()

    def wait_for(self, path: str, kind: str, count: int = 1) -> bool:
        """Until so many requests ended so (`ok` or a fault's kind)."""
        with self._changed:
            return self._changed.wait_for(
                lambda: sum(one[0].startswith(path) and one[1] == kind for one in self.seen) >= count, WAIT_S
            )

    def _fault(self, path: str) -> Fault | None:
        with self._changed:
            for one in self._faults:
                if path.startswith(one.path) and one.left > 0:
                    one.left -= 1
                    return one
        return None

    def _note(self, path: str, kind: str) -> None:
        with self._changed:
            self.seen.append((path, kind))
            self._changed.notify_all()

    def answer(self, asked: BaseHTTPRequestHandler, body: bytes) -> None:
        fault = self._fault(asked.path)
        kind = fault.kind if fault is not None else "ok"
        reply: tuple[int, bytes] | None = None
        if kind in {"ok", "half", "lost"}:
            reply = self._forward(asked, body)
        elif kind == "error":
            reply = 500, b'{"code": "internal"}'
        elif kind == "page":
            reply = 404, b"<html>Welcome to the gateway</html>"
        elif kind == "refused":
            reply = 422, b'{"code": "unknown_item", "detail": ""}'
        elif kind == "garbage":
            reply = 200, b"\x00\xff{]"
        elif kind == "nothing":
            reply = 200, b""
        if fault is not None:
            fault.then()
        if reply is not None and kind != "lost":
            self._say(asked, *reply, cut=kind == "half")
        asked.close_connection = True
        self._note(asked.path, kind)

    def _forward(self, asked: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes] | None:
        host = self.target.rpartition("//")[2]
        line = http.client.HTTPConnection(host, timeout=WAIT_S)
        try:
            headers = {name: value for name, value in asked.headers.items() if name.lower() != "connection"}
            line.request(asked.command, asked.path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None  # the hub is not there: hang up without a word
        finally:
            line.close()

    @staticmethod
    def _say(asked: BaseHTTPRequestHandler, status: int, content: bytes, *, cut: bool) -> None:
        asked.send_response(status)
        asked.send_header("Content-Type", "application/json")
        asked.send_header("Content-Length", str(len(content)))
        asked.end_headers()
        asked.wfile.write(content[: len(content) // 2] if cut else content)
