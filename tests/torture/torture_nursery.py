"""The parent's side of the zygote: starts lives, hears what they tell, ends them."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

HERE = Path(__file__).parent


class Life:
    """One process. `told` are the lines it wrote; whatever it did not write, nobody was told."""

    def __init__(self, control: socket.socket, answers: Any, pipe: int) -> None:
        self.told: list[str] = []
        self._control, self._answers, self._pipe = control, answers, pipe
        self._rest = b""
        child = int(answers.readline())
        self._process: int | None = None
        with suppress(ProcessLookupError):  # it may have ended before anybody could look
            self._process = os.pidfd_open(child)

    def hear(self, lines: int, seconds: float = 60.0) -> list[str]:
        """Wait until that many lines were told, or the life ended."""
        until = time.monotonic() + seconds
        while len(self.told) < lines and self._read(until):
            pass
        return self.told

    def kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def end(self, seconds: float = 120.0) -> int:
        """Read to the end; exit code, or minus the signal. What was told is whole only after this."""
        until = time.monotonic() + seconds
        while self._read(until):
            pass
        os.close(self._pipe)
        if self._process is not None:
            os.close(self._process)
        return int(self._answers.readline())

    def _read(self, until: float) -> bool:
        ready, _, _ = select.select([self._pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            self.kill()
            raise AssertionError(f"a life hangs; it told {self.told[-3:]}")
        content = os.read(self._pipe, 65536)
        *whole, self._rest = (self._rest + content).split(b"\n")
        self.told += [line.decode() for line in whole]
        return bool(content)


class Nursery:
    """One life at a time. What they log and their temporary files are kept in `room`.

    `preload` is the library that makes calls fail on order, `environment` is set besides.
    """

    def __init__(self, room: Path, preload: Path | None = None, **environment: str) -> None:
        self._control, far = socket.socketpair()
        self._answers = self._control.makefile("r")
        self._log = room / "lives.log"
        temporary = room / "temporary"
        temporary.mkdir()
        environment |= {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
        if preload is not None:
            environment["LD_PRELOAD"] = str(preload)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, HERE / "torture_zygote.py", str(far.fileno())],
                pass_fds=(far.fileno(),),
                env={**os.environ, **environment},
                stderr=log,
            )
        far.close()

    def live(self, role: str, **arguments: object) -> Life:
        """Start the function `role` of torture_lives.py in a process of its own."""
        reader, writer = os.pipe()
        socket.send_fds(self._control, [json.dumps([role, arguments]).encode()], [writer])
        os.close(writer)
        return Life(self._control, self._answers, reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, bug: BaseException | None, where: TracebackType | None
    ) -> None:
        self._answers.close()
        self._control.close()
        self._process.wait(60)
        assert bug is not None or "Traceback" not in self._log.read_text(), "a life ended by an exception"
