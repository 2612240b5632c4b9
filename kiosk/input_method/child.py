"""A helper in a process of its own: a question at a time, an answer within a deadline, another helper when one is lost.

The process is there because a crash in a library of others must not end the terminal, and because what it was asked
goes with it. JSON, one value a line, over a socket pair; its first line says whether it is ready.
"""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

START_SECONDS = 20.0
"""Time a child has to be ready; 0.5 s is usual, more on a slow disk with both cores busy."""
ANSWER_SECONDS = 3.0
"""Time for one answer; milliseconds are usual, half a second when a table is read first. After it the child counts as
wedged and is killed."""
_log = logging.getLogger(__name__)


class Child:
    """The process and our end of the line to it."""

    def __init__(self, command: list[str]) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,  # a library's own messages may name what was typed
                cwd=Path(__file__).parents[2],  # where `-m` finds our package
                start_new_session=True,  # a Ctrl-C is for the terminal; the child ends with its line
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def write(self, value: object) -> None:
        try:
            self._line.sendall(json.dumps(value).encode() + b"\n")
        except OSError:
            return  # it is dead, and `read` will say so

    def read(self, seconds: float) -> Any:
        """The next value, or None when the child is dead or silent for so long."""
        deadline = time.monotonic() + seconds
        line = b""
        try:
            while not line.endswith(b"\n"):
                self._line.settimeout(max(0.001, deadline - time.monotonic()))
                piece = self._line.recv(65536)
                if not piece:
                    return None
                line += piece
        except OSError:  # the time is over, or the line was reset
            return None
        return json.loads(line)

    def end(self) -> int:
        """Kill it, it has nothing to lose; gives the exit status (of a crash, if it crashed before)."""
        self._line.close()
        self._process.kill()
        return self._process.wait()


class Helper:
    """One child at a time, started when it is needed. Safe from several threads, which then wait for each other."""

    def __init__(self, name: str, module: str, arguments: list[str]) -> None:
        """`name` is what the log calls it; `module` is run with `arguments`."""
        self._name = name
        self._command = [sys.executable, "-m", module, *arguments]
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._closed = False

    def start(self) -> str | None:
        """Start a child if there is none; None when it is ready, else what is wrong."""
        with self._lock:
            if self._closed:
                return "it is closed"
            return None if self._child is not None else self._start()

    def ask(self, question: object) -> Any:
        """The answer; None when there is none, because the helper is closed, missing or fails twice."""
        with self._lock:
            # Once more if the child was lost, whether before the question or on it.
            for _ in range(2):
                if self._closed:
                    return None
                if self._child is None and (trouble := self._start()) is not None:
                    _log.error("%s is not available: %s", self._name, trouble)
                    return None
                answer = self._ask(question)
                if answer is not None:
                    return answer
        return None

    def rest(self) -> None:
        """End the child for now: its memory is wanted elsewhere, the next question starts another."""
        with self._lock:
            self._end()

    def close(self) -> None:
        """End the child for good; afterwards there are no answers. Closing twice is allowed."""
        with self._lock:
            self._closed = True
            self._end()

    @property
    def pid(self) -> int | None:
        """Of the child that runs now."""
        child = self._child
        return child.pid if child is not None else None

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def _start(self) -> str | None:
        child = Child(self._command)
        hello = child.read(START_SECONDS)
        if hello == {"ready": True}:
            self._child = child
            return None
        status = child.end()
        missing = hello.get("missing") if isinstance(hello, dict) else None
        return missing or f"its process does not start (exit status {status})"

    def _ask(self, question: object) -> Any:
        if self._child is None:
            return None
        self._child.write(question)
        answer = self._child.read(ANSWER_SECONDS)
        if answer is None:
            # The question is not logged: it may be a name.
            _log.warning("the process of %s was lost (exit status %s)", self._name, self._child.end())
            self._child = None
        return answer
