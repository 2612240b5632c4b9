"""A vendor's closed library in a process of its own, where it may hang, crash, flood and leak.

While native code hangs it may hold the whole interpreter: no thread and no deadline helps. So the library lives in a
child, every call has a deadline, and a child that passes it is killed. After a cool-off a fresh one is started.

    self._vendor = VendorChild("our_reader.library:Library")
    outcome = self._vendor.call("read", port, deadline_s=3.0)

What a library leaves lying about (many write the photo and the text of a card into the current folder) is wiped after
each call: the child's current folder is one in memory that only this user can enter. What it prints goes nowhere.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from drivers.vendor_line import Broken, Late, Line
from outcome import Action, Failure, Ok, Outcome

_MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it, closed to others
_PREFIX = "bangban-vendor-"
_REAP_S = 1.0
"""A killed process is gone in a moment, unless the kernel itself waits for a device."""

_LAST_BREATH_S = 0.2


class _Child:
    """One process, from its start to its end."""

    def __init__(self, target: str, memory_mb: int) -> None:
        self._lock = threading.Lock()
        self.folder = _folder()
        ours, theirs = socket.socketpair()
        self.line = Line(ours)
        ours.settimeout(0)
        with theirs:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "drivers.vendor_host",
                    target,
                    str(theirs.fileno()),
                    str(memory_mb),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env={
                    **os.environ,
                    "TMPDIR": str(self.folder),
                    "PYTHONPATH": os.pathsep.join(one or str(Path.cwd()) for one in sys.path),
                },
                start_new_session=True,  # what the library starts on its own ends with it
            )

    def wipe(self) -> None:
        for left in self.folder.iterdir():
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def end(self) -> None:
        with self._lock:  # killed once only: the number may belong to somebody else afterwards
            if self.process.returncode is None:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.process.pid, signal.SIGKILL)
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(_REAP_S)
            self.line.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def cause(self) -> str:
        code = self.process.returncode
        if code is None:
            return "still there"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _folder() -> Path:
    """A fresh one; those of terminals that were killed are swept away first."""
    base = _MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir())
    for old in base.glob(f"{_PREFIX}*"):
        if not Path("/proc", old.name.split("-")[2]).exists():
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))


class VendorChild:
    """One library. `call` comes from one thread at a time, `close` from any."""

    def __init__(
        self,
        target: str,
        *,
        start_s: float = 10.0,
        cool_off_s: float = 1.0,
        most_cool_off_s: float = 60.0,
        memory_mb: int = 512,
    ) -> None:
        """`target` is `module:name` of an object, or of a class to make one of; it is never imported here.
        `memory_mb` bounds what the library may take for its data. The cool-off doubles with each failure in a row."""
        self._target = target
        self._start_s = start_s
        self._cool_off_s = cool_off_s
        self._most_cool_off_s = most_cool_off_s
        self._memory_mb = memory_mb
        self._child: _Child | None = None
        self._failures = 0
        self._cold_at = 0.0
        self._asked = 0

    @property
    def pid(self) -> int | None:
        """Of the child that lives now."""
        child = self._child
        return child.process.pid if child else None

    def open(self) -> Outcome[None]:
        """Start the child, unless one runs. `vendor_cooling_off`, `vendor_error` (it cannot be loaded), and those of
        `call`."""
        if self._child is not None:
            return Ok(None)
        left_s = self._cold_at - time.monotonic()
        if left_s > 0:
            return Failure("vendor_cooling_off", Action.NOBODY, f"{self._target}: for {left_s:.1f} s")
        try:
            self._asked = 0
            self._child = child = _Child(self._target, self._memory_mb)
        except OSError as error:
            self._cool_off()
            return Failure("vendor_crashed", Action.ENGINEER, f"{self._target}: {error.strerror} at start")
        outcome = self._answer(child, "start", time.monotonic() + self._start_s)
        if isinstance(outcome, Failure):
            if outcome.code == "vendor_error":
                self._end(child)
            return outcome
        return Ok(None)

    def call(self, method: str, *args: Any, deadline_s: float) -> Outcome[Any]:
        """The library's answer: what JSON has, and bytes.

        `vendor_error`: it raised (the child lives on); `vendor_hung`, `vendor_crashed`: it was killed, or killed
        itself; `vendor_cooling_off`: that was a moment ago.
        """
        until = time.monotonic() + deadline_s
        started = self.open()
        child = self._child
        if isinstance(started, Failure) or child is None:
            return started if isinstance(started, Failure) else self._closed(method)
        self._asked += 1
        with suppress(Broken, Late):  # told by the answer that does not come
            child.line.send([self._asked, method, args], until)
        outcome = self._answer(child, method, until)
        if isinstance(outcome, Ok):
            self._failures = 0
        with suppress(OSError):
            child.wipe()
        return outcome

    def close(self) -> None:
        """End the child, whatever it does. A call that waits for it comes back with `vendor_crashed`."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _answer(self, child: _Child, doing: str, until: float) -> Outcome[Any]:
        try:
            answer = child.line.receive(until)
            if not isinstance(answer, dict) or answer.get("to") != self._asked:
                raise Broken("something that is no answer")
        except Late:
            return self._end(child, "vendor_hung", f"no answer to {doing}, killed")
        except Broken as seen:
            if self._child is not child:
                return self._closed(doing)
            return self._end(child, "vendor_crashed", f"{seen} at {doing}")
        if "error" in answer:
            name = answer["error"]
            known = name if isinstance(name, str) and name.isidentifier() else "an error"
            return Failure("vendor_error", Action.ENGINEER, f"{self._target}: {known[:60]} at {doing}")
        return Ok(answer.get("ok"))

    def _end(self, child: _Child, code: str = "", seen: str = "") -> Failure:
        if code == "vendor_crashed":
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(_LAST_BREATH_S)  # its end is heard a moment before it can be asked for
        cause = "" if child.process.poll() is None else f" ({child.cause})"
        child.end()
        if self._child is child:
            self._child = None
        self._cool_off()
        return Failure(code, Action.NOBODY, f"{self._target}: {seen}{cause}")

    def _cool_off(self) -> None:
        wait_s = min(self._cool_off_s * 2.0 ** min(self._failures, 20), self._most_cool_off_s)
        self._failures += 1
        self._cold_at = time.monotonic() + wait_s

    def _closed(self, doing: str) -> Failure:
        return Failure("vendor_crashed", Action.NOBODY, f"{self._target}: closed at {doing}")
