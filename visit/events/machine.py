"""How the machine is: devices, line, room on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent

if TYPE_CHECKING:
    from visit.held.device_health import DeviceHealth


@dataclass(frozen=True)
class DeviceChanged(OutsideEvent):
    health: DeviceHealth


@dataclass(frozen=True)
class PresenceChanged(OutsideEvent):
    """Somebody came before the machine, or the place is empty now. Of nobody who."""

    present: bool


@dataclass(frozen=True)
class LineChanged(OutsideEvent):
    up: bool


@dataclass(frozen=True)
class RoomChanged(OutsideEvent):
    """Whether the store can take another case."""

    ok: bool
    code: str = ""
    """Why not: `disk_full`, `disk_low`, `disk_error` or `safe_mode`."""
