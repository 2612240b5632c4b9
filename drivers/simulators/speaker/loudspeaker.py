"""A simulated loudspeaker: notes how long and how loud each sound was."""

from __future__ import annotations

import array
import io
import sys
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.simulators.answers import send
from drivers.simulators.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.wires import Reply


@dataclass(frozen=True)
class Heard:
    seconds: float
    peak: int
    """The largest sample, of 32767."""


class Loudspeaker:
    """One program at a time, as with a sound device that is not shared."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.hang_up: Callable[[], None] = lambda: None
        self.heard: list[Heard] = []
        """Sounds, silence left out."""
        self._reply: Reply | None = None
        self._data = b""

    def receive(self, data: bytes, reply: Reply) -> None:
        if reply is not self._reply:
            self._reply, self._data = reply, b""
        self._data += data
        size = int.from_bytes(self._data[:4], "big")
        if len(self._data) < 4 or len(self._data) < 4 + size:
            return
        answer = b"-" if self.faults.take_failure() else b"+"
        sound = _listen(self._data[4:])
        if answer == b"+" and sound.peak:
            self.heard.append(sound)
        send(answer, reply, self.faults, self.hang_up)


def _listen(wav: bytes) -> Heard:
    with wave.open(io.BytesIO(wav)) as sound:
        samples = array.array("h", sound.readframes(sound.getnframes()))
        if sys.byteorder == "big":
            samples.byteswap()
        return Heard(sound.getnframes() / sound.getframerate(), max((abs(one) for one in samples), default=0))
