"""The simulated devices side by side, plugged in, with the dock that moves their hands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from drivers.simulators.common_verbs import common_verbs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drivers.simulators.simulator import Simulator, Verb


class Bench:
    """Any simulators; what they share is done here."""

    def __init__(self, simulators: Sequence[Simulator]) -> None:
        self.simulators: Mapping[str, Simulator] = {one.name: one for one in simulators}

    def plug(self) -> None:
        for one in self.simulators.values():
            for wire in one.wires:
                wire.plug()

    def verbs(self) -> dict[str, Verb]:
        """All of them, in the order in which help shows them."""
        parts = [*(one.verbs() for one in self.simulators.values()), common_verbs(self.simulators)]
        twice = [
            name for name, count in Counter(name for part in parts for name in part).items() if count > 1
        ]
        if twice:
            raise ValueError(f"two devices have the verb {twice[0]}")
        return {name: verb for part in parts for name, verb in part.items()}

    def owner(self, verb: str) -> str:
        """The device that has this verb; nothing for what any device can suffer."""
        return next((name for name, one in self.simulators.items() if verb in one.verbs()), "")

    def state(self) -> dict[str, dict[str, object]]:
        """By device."""
        return {
            name: {
                "plugged": all(wire.plugged for wire in one.wires),
                "faults": one.faults.ordered(),
                **one.state(),
            }
            for name, one in self.simulators.items()
        }

    def options(self) -> dict[str, dict[str, dict[str, Any]]]:
        """By device and driver: what to write into `config.toml`. Without drivers that find nothing on this machine."""
        return {
            name: {driver: dict(options) for driver, options in one.options().items()}
            for name, one in self.simulators.items()
        }

    def missing(self) -> dict[str, str]:
        """Devices that cannot be simulated on this machine at all, and why."""
        return {
            name: getattr(one, "why_not", "") for name, one in self.simulators.items() if not one.options()
        }

    def close(self) -> None:
        for one in self.simulators.values():
            for wire in one.wires:
                wire.unplug()
            one.close()
