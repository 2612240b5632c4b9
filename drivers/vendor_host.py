"""The child's side of `vendor_child.py`: loads the vendor's library and does what it is told, until the line ends.

    python -m drivers.vendor_host TARGET FD MEMORY_MB

It is meant to be killed. It leaves no core dump (a dump of a card reader's memory is somebody's identity) and dies
with the thread that started it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from importlib import import_module
from typing import Any

from drivers.vendor_line import Broken, Line

_SET_PARENT_DEATH_SIGNAL = 1
_SET_DUMPABLE = 4
"""Linux `prctl`."""


def load(target: str) -> Any:
    """What `module:name` points to; a class is made into an object, so that it can load its library here."""
    module, _, name = target.partition(":")
    found = getattr(import_module(module), name)
    return found() if isinstance(found, type) else found


def _bounded(memory_mb: int) -> None:
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Both: a core pattern that is a pipe does not look at the limit.
    prctl = ctypes.CDLL(None).prctl
    prctl(_SET_DUMPABLE, 0)
    prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _serve(line: Line, vendor: Any) -> None:
    while True:
        number, method, args = line.receive()
        try:
            line.send({"to": number, "ok": getattr(vendor, method)(*args)})
        except (MemoryError, Broken):
            raise
        except Exception as error:  # noqa: BLE001  told by its name: its text may quote a card
            line.send({"to": number, "error": type(error).__name__})


def main() -> None:
    target, descriptor, memory_mb = sys.argv[1:]
    line = Line(socket.socket(fileno=int(descriptor)))
    _bounded(int(memory_mb))
    try:
        vendor = load(target)
    except Exception as error:  # noqa: BLE001  whatever a vendor's package does when it is loaded
        line.send({"to": 0, "error": type(error).__name__})
        return
    line.send({"to": 0, "ok": None})
    try:
        _serve(line, vendor)
    except (Broken, OSError):
        pass  # the parent is through with this child
    except MemoryError:
        os._exit(3)


if __name__ == "__main__":
    main()
