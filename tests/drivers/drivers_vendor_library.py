"""A vendor's library as bad as any: the tests load it in a child process."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

SECRET = "990102195503010025"


class Library:
    def __init__(self) -> None:
        print(SECRET)
        self.kept: list[bytearray] = []
        self.count = 0

    def echo(self, value: Any) -> Any:
        self.count += 1
        return value

    def calls(self) -> int:
        return self.count

    def hang(self) -> None:
        """In native code, with the interpreter's lock held: no thread and no signal handler runs any more."""
        ctypes.PyDLL(None).sleep(600)

    def crash(self) -> None:
        ctypes.string_at(0)

    def leave(self) -> None:
        os._exit(7)

    def object_that_does_not_pass(self) -> object:
        return object()

    def fail(self) -> None:
        raise ValueError(SECRET)

    def talk(self) -> str:
        for stream in (1, 2):
            os.write(stream, SECRET.encode() * 10_000)
        return "said"

    def flood(self) -> None:
        line = int(sys.argv[2])
        while True:
            os.write(line, b"\xff" * 65536)

    def answer_twice(self) -> str:
        message = b'{"to": 1, "ok": "somebody else"}'
        os.write(int(sys.argv[2]), len(message).to_bytes(4, "big") + message)
        return "me"

    def leak(self) -> None:
        while True:
            self.kept.append(bytearray(1 << 20))

    def leave_files(self) -> str:
        Path("zp.bmp").write_text(SECRET)
        (Path(os.environ["TMPDIR"]) / "more").mkdir()
        (Path("more") / "wz.txt").write_text(SECRET)
        return str(Path.cwd())

    def dumps_core(self) -> bool:
        """Linux PR_GET_DUMPABLE."""
        return ctypes.CDLL(None).prctl(3) != 0

    def start_another(self) -> int:
        """A process of its own, as daemons of card libraries are."""
        pid = os.fork()
        if not pid:
            ctypes.CDLL(None).sleep(600)
        return pid


class Broken:
    def __init__(self) -> None:
        raise OSError(SECRET)


class Silent:
    def __init__(self) -> None:
        ctypes.PyDLL(None).sleep(600)
