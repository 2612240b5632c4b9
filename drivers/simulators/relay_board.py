"""A simulated LCUS relay board; lights and relays stand on one each."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from drivers.simulators.answers import send
from drivers.simulators.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.wires import Reply


class RelayBoard:
    def __init__(self, channels: int = 8) -> None:
        self.faults = Faults()
        self.hang_up: Callable[[], None] = lambda: None
        self.on = [False] * channels
        self.stuck: set[int] = set()
        """Channels, from 1, whose contact does not move any more."""
        self.switched: list[tuple[int, bool]] = []
        self.changed = threading.Condition()
        """Notified at each switching, for whoever waits for one."""
        self._heard = b""

    def receive(self, data: bytes, reply: Reply) -> None:
        self._heard += data
        while self._heard:
            if self._heard[0] == 0xFF:
                self._heard = self._heard[1:]
                self._tell(reply)
            elif self._heard[0] == 0xA0:
                if len(self._heard) < 4:
                    return
                frame, self._heard = self._heard[:4], self._heard[4:]
                self._switch(frame)
            else:
                self._heard = self._heard[1:]

    def _switch(self, frame: bytes) -> None:
        _, channel, level, check = frame
        fits = check == sum(frame[:3]) % 256 and 1 <= channel <= len(self.on) and level in {0, 1}
        with self.changed:
            if fits and channel not in self.stuck:
                self.on[channel - 1] = bool(level)
            if fits:
                self.switched.append((channel, bool(level)))
                self.changed.notify_all()

    def _tell(self, reply: Reply) -> None:
        lines = [f"CH{number}: {'ON' if on else 'OFF'}\r\n" for number, on in enumerate(self.on, 1)]
        if self.faults.take_failure() == "short":
            lines = lines[:1]
        send("".join(lines).encode(), reply, self.faults, self.hang_up)
