"""The locker on the bench: one set of doors, a line for each family of lock boards, and the hand at the doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.locker.lock_boards import Board8aBoard, Cu16Board, Cu48Board, Doors
from drivers.simulators.simulator import Verb, WrongArgumentError, one_of
from drivers.simulators.wires import PtyWire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults


class LockerStand:
    """Implements `Simulator`."""

    name = "locker"

    def __init__(self, folder: Path) -> None:
        self.doors = doors = Doors()
        self._lines = {
            "board_8a": PtyWire(folder / "locker-8a", Board8aBoard(doors, 1).receive),
            "cu48": PtyWire(folder / "locker-cu48", Cu48Board(doors, 0).receive),
            "kerong_cu16": PtyWire(folder / "locker-cu16", Cu16Board(doors, 0).receive),
        }
        self.wires = tuple(self._lines.values())
        doors.hang_up = self._hang_up

    def _hang_up(self) -> None:
        for wire in self.wires:
            wire.hang_up()

    @property
    def faults(self) -> Faults:
        return self.doors.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        return {name: {"port": line.address} for name, line in self._lines.items()}

    def failure(self, word: str) -> str:
        return one_of(word, ("checksum",))

    def verbs(self) -> dict[str, Verb]:
        doors = self.doors

        def box(text: str) -> int:
            if not text.isdecimal() or not 1 <= int(text) <= doors.boxes:
                raise WrongArgumentError(f"a box is a number from 1 to {doors.boxes}")
            return int(text)

        return {
            "locker-shut": Verb(
                "BOX", "关上柜门", "shut the door of a box", lambda one: doors.open.discard(box(one))
            ),
            "locker-force": Verb(
                "BOX", "撬开柜门", "force a door open", lambda one: doors.open.add(box(one))
            ),
            "locker-jam": Verb(
                "BOX", "柜门卡住，打不开", "the door sticks", lambda one: doors.jammed.add(box(one))
            ),
            "locker-free": Verb(
                "BOX", "柜门不再卡住", "the door sticks no more", lambda one: doors.jammed.discard(box(one))
            ),
        }

    def state(self) -> dict[str, object]:
        return {
            "boxes": self.doors.boxes,
            "open": sorted(self.doors.open),
            "jammed": sorted(self.doors.jammed),
        }

    def close(self) -> None:
        """Nothing but wires."""
