"""The control socket of the simulators: one JSON object a line in, one out.

    {"verb": "insert-card", "args": ["wang"]}  ->  {"ok": true, "state": {...}}
                                               or  {"ok": false, "error": "...", "verbs": [...]}

`state` tells without doing, `verbs` lists what can be done.
"""

from __future__ import annotations

import inspect
import json
import socketserver
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from drivers.simulators.bench import Bench
    from drivers.simulators.simulator import Verb

LONGEST_PATH = 100
"""Bytes; the system's limit for a socket's path is 108 with the closing zero."""


class Dock:
    """Serves verbs on a unix socket that only this user can reach."""

    def __init__(self, path: Path, bench: Bench) -> None:
        if len(str(path).encode()) > LONGEST_PATH:
            raise ValueError(f"the socket's path is longer than {LONGEST_PATH} bytes: choose a shorter --dir")
        self.path = path
        self._bench = bench
        self._verbs = bench.verbs()
        self._one_at_a_time = threading.Lock()
        path.unlink(missing_ok=True)
        self._server = _Server(str(path), self.answer)
        path.chmod(0o600)

    def start(self) -> None:
        # The interval bounds how long `close` takes.
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="dock", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.path.unlink(missing_ok=True)

    def answer(self, line: bytes) -> dict[str, Any]:
        """What to say to one line of input; never raises on what a person may type."""
        try:
            asked = json.loads(line)
            name, args = str(asked["verb"]), [str(arg) for arg in asked.get("args", [])]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return self._refuse('say {"verb": "...", "args": [...]} on one line')
        if name == "verbs":
            return {"ok": True, "verbs": self._help()}
        with self._one_at_a_time:
            if name != "state":
                verb = self._verbs.get(name)
                if verb is None:
                    return self._refuse(f"unknown verb {name!r}")
                if not _takes(verb, args):
                    return self._refuse(f"usage: {name} {verb.usage}".rstrip())
                try:
                    verb.do(*args)
                except ValueError as wrong:  # also of what no verb expects: 5,000 digits, half a character
                    return self._refuse(str(wrong))
            return {"ok": True, "state": self._bench.state()}

    def _refuse(self, error: str) -> dict[str, Any]:
        return {"ok": False, "error": error, "verbs": ["state", "verbs", *self._verbs]}

    def _help(self) -> list[dict[str, Any]]:
        own: list[dict[str, Any]] = [
            {"verb": "state", "usage": "", "zh": "查看各设备状态", "en": "show every device's state"},
            {"verb": "verbs", "usage": "", "zh": "列出可用指令", "en": "list what can be done"},
        ]
        return own + [
            {
                "verb": name,
                "usage": verb.usage,
                "zh": verb.zh,
                "en": verb.en,
                "device": self._bench.owner(name),
                "choices": list(verb.choices()),
            }
            for name, verb in self._verbs.items()
        ]


def _takes(verb: Verb, args: list[str]) -> bool:
    try:
        inspect.signature(verb.do).bind(*args)
    except TypeError:
        return False
    return True


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: str, answer: Any) -> None:
        self.answer = answer
        super().__init__(path, _Line)


class _Line(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        while line := self.rfile.readline(65536):
            reply = json.dumps(self.server.answer(line), ensure_ascii=False)
            self.wfile.write(reply.encode() + b"\n")
