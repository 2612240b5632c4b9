"""What a running terminal leaves for `kiosk doctor`, which cannot open devices and store that are in use.

No personal data: states, codes and who must act. Replaced as a whole, so that a reader sees one moment.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

NAME = "status.json"


def write(data: Path, table: dict[str, Any]) -> None:
    """Not durable on purpose: it is about now. On a full disk, which it is to tell of, it is written over the old one;
    should that fail too, the heartbeat goes on without it.
    """
    fresh = data / f"{NAME}.new"
    content = json.dumps({**table, "pid": os.getpid()}, ensure_ascii=False).encode()
    try:
        fresh.write_bytes(content)
        fresh.replace(data / NAME)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
            _write_over(data / NAME, content)


def _write_over(path: Path, content: bytes) -> None:
    """Into the blocks that the file has already."""
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


def remove(data: Path) -> None:
    (data / NAME).unlink(missing_ok=True)


def read(data: Path) -> dict[str, Any] | None:
    """The running terminal's own words; None when none runs on this folder."""
    try:
        table: dict[str, Any] = json.loads((data / NAME).read_text(encoding="utf-8"))
        os.kill(int(table.pop("pid")), 0)
    except (OSError, ValueError, KeyError):
        return None
    return table
