"""Which materials are laid under the document camera, and which of their pages go with the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials
from catalogue.model import MaterialWay
from contract.attachment import MOST_FILES
from visit.effects import DropPage

if TYPE_CHECKING:
    from catalogue.model import Material
    from visit.held.scanning import Scan
    from visit.held.visit import Visit
    from visit.state import State

CAMERA = "camera"


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
