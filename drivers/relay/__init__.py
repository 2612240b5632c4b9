"""Switched contacts: a fan, a heater, the power of another device (XFS4IoT Auxiliaries, in the widest sense)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    from outcome import Outcome


class Relay(Device, Protocol):
    """Channels are counted from 1. What is switched stays so over visits, and when the program ends."""

    def set_relay(self, channel: int, *, on: bool) -> Outcome[None]:
        """`Ok` when the board says so (or took it, when it cannot say); `no_such_channel`, `relay_stuck`, or a
        failure of the board."""

    def relay_states(self) -> Outcome[tuple[bool, ...]]:
        """The first is channel 1; `not_supported` for a board that cannot tell."""
