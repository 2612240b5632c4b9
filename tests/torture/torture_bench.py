"""A terminal's folders, the real hub, and the line between them that goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torture_hub import HubProcess
from torture_line import FaultyLine
from torture_scale import SEED

from offline_cache import FileKeyHome
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path

FAULT_RATE = 0.3


class Bench:
    """`where` are the arguments of a life that sends."""

    def __init__(self, folder: Path) -> None:
        keys = FileKeyHome.open(folder / "keys")
        assert isinstance(keys, Ok)
        self.hub = HubProcess(folder / "hub", keys.value.public_key())
        self.line = FaultyLine(self.hub.address, seed=SEED, rate=FAULT_RATE)
        self.where = {"folder": str(folder / "cache"), "keys": str(folder / "keys"), "url": self.line.url}

    def restart_hub(self) -> None:
        """Killed in the middle of whatever it does, and started again."""
        self.hub.kill()
        self.hub.start()
        self.line.hub = self.hub.address

    def close(self) -> None:
        self.line.close()
        self.hub.close()
