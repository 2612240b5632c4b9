"""Asks the dock to do something."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT_S = 5.0


def ask(path: str | Path, verb: str, *args: str) -> dict[str, Any]:
    """One verb, its answer. Raises OSError when no dock listens at `path`."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(TIMEOUT_S)
        line.connect(str(path))
        line.sendall(json.dumps({"verb": verb, "args": list(args)}).encode() + b"\n")
        with line.makefile("rb") as answers:
            answer = answers.readline()
    if not answer:
        raise ConnectionResetError("the dock hung up")
    reply: dict[str, Any] = json.loads(answer)
    return reply
