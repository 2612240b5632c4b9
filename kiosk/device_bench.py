"""The simulators as the tour of the devices moves them, and the folder that its pictures go into."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from drivers.simulators.dock_client import ask

if TYPE_CHECKING:
    from pathlib import Path


class DeviceBench:
    """Hands at the simulators."""

    def __init__(self, dock: str, out: Path) -> None:
        self._dock = dock
        self._out = out

    def do(self, verb: str, *words: str) -> dict[str, Any]:
        """Move a hand; the state of all devices after it."""
        reply = ask(self._dock, verb, *words)
        if not reply.get("ok"):
            raise ValueError(f"the dock refused {verb}: {reply.get('error')}")
        state: dict[str, Any] = reply["state"]
        return state

    def keep(self, name: str, content: bytes | Path) -> str:
        """Put a picture into the folder; its name."""
        if isinstance(content, bytes):
            (self._out / name).write_bytes(content)
        else:
            shutil.copyfile(content, self._out / name)
        return name
