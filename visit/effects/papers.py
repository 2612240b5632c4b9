"""Orders about paper: slips, documents, copies, and whether one is genuine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from visit.effects.base import Effect

if TYPE_CHECKING:
    from uuid import UUID

    from contract.case import Document
    from visit.held.page_picture import PagePicture


@dataclass(frozen=True)
class SlipLine:
    label: str
    value: str


@dataclass(frozen=True)
class Slip:
    """What stands on a receipt or slip; how it is laid out on paper is the roof's business."""

    kind: str
    """`receipt` or `help`."""
    title: str
    number_label: str
    number: str
    lines: tuple[SlipLine, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    qr: str = ""
    qr_caption: str = ""
    """Leads to the document that came out of the case."""
    proof: str = ""
    proof_caption: str = ""
    """The terminal's signature; a paper away from the other code, so that a phone sees one of them at a time."""
    footer: tuple[str, ...] = ()
    watermark: str = ""
    """演示样张 · 无效 in the demo realm."""
    reprint: str = ""
    """Not empty on a second print, so that two papers cannot pass for two cases."""
    also: Slip | None = None
    """The same in the resident's own language, below; its number and codes stand above."""


@dataclass(frozen=True)
class PrintSlip(Effect):
    job_id: str
    slip: Slip


@dataclass(frozen=True)
class PrintDocument(Effect):
    """On A4, one copy."""

    job_id: str
    document: Document = field(repr=False)


@dataclass(frozen=True)
class CopyWords:
    """What stands on every sheet of a copy."""

    mark: str
    """副本, across the page."""
    title: str
    made: str
    case: str
    pages: tuple[str, ...]
    """One for each sheet: which of how many it is."""
    watermark: str
    """演示样张 · 无效 in the demo realm, else empty."""


@dataclass(frozen=True)
class PrintCopy(Effect):
    """On A4, one sheet for each picture."""

    job_id: str
    pages: tuple[PagePicture, ...] = field(repr=False)
    words: CopyWords


@dataclass(frozen=True)
class RenderDocument(Effect):
    document: Document


@dataclass(frozen=True)
class CheckPaper(Effect):
    """Check the signature in a paper's code, then ask the hub whether the paper still holds."""

    order: UUID
    text: str = field(repr=False)
