"""The battery that bridges a power cut. XFS4IoT has `Auxiliaries.ups`; the words of a status are those of NUT."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    from outcome import Outcome


@dataclass(frozen=True)
class Power:
    """How the machine is fed now."""

    on_battery: bool
    battery_low: bool
    """Together with `on_battery`: finish and shut down."""
    charging: bool
    replace_battery: bool
    charge_percent: int | None
    """None when the UPS does not tell."""
    runtime_s: int | None
    """Seconds left on battery, as the UPS guesses; None when it does not tell."""


class Ups(Device, Protocol):
    """Its status has the code `on_battery` (begin no new visit), `battery_low` (finish, shut down) or
    `replace_battery` while it is online: the device itself is well."""

    def power(self) -> Outcome[Power]:
        """Ask now; `ups_silent` when the server has lost its UPS, or a failure of the server."""
