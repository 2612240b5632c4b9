"""Whether somebody stands before the machine (XFS4IoT Auxiliaries, proximity sensor). It tells that, and of nobody
who."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome


class Proximity(StrEnum):
    """XFS4IoT's words."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"


class Presence(Device, Protocol):
    def proximity(self) -> Outcome[Proximity]:
        """Now, with the driver's own patience for people who stand still or only pass by."""

    def wait_for_change(
        self, known: Proximity, cancel: threading.Event, deadline_s: float = 10.0
    ) -> Outcome[Proximity]:
        """As soon as it differs from `known`; `timeout`, `cancelled`, or a failure of the sensor."""
