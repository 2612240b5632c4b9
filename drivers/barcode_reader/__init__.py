"""Readers of one- and two-dimensional codes (XFS4IoT BarcodeReader)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from drivers.barcode_reader.charset import Charset, decoded
from drivers.device import Device

if TYPE_CHECKING:
    import threading

    from outcome import Outcome

Symbology = Literal["qr", "code128", "ean13", "ean8", "pdf417", "datamatrix", "aztec"]


@dataclass(frozen=True, repr=False)
class Barcode:
    """What was read. Its repr shows the length only: a code may carry a person's data."""

    symbology: Symbology | Literal[""]
    """Empty when the reader does not tell: those on a serial line or a keyboard's wire."""
    data: bytes
    """As they stand in the code; a keyboard wedge can tell printable ASCII only."""

    @property
    def text(self) -> str:
        """`data` read as `charset`."""
        return decoded(self.data)[0]

    @property
    def charset(self) -> Charset:
        """What `text` was taken for; codes seldom say it themselves. `latin-1` means that nothing fitted: such a text
        is for a person's eyes, never for a rule.
        """
        return decoded(self.data)[1]

    def __repr__(self) -> str:
        return f"Barcode({self.symbology or 'unknown'}, {len(self.data)} bytes)"


class BarcodeReader(Device, Protocol):
    def read(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[Barcode]:
        """Light up and wait for a code: `cancelled`, `timeout`, or a failure of the device. A code that came before
        the call is never the answer.
        """
