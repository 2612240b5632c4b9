"""What a running terminal leaves for `kiosk doctor`, which cannot open devices and store that are in use.

No personal data: states, codes and who must act. Replaced as a whole, so that a reader sees one moment.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

NAME = "status.json"


def write(data: Path, table: dict[str, Any]) -> None:
    """Not durable on purpose: it is about now. A full disk must not stop the heartbeat, so it is left unwritten."""
    fresh = data / f"{NAME}.new"
    try:
        fresh.write_text(json.dumps({**table, "pid": os.getpid()}, ensure_ascii=False), encoding="utf-8")
        fresh.replace(data / NAME)
    except OSError:
        return


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
