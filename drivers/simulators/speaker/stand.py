"""The loudspeaker on the bench: reached through a small program, as a real one is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drivers.simulators.simulator import Verb, one_of
from drivers.simulators.speaker.loudspeaker import Loudspeaker
from drivers.simulators.wires import TcpWire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.simulators.faults import Faults

SINK = Path(__file__).with_name("sink.py")


class SpeakerStand:
    """Implements `Simulator`."""

    name = "speaker"

    def __init__(self) -> None:
        self.speaker = Loudspeaker()
        self._line = TcpWire(0, self.speaker.receive)
        self.speaker.hang_up = self._line.hang_up
        self.earphones = Loudspeaker()
        self._socket = TcpWire(0, self.earphones.receive)
        self.wires = (self._line, self._socket)

    @property
    def faults(self) -> Faults:
        return self.speaker.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        """The port is known once it is plugged in."""
        player = ["-I", "-S", str(SINK)]
        ways = {
            "arguments": [*player, self._line.address],
            "earphones": [*player, self._socket.address],
        }
        return {"player_program": {"program": sys.executable, **ways}}

    def failure(self, word: str) -> str:
        """The player ends with an error."""
        return one_of(word, ("no_sound",))

    def verbs(self) -> dict[str, Verb]:
        return {}

    def state(self) -> dict[str, object]:
        heard = self.speaker.heard
        last = heard[-1] if heard else None
        return {
            "sounds": len(heard),
            "last_seconds": round(last.seconds, 2) if last else None,
            "last_loudness": round(last.peak / 327.67) if last else None,
            "in_earphones": len(self.earphones.heard),
        }

    def close(self) -> None:
        """Nothing but wires."""
