"""A hub of heartbeats alone, on a real socket: what time it says it is and what is safe there are the test's to say."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from contract import wire
from contract.fleet import Heartbeat, HeartbeatAnswer, HubPapers

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract.case import CaseChange

WAIT_S = 10.0


class SmallHub:
    """`beats` are the heartbeats that came; `letting` is cleared to keep the terminal waiting for the answer."""

    def __init__(self) -> None:
        self.clock_ahead = timedelta()
        self.durable: list[int] = []
        """What the next beats are told, one each; then 0."""
        self.papers: HubPapers | None = None
        """What a terminal is told whose mark is another."""
        self.changes: tuple[CaseChange, ...] = ()
        """Of which each beat is told those that the terminal does not have, one at a time."""
        self.down = False
        self.beats: list[Heartbeat] = []
        self.letting = threading.Event()
        self.letting.set()
        self._changed = threading.Condition()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, content = hub.answer(self.path, body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.letting.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, body: bytes) -> tuple[int, bytes]:
        assert path == wire.HEARTBEAT, path
        with self._changed:
            beat = Heartbeat.model_validate_json(body)
            self.beats.append(beat)
            durable = self.durable.pop(0) if self.durable else 0
            self._changed.notify_all()
        assert self.letting.wait(WAIT_S)
        if self.down:
            return 500, b'{"code": "internal"}'
        old = self.papers is not None and beat.papers != self.papers.mark()
        told = HeartbeatAnswer(
            hub_time=datetime.now(UTC) + self.clock_ahead,
            durable_sequence=durable,
            papers=self.papers if old else None,
            changes=tuple(one for one in self.changes if one.number > beat.changes_after)[:1],
            audit_number=beat.audit.number if beat.audit is not None else 0,
        )
        return 200, told.model_dump_json().encode()

    def wait_for(self, condition: Callable[[], object], seconds: float = WAIT_S) -> bool:
        with self._changed:
            return bool(self._changed.wait_for(condition, seconds))

    def hears(self, count: int) -> None:
        """Until so many beats have come since the start."""
        assert self.wait_for(lambda: len(self.beats) >= count), f"{len(self.beats)} beats"
