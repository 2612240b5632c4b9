"""Child processes of a demo terminal: simulated devices and an embedded hub. They end when we end, however that is."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger("bangban.kiosk")

READY_S = 90.0
"""A first start makes a database and may be slow; longer than this is a fault."""
STOP_S = 5.0
BESIDE = 10
"""Niceness once it is ready: a tenth of the processor when the screen wants it all."""


class Child:
    """One of our own programs: says a line of JSON when it is ready, answers with others, ends with its standard input."""

    def __init__(self, name: str, arguments: list[str], log_file: Path) -> None:
        self._name = name
        self._arguments = [sys.executable, "-m", *arguments]
        self._log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._asking = threading.Lock()

    def start(self) -> Outcome[dict[str, Any]]:
        """Start and wait for the line, `READY_S` at most. A child that dies first is a `Failure` naming its log."""
        self._log = self._log_file.open("ab")
        self._process = subprocess.Popen(
            self._arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log
        )
        ready = self._heard("before it was ready")
        if isinstance(ready, Ok):
            self._give_way()
        return ready

    def _give_way(self) -> None:
        """What plays the world shall not take the processor from the screen that somebody stands before. Not earlier:
        the start waits for it, and with a busy machine's leftovers alone it would take a minute.
        """
        assert self._process is not None
        nice = max(BESIDE, os.getpriority(os.PRIO_PROCESS, 0))  # who is nicer already may not take it back
        threads = Path(f"/proc/{self._process.pid}/task")
        for thread in threads.iterdir():  # Linux: a niceness is a thread's own
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, int(thread.name), nice)

    def ask(self, question: dict[str, str]) -> Outcome[dict[str, Any]]:
        """A line of JSON to its standard input, and the one that it answers; as long may it take."""
        assert self._process is not None
        assert self._process.stdin is not None
        with self._asking:  # of two that ask at once, one would hear what the other one was told
            try:
                self._process.stdin.write(json.dumps(question).encode() + b"\n")
                self._process.stdin.flush()
            except OSError:
                pass  # it is dead, and says nothing
            return self._heard("before it answered")

    def _heard(self, when: str) -> Outcome[dict[str, Any]]:
        assert self._process is not None
        assert self._process.stdout is not None
        too_late = threading.Timer(READY_S, self._process.kill)
        too_late.daemon = True
        too_late.start()
        line = self._process.stdout.readline()
        too_late.cancel()
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:
            self.stop()
            detail = f"{self._name} ended or failed {when}; see {self._log_file}"
            return Failure("child_died", Action.ENGINEER, detail)
        return Ok(said)

    def stop(self) -> None:
        """End it: its input is closed, and after a while it is killed."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # of a question that it did not live to read
            self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            log.warning("%s did not end by itself", self._name)
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        if self._log is not None:
            self._log.close()
        self._process = None


def simulators(folder: Path, residents: Path, log_file: Path, only: Iterable[str] = ()) -> Child:
    """Simulated devices in one process; `folder` must be short (unix sockets). `only`: for these drivers
    (`<class>.<driver>`) alone.
    """
    arguments = ["--dir", str(folder), "--residents", str(residents), "--only", ",".join(only)]
    return Child("the simulators", ["drivers.simulators", *arguments], log_file)


class EmbeddedHub:
    """A hub of our own beside the terminal. It can be cut off and brought back at the same address."""

    def __init__(
        self,
        folder: Path,
        residents: Path,
        log_file: Path,
        heartbeat_s: float,
        services: Path | None = None,
    ) -> None:
        """`services`: the terminal's own items; None: those of the product."""
        self._folder = folder
        self._services = services
        self._residents = residents
        self._log_file = log_file
        self._heartbeat_s = heartbeat_s
        self._child: Child | None = None
        self.url = ""
        self.console_password = ""

    def start(self) -> Outcome[None]:
        port = self.url.rpartition(":")[2] or "0"
        arguments = ["hub", "serve", "--parent", "--demo-login", "--port", port]
        arguments += ["--data", str(self._folder), "--residents", str(self._residents)]
        if self._services is not None:
            arguments += ["--services", str(self._services)]
        arguments += ["--heartbeat-seconds", str(max(1, round(self._heartbeat_s)))]
        self._child = Child("the hub", arguments, self._log_file)
        ready = self._child.start()
        if isinstance(ready, Failure):
            return ready
        self.url = ready.value["url"]
        self.console_password = ready.value.get("console_password", "")
        return Ok(None)

    def stop(self) -> None:
        """Cut the line: nobody answers at the address any more."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def enrolment_code(self, terminal_id: str, name_zh: str, name_en: str) -> Outcome[str]:
        """As staff would make it at a real hub; this one is asked while it runs."""
        asked = {"enrolment_code": terminal_id, "outlet": name_zh, "outlet_en": name_en}
        made = self._child.ask(asked) if self._child is not None else _not_running()
        return made if isinstance(made, Failure) else Ok(made.value["enrolment_code"])


def _not_running() -> Failure:
    return Failure("child_died", Action.ENGINEER, "the hub is not running")
