"""A4 printers for certificates and forms (XFS4IoT Printer)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from drivers.device import Device

if TYPE_CHECKING:
    from outcome import Outcome


@dataclass(frozen=True, repr=False)
class Document:
    """A PDF to print. Its repr shows the size only."""

    job_id: str
    pdf: bytes
    copies: int = 1
    duplex: bool = False

    def __repr__(self) -> str:
        return f"Document({self.job_id}, {len(self.pdf)} bytes)"


@dataclass(frozen=True)
class DocumentPrinted:
    """The printer says that it put out this many sheets."""

    job_id: str
    sheets: int


class DocumentPrinter(Device, Protocol):
    def print_document(self, document: Document) -> Outcome[DocumentPrinted]:
        """Print it and wait for the printer's word that all sheets are out."""
