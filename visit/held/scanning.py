"""Pages of materials laid under the document camera. The pictures are sealed on disk at once; here is what names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from contract.attachment import AttachmentNote
    from visit.held.page_picture import PagePicture
    from visit.held.trouble import Trouble


class Retake(StrEnum):
    """Why a page was taken anew."""

    BLURRED = "blurred"
    CUT_OFF = "cut_off"
    WRONG_PAGE = "wrong_page"


@dataclass(frozen=True)
class Replaced:
    """A page that the resident took anew: its picture is gone, that it was there is kept."""

    digest: bytes
    """SHA-256 of the picture."""
    reason: Retake


@dataclass(frozen=True)
class Scan:
    """One page, as it will go with the case."""

    note: AttachmentNote
    picture: PagePicture
    edges: bool
    """Whether the edges of the paper were found."""
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True)
class Scanning:
    """What happens on the scan page."""

    material: str
    shown: int = 0
    """Index of the page that is looked at."""
    order: UUID | None = None
    """The picture that is being taken now."""
    ordered_at: float = 0.0
    instead: Retake | None = None
    """Not None: it takes the place of the page that is shown, for this reason."""
    trouble: Trouble | None = field(default=None)
