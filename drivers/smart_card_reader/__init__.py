"""Readers of chip cards: social security and bank cards (XFS4IoT CardReader, chip part)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome


class SmartCardReader(Device, Protocol):
    def chip_power(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[bytes]:
        """Wait for a card and power it: its answer to reset (ATR)."""

    def chip_io(self, apdu: bytes) -> Outcome[bytes]:
        """One command APDU to the powered card; its answer with both status bytes at the end."""
