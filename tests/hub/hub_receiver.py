"""A receiver of ratings over real HTTP that fails in every way that it is told to."""

from __future__ import annotations

import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG, DROP, HALF, GARBAGE = "hang", "drop", "half", "garbage"


class Receiver(ThreadingHTTPServer):
    """`plan` says what becomes of the next requests, in order; after it everything is taken. `poison` says what becomes
    of whatever carries one value.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.plan: deque[Any] = deque()
        self.poison: dict[str, Any] = {}
        self.got: list[tuple[str, dict[str, str], str]] = []
        """Key, record and authorization, of everything that came, taken or not."""
        self.taken: dict[str, dict[str, str]] = {}
        self.let_go = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/in"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is part of the play."""

    def stop(self) -> None:
        self.let_go.set()
        self.shutdown()
        self.server_close()
        self._thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        record = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers["Idempotency-Key"]
        self.server.got.append((key, record, self.headers.get("Authorization", "")))
        marked = [what for value, what in self.server.poison.items() if value in record.values()]
        what = marked[0] if marked else self.server.plan.popleft() if self.server.plan else 200
        if what == HANG:
            self.server.let_go.wait(10)
            self.close_connection = True
        elif what == DROP:
            self.close_connection = True
        elif what == GARBAGE:
            self.wfile.write(b"\x00\xffnothing of HTTP\r\n\r\n")
            self.close_connection = True
        elif what == HALF:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
            self.close_connection = True
        else:
            status, headers = what if isinstance(what, tuple) else (what, {})
            if 200 <= status < 300:
                self.server.taken.setdefault(key, record)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""
