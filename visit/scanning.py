"""Pages of materials laid under the document camera. The pictures are sealed on disk at once; here is what names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from catalogue.answers import asked_materials
from catalogue.model import MaterialWay
from contract.attachment import MOST_FILES
from visit.effects import DropPage

if TYPE_CHECKING:
    from uuid import UUID

    from catalogue.model import Material
    from contract.attachment import AttachmentNote
    from visit.page_picture import PagePicture
    from visit.state import State, Trouble, Visit

CAMERA = "camera"


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


def scanned(visit: Visit, material: str) -> tuple[Scan, ...]:
    return visit.scans.get(material, ())


def room_for_page(visit: Visit, material: Material) -> bool:
    """No more pages than the guide lists, and no more files than a case holds."""
    files = sum(len(pages) for pages in visit.scans.values())
    return len(scanned(visit, material.id)) < material.copies and files < MOST_FILES


def camera_usable(state: State) -> bool:
    return CAMERA in state.machine.usable()


def scan_material(state: State) -> Material | None:
    """The material whose pages are being taken; None where it is no longer asked for."""
    visit = state.here
    if visit.scanning is None:
        return None
    wanted = visit.scanning.material
    return next((one for one in scan_materials(visit) if one.id == wanted), None)


def scan_materials(visit: Visit) -> tuple[Material, ...]:
    asked = asked_materials(visit.chosen, visit.answers)
    # What was put off is handed in by laying it under the camera; what nobody may fetch can be, where it is a paper.
    ways = {MaterialWay.SCAN, MaterialWay.LICENCE}
    ways |= {MaterialWay.LATER} if visit.mending is not None else set()
    return tuple(one for one in asked if one.way in ways and (one.way is MaterialWay.SCAN or one.copies))


def pages_of_the_case(visit: Visit) -> tuple[Scan, ...]:
    """The pages that go with the case, in the order of its materials."""
    return tuple(page for one in scan_materials(visit) for page in scanned(visit, one.id))


def dropped(visit: Visit, *, but: tuple[Scan, ...] = ()) -> tuple[DropPage, ...]:
    """Orders to erase every page that was taken, but these. One that a case has taken over stays, whoever asks."""
    kept = {page.note.id for page in but}
    return tuple(
        DropPage(page.note.id) for pages in visit.scans.values() for page in pages if page.note.id not in kept
    )
