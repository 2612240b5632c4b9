"""A simulated UPS behind a simulated `upsd`: the lines of the Network UPS Tools' protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.simulators.answers import send
from drivers.simulators.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.simulators.wires import Reply

NAME = "kioskups"
FULL_RUNTIME_S = 1800


class Upsd:
    def __init__(self) -> None:
        self.faults = Faults()
        self.hang_up: Callable[[], None] = lambda: None
        self.mains = True
        self.low = False
        self.replace = False
        self.cable = True
        """Between the server's machine and the UPS."""
        self.charge = 100

    @property
    def status(self) -> str:
        words = ["OL", *(["CHRG"] if self.charge < 100 else [])] if self.mains else ["OB", "DISCHRG"]
        return " ".join([*words, *(["LB"] if self.low else []), *(["RB"] if self.replace else [])])

    def variables(self) -> dict[str, str]:
        return {
            "battery.charge": str(self.charge),
            "battery.runtime": str(FULL_RUNTIME_S * self.charge // 100),
            "device.mfr": 'Demo \\"UPS\\"',
            "ups.status": self.status,
        }

    def receive(self, data: bytes, reply: Reply) -> None:
        """A question always comes in one piece here: it is shorter than any packet."""
        for line in data.decode("ascii", "replace").splitlines():
            send(self._answer(line.split()).encode(), reply, self.faults, self.hang_up)

    def _answer(self, words: list[str]) -> str:
        failure = self.faults.take_failure()
        if failure:
            return f"ERR {failure}\n"
        match words:
            case ["VER"]:
                return "Network UPS Tools upsd 2.8.0 (simulated)\n"
            case ["LIST", "UPS"]:
                return f'BEGIN LIST UPS\nUPS {NAME} "Simulated"\nEND LIST UPS\n'
            case ["LOGOUT"]:
                return "OK Goodbye\n"
            case ["LIST", "VAR", name] | ["GET", "VAR", name, _] if name != NAME:
                return "ERR UNKNOWN-UPS\n"
            case ["LIST", "VAR", _] | ["GET", "VAR", _, _] if not self.cable:
                return "ERR DATA-STALE\n"
            case ["LIST", "VAR", _]:
                lines = [f'VAR {NAME} {name} "{value}"\n' for name, value in self.variables().items()]
                return f"BEGIN LIST VAR {NAME}\n{''.join(lines)}END LIST VAR {NAME}\n"
            case ["GET", "VAR", _, name]:
                value = self.variables().get(name)
                return "ERR VAR-NOT-SUPPORTED\n" if value is None else f'VAR {NAME} {name} "{value}"\n'
            case _:
                return "ERR UNKNOWN-COMMAND\n"
