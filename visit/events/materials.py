"""What comes with a case: promised, put off, fetched, laid under the camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visit.events.base import OutsideEvent, UserEvent

if TYPE_CHECKING:
    from uuid import UUID

    from contract.attachment import AttachmentNote
    from visit.held.page_picture import PagePicture
    from visit.held.scanning import Retake


@dataclass(frozen=True)
class SetPromise(UserEvent):
    """A promise (告知承诺) ticked or unticked; `agreed` false and nothing later means: hand it in at the window."""

    material: str
    agreed: bool


@dataclass(frozen=True)
class SetLater(UserEvent):
    """容缺: this material will be handed in later, or not."""

    material: str
    later: bool


@dataclass(frozen=True)
class SetLicence(UserEvent):
    """电子证照: it may be fetched for this item, or the resident brings the original to a window."""

    material: str
    agreed: bool


@dataclass(frozen=True)
class OpenScan(UserEvent):
    """Lay this material under the document camera."""

    material: str


@dataclass(frozen=True)
class ToWindow(UserEvent):
    """This material is not scanned: the original goes to a window."""

    material: str


@dataclass(frozen=True)
class TakePage(UserEvent):
    """拍这一页."""


@dataclass(frozen=True)
class RetakePage(UserEvent):
    """重拍 the page that is looked at."""

    reason: Retake


@dataclass(frozen=True)
class ShowPage(UserEvent):
    """Look at another page."""

    number: int
    """From 0."""


@dataclass(frozen=True)
class AskCopy(UserEvent):
    """打印一份副本: of what was laid under the camera."""


@dataclass(frozen=True)
class PageTaken(OutsideEvent):
    """The page is sealed on disk."""

    order: UUID
    note: AttachmentNote
    picture: PagePicture
    edges: bool
    """Whether the edges of the paper were found; else it is the whole frame."""


@dataclass(frozen=True)
class PageNotTaken(OutsideEvent):
    order: UUID
    code: str
    action: str
