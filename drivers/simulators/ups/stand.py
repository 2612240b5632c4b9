"""The UPS on the bench, and the hand at the mains switch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drivers.simulators.simulator import Verb, WrongArgumentError, one_of
from drivers.simulators.ups.upsd import NAME, Upsd
from drivers.simulators.wires import TcpWire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.simulators.faults import Faults

ERRORS = ("ACCESS-DENIED", "DATA-STALE", "DRIVER-NOT-CONNECTED", "UNKNOWN-UPS")


class UpsStand:
    """Implements `Simulator`."""

    name = "ups"

    def __init__(self) -> None:
        self.upsd = Upsd()
        self._line = TcpWire(0, self.upsd.receive)
        self.upsd.hang_up = self._line.hang_up
        self.wires = (self._line,)

    @property
    def faults(self) -> Faults:
        return self.upsd.faults

    def options(self) -> Mapping[str, Mapping[str, Any]]:
        """The port is known once it is plugged in."""
        host, _, port = self._line.address.partition(":")
        return {"nut": {"host": host, "port": int(port), "ups": NAME}}

    def failure(self, word: str) -> str:
        return one_of(word, ERRORS)

    def set(self, *, mains: bool, low: bool = False) -> None:
        self.upsd.mains, self.upsd.low = mains, low

    def verbs(self) -> dict[str, Verb]:
        upsd = self.upsd

        def charge(percent: str) -> None:
            if not percent.isdecimal() or int(percent) > 100:
                raise WrongArgumentError("a charge is a number from 0 to 100")
            upsd.charge = int(percent)

        def cable(word: str) -> None:
            upsd.cable = one_of(word, ("in", "out")) == "in"

        def battery(word: str) -> None:
            upsd.replace = one_of(word, ("old", "new")) == "old"

        return {
            "ups-on-battery": Verb("", "停电，改用电池", "the mains fail", lambda: self.set(mains=False)),
            "ups-low": Verb(
                "",
                "停电，电池将耗尽",
                "the mains failed and the battery is low",
                lambda: self.set(mains=False, low=True),
            ),
            "ups-mains": Verb("", "市电恢复", "the mains are back", lambda: self.set(mains=True)),
            "ups-charge": Verb("PERCENT", "电池电量", "the battery's charge", charge),
            "ups-battery": Verb("old|new", "电池老化或已更换", "the battery is worn out, or new", battery),
            "ups-cable": Verb("in|out", "电源通信线插拔", "the cable between server and UPS", cable),
        }

    def state(self) -> dict[str, object]:
        return {"status": self.upsd.status, "charge": self.upsd.charge, "cable": self.upsd.cable}

    def close(self) -> None:
        """Nothing but wires."""
