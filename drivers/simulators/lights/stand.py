"""Lights on the bench: a relay board that does nothing else. There is nothing a hand could do to a lamp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.relay_board import RelayBoard
from drivers.simulators.simulator import Verb, one_of
from drivers.simulators.wires import PtyWire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


class LightsStand:
    """Implements `Simulator`."""

    name = "lights"

    def __init__(self, folder: Path) -> None:
        self.board = RelayBoard()
        self._line = PtyWire(folder / "lights", self.board.receive)
        self.board.hang_up = self._line.hang_up
        self.wires = (self._line,)

    @property
    def faults(self) -> Faults:
        return self.board.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {"relay_board": {"port": self._line.address}}

    def failure(self, word: str) -> str:
        return one_of(word, ("short",))

    def verbs(self) -> dict[str, Verb]:
        return {}

    def state(self) -> dict[str, object]:
        return {"lit": [number for number, on in enumerate(self.board.on, 1) if on]}

    def close(self) -> None:
        """Nothing but wires."""
