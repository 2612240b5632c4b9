"""One place before the machine, seen by a radar and by a contact, and the person who comes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.contact import Contact
from drivers.simulators.presence.radar import Radar
from drivers.simulators.simulator import Verb, WrongArgumentError, one_of
from drivers.simulators.wires import PtyWire, TcpWire

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from drivers.simulators.faults import Faults
    from drivers.simulators.wires import Reply

NEAR_CM, FARTHEST_CM = 60, 600


def _deaf(_data: bytes, _reply: Reply) -> None:
    """The radar takes orders, too; this one has none to take."""


class PresenceStand:
    """Implements `Simulator`."""

    name = "presence"

    def __init__(self, folder: Path) -> None:
        self.mat = Contact()
        self._mat_line = TcpWire(0, self.mat.receive)
        self._radar_line = PtyWire(folder / "radar", _deaf)
        self.radar = Radar(self._radar_line.send, self._radar_line.hang_up)
        self.mat.faults = self.radar.faults  # the dock orders a fault for the device, whatever its wire
        self.mat.hang_up = self._mat_line.hang_up
        self.wires = (self._mat_line, self._radar_line)

    @property
    def faults(self) -> Faults:
        return self.radar.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        """The contact's port is known once it is plugged in."""
        return {
            "contact": {"port": f"rfc2217://{self._mat_line.address}"},
            "ld2410": {"port": self._radar_line.address},
        }

    def failure(self, word: str) -> str:
        return one_of(word, ())

    def person(self, distance_cm: int) -> None:
        """0: nobody."""
        self.radar.distance_cm = distance_cm
        self.mat.set(closed=0 < distance_cm <= NEAR_CM)

    def verbs(self) -> dict[str, Verb]:
        def comes(distance: str = str(NEAR_CM)) -> None:
            if not distance.isdecimal() or not 1 <= int(distance) <= FARTHEST_CM:
                raise WrongArgumentError(f"a distance in cm is a number from 1 to {FARTHEST_CM}")
            self.person(int(distance))

        return {
            "person-comes": Verb("[CM]", "有人走近", "somebody comes, so near", comes),
            "person-leaves": Verb("", "人离开了", "nobody is there", lambda: self.person(0)),
        }

    def state(self) -> dict[str, object]:
        return {"person_cm": self.radar.distance_cm or None}

    def close(self) -> None:
        self.radar.stop()
