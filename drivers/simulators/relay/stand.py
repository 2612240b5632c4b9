"""A relay board on the bench, and a hand that makes a contact stick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.relay_board import RelayBoard
from drivers.simulators.simulator import Verb, WrongArgumentError, one_of
from drivers.simulators.wires import PtyWire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


class RelayStand:
    """Implements `Simulator`."""

    name = "relay"

    def __init__(self, folder: Path) -> None:
        self.board = RelayBoard()
        self._line = PtyWire(folder / "relay", self.board.receive)
        self.board.hang_up = self._line.hang_up
        self.wires = (self._line,)

    @property
    def faults(self) -> Faults:
        return self.board.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {"lcus": {"port": self._line.address}}

    def failure(self, word: str) -> str:
        return one_of(word, ("short",))

    def verbs(self) -> dict[str, Verb]:
        board = self.board

        def channel(text: str) -> int:
            if not text.isdecimal() or not 1 <= int(text) <= len(board.on):
                raise WrongArgumentError(f"a channel is a number from 1 to {len(board.on)}")
            return int(text)

        return {
            "relay-stick": Verb(
                "CHANNEL",
                "触点粘住，不再动作",
                "a contact sticks",
                lambda one: board.stuck.add(channel(one)),
            ),
            "relay-free": Verb(
                "CHANNEL",
                "触点恢复动作",
                "a contact moves again",
                lambda one: board.stuck.discard(channel(one)),
            ),
        }

    def state(self) -> dict[str, object]:
        return {
            "on": [number for number, on in enumerate(self.board.on, 1) if on],
            "stuck": sorted(self.board.stuck),
        }

    def close(self) -> None:
        """Nothing but wires."""
