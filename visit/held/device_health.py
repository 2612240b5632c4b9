"""How a device is, as a visit needs to know it."""

from __future__ import annotations

from dataclasses import dataclass

UNREPORTED = frozenset({"unknown"})
"""States of a device that has not said anything yet."""


@dataclass(frozen=True)
class DeviceHealth:
    """What a visit needs to know of a device; symbols of drivers/device.py as text."""

    device_class: str
    usable: bool
    state: str
    code: str = ""
    action: str = "nobody"
    paper: str = "not_supported"
    cover: str = "not_supported"
