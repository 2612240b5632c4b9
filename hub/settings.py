"""What a running hub was told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`public_url` is printed in QR codes, so it must be what residents' phones can reach."""

    data: Path
    """Folder of the data key, of the SQLite file and of the demo console password."""
    database_url: str
    public_url: str
    residents: Path | None = None
    """Fictional residents of the demo departments; without them nobody is on record."""
    heartbeat_every: timedelta = timedelta(seconds=60)
    """How often terminals are told to report; offline is computed from it."""
    body_limit: int = 4 * 1024 * 1024
    """Bytes of one request. A case with a signature picture is some 50 KB; a message is never a film."""


def sqlite_url(data: Path) -> str:
    """The database a hub uses when no other was named."""
    return f"sqlite:///{(data / 'hub.sqlite3').resolve()}"
