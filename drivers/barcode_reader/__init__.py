"""Readers of one- and two-dimensional codes (XFS4IoT BarcodeReader)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome


@dataclass(frozen=True, repr=False)
class Barcode:
    """What was read. Its repr shows the length only: a code may carry a person's data."""

    symbology: str
    """`qr`, `code128`, ... or empty when the reader does not tell."""
    data: bytes

    def __repr__(self) -> str:
        return f"Barcode({self.symbology or 'unknown'}, {len(self.data)} bytes)"


class BarcodeReader(Device, Protocol):
    def read(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[Barcode]:
        """Light up and wait for a code: `cancelled`, `timeout`, or a failure of the device."""
