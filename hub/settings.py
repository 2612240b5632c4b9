"""What a running hub was told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from catalogue.realm import Realm

PRODUCT_SERVICES = Path(__file__).parent.parent / "services"


@dataclass(frozen=True)
class Settings:
    """`public_url` is printed in QR codes, so it must be what residents' phones can reach."""

    data: Path
    """Folder of the data key, of the SQLite file and of the demo console password."""
    database_url: str
    public_url: str
    residents: Path | None = None
    """Fictional residents of the demo's register; without them nobody is on record."""
    heartbeat_every: timedelta = timedelta(seconds=60)
    """How often terminals are told to report; offline is computed from it."""
    hole_patience: timedelta = timedelta(hours=24)
    """How long a sequence may be missing behind which later cases came, before staff must act."""
    body_limit: int = 4 * 1024 * 1024
    """Bytes of one request. A case with a signature picture is some 50 KB; a message is never a film."""
    services: Path = PRODUCT_SERVICES
    """Folder of the items, the same as at the terminals; published when the hub begins to serve."""
    registers: Path | None = None
    """What the demo's register says of its residents; without it the examples of the items' facts."""

    receivers: Path | None = None
    """To whom ratings are handed on (`hub/ratings/receivers.py`); None: to nobody."""
    rating_deadlines: str = "fifteen-workdays"
    """By when bad ratings are dealt with: a name of `hub/ratings/loop.py`."""

    @property
    def realm(self) -> Realm:
        """A hub that knows fictional residents is a demo: their telephone numbers are good there."""
        return Realm.DEMO if self.residents is not None else Realm.REAL


def sqlite_url(data: Path) -> str:
    """The database a hub uses when no other was named."""
    return f"sqlite:///{(data / 'hub.sqlite3').resolve()}"
