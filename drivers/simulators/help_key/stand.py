"""The help key on the bench, and the hand that presses it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from drivers.simulators.contact import Contact
from drivers.simulators.simulator import Verb, one_of
from drivers.simulators.wires import TcpWire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.simulators.faults import Faults

PRESS_S = 0.4
"""A short press of a finger."""


class HelpKeyStand:
    """Implements `Simulator`."""

    name = "help_key"

    def __init__(self) -> None:
        self.key = Contact()
        self._line = TcpWire(0, self.key.receive)
        self.key.hang_up = self._line.hang_up
        self.wires = (self._line,)

    @property
    def faults(self) -> Faults:
        return self.key.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        """The port is known once it is plugged in."""
        return {"contact": {"port": f"rfc2217://{self._line.address}"}}

    def failure(self, word: str) -> str:
        return one_of(word, ())

    def press(self) -> None:
        """Down, and up again a moment later."""
        self.key.set(closed=True)
        letting_go = threading.Timer(PRESS_S, lambda: self.key.set(closed=False))
        letting_go.daemon = True
        letting_go.start()

    def verbs(self) -> dict[str, Verb]:
        return {
            "press-help-key": Verb("", "按一下帮办键", "press the help key", self.press),
            "hold-help-key": Verb(
                "", "按住帮办键不放", "hold the help key down", lambda: self.key.set(closed=True)
            ),
            "let-go-help-key": Verb("", "松开帮办键", "let it go", lambda: self.key.set(closed=False)),
        }

    def state(self) -> dict[str, object]:
        return {"down": self.key.closed}

    def close(self) -> None:
        """Nothing but wires."""
