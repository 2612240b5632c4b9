"""Pinyin input: letters to Chinese words, by librime in a child process.

The child is there because a crash in a C++ library must not end the terminal: the next call starts another.
Nothing typed is kept: each question gets its own librime session, learning is off, core files are off.
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

from kiosk.input_method.rime import DATA, LIBRARY
from outcome import Action, Failure, Ok, Outcome

START_SECONDS = 20.0
"""Time the child has to be ready; 0.5 s is usual, more on a slow disk with both cores busy."""
ANSWER_SECONDS = 1.0
"""Time for one answer; 1-3 ms is usual. After it the child counts as wedged and is killed."""
LONGEST = 24
"""Letters looked at; more are left over. The longer a sentence, the longer librime takes to compose it."""
MOST = 100
"""The largest `limit`."""
_KEYS = frozenset("abcdefghijklmnopqrstuvwxyz'")
_log = logging.getLogger(__name__)


class Pinyin:
    """Call it from a worker thread: `open` takes about 0.5 s, `candidates` 1-5 ms.

    After a crash of the child `candidates` takes 0.2 s once. A child that hangs on every answer costs two
    `ANSWER_SECONDS`, one that hangs while it starts `START_SECONDS`: so never call it from the UI thread.
    """

    def __init__(self, command: list[str]) -> None:
        """Use `open`."""
        self._command = command
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    @staticmethod
    def open(folder: Path, *, data: Path = DATA, library: str = LIBRARY) -> Outcome[Pinyin]:
        """Start the child. `folder` is private scratch space of 2 MB, best on tmpfs; nothing typed is there.

        Failure `no_input_method` (engineer): the library or its dictionary is missing or does not work.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            return Failure("no_input_method", Action.ENGINEER, f"pinyin scratch folder: {error}")
        worker = "kiosk.input_method.worker"
        pinyin = Pinyin([sys.executable, "-m", worker, str(folder.resolve()), str(data.resolve()), library])
        trouble = pinyin._start()
        return Ok(pinyin) if trouble is None else Failure("no_input_method", Action.ENGINEER, trouble)

    def candidates(self, letters: str, limit: int = 8, *, name: bool = False) -> tuple[tuple[str, int], ...]:
        """(word, how many of the letters it uses up), best first; () if nothing fits or the library fails.

        `letters` are a-z and ' between syllables, in either case; anything else gives (). With `name`
        they are a whole personal name: surnames come first. Once the surname is written, ask without it.
        Safe from several threads, which then wait for each other.
        """
        asked = letters.lower()[:LONGEST]
        if not asked or limit < 1 or not _KEYS.issuperset(asked):
            return ()
        with self._lock:
            # Once more if the child was lost, whether before the question or on it.
            for _ in range(2):
                if self._closed:
                    return ()
                if self._child is None and (trouble := self._start()) is not None:
                    _log.error("pinyin input is not available: %s", trouble)
                    return ()
                answer = self._ask([asked, min(limit, MOST), name])
                if answer is not None:
                    return tuple((word, used) for word, used in answer)
        return ()

    def close(self) -> None:
        """End the child; afterwards `candidates` answers (). Closing twice is allowed."""
        with self._lock:
            self._closed = True
            if self._child is not None:
                self._child.end()
                self._child = None

    def _start(self) -> str | None:
        """Start a child; None when it is ready, else what is wrong."""
        child = _Child(self._command)
        hello = child.read(START_SECONDS)
        if hello == {"ready": True}:
            self._child = child
            return None
        status = child.end()
        missing = hello.get("missing") if isinstance(hello, dict) else None
        return missing or f"the input method's process does not start (exit status {status})"

    def _ask(self, question: list[object]) -> Any:
        if self._child is None:
            return None
        self._child.write(question)
        answer = self._child.read(ANSWER_SECONDS)
        if answer is None:
            # The question is not logged: it may be a name.
            _log.warning("the input method's process was lost (exit status %s)", self._child.end())
            self._child = None
        return answer


class _Child:
    """The worker's process and our end of the line to it: JSON, one value a line."""

    def __init__(self, command: list[str]) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,  # librime's own messages may name what was typed
                cwd=Path(__file__).parents[2],  # where `-m` finds our package
                start_new_session=True,  # a Ctrl-C is for the terminal; the child ends with its line
            )

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
