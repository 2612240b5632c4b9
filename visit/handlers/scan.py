"""Under the document camera: take a page, look at it, take it anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.model import MaterialWay
from visit.effects import DropPage, TakePicture
from visit.held.page import Page
from visit.held.scanning import Replaced, Scan, Scanning
from visit.held.trouble import Trouble
from visit.moves import go
from visit.scanning import camera_usable, room_for_page, scan_material, scan_materials, scanned
from visit.turn import Turn, also, ignore_stale, stay

if TYPE_CHECKING:
    from visit.events import (
        GoBack,
        GoNext,
        OpenScan,
        PageNotTaken,
        PageTaken,
        RetakePage,
        ShowPage,
        Stamped,
        TakePage,
        ToWindow,
    )
    from visit.held.visit import Visit
    from visit.state import State


def open_scan(state: State, event: OpenScan, stamped: Stamped) -> Turn:
    visit = state.here
    if not camera_usable(state) or all(one.id != event.material for one in scan_materials(visit)):
        return stay(state)
    last = max(0, len(scanned(visit, event.material)) - 1)
    return go(state.with_visit(scanning=Scanning(event.material, last)), Page.SCAN)


def to_window(state: State, event: ToWindow, stamped: Stamped) -> Turn:
    """The original goes to a window instead; pages that were taken are erased."""
    visit = state.here
    if all(one.id != event.material for one in scan_materials(visit)):
        return stay(state)
    gone = tuple(DropPage(page.note.id) for page in scanned(visit, event.material))
    left = {name: pages for name, pages in visit.scans.items() if name != event.material}
    return stay(
        state.with_visit(scans=left, promises={**visit.promises, event.material: False}),
        *gone,
    )


def take_page(state: State, event: TakePage, stamped: Stamped) -> Turn:
    material, scanning = scan_material(state), state.here.scanning
    if material is None or scanning is None or scanning.order is not None:
        return stay(state)
    if not room_for_page(state.here, material):
        return stay(state)
    return _take(state, replace(scanning, instead=None), stamped)


def retake_page(state: State, event: RetakePage, stamped: Stamped) -> Turn:
    scanning = state.here.scanning
    if scanning is None or scanning.order is not None:
        return stay(state)
    if scanning.shown >= len(scanned(state.here, scanning.material)):
        return stay(state)
    return _take(state, replace(scanning, instead=event.reason), stamped)


def _take(state: State, scanning: Scanning, stamped: Stamped) -> Turn:
    taking = replace(scanning, order=stamped.fresh_id, ordered_at=state.at, trouble=None)
    return stay(state.with_visit(scanning=taking), TakePicture(stamped.fresh_id))


def show_page(state: State, event: ShowPage, stamped: Stamped) -> Turn:
    scanning = state.here.scanning
    if scanning is None or not 0 <= event.number < len(scanned(state.here, scanning.material)):
        return stay(state)
    return stay(state.with_visit(scanning=replace(scanning, shown=event.number)))


def page_taken(state: State, event: PageTaken, stamped: Stamped) -> Turn:
    """A picture that nobody waits for any more is erased at once, whoever it shows."""
    visit = state.visit
    scanning = visit.scanning if visit is not None else None
    if visit is None or scanning is None or state.page is not Page.SCAN or scanning.order != event.order:
        return also(ignore_stale(state, event, stamped), DropPage(event.note.id))
    pages = list(scanned(visit, scanning.material))
    gone: tuple[DropPage, ...] = ()
    new = Scan(event.note, event.picture, event.edges)
    if scanning.instead is not None:
        old = pages[scanning.shown]
        before = (*old.replaced, Replaced(old.note.digest, scanning.instead))
        pages[scanning.shown] = replace(new, replaced=before)
        gone = (DropPage(old.note.id),)
    else:
        pages.append(new)
        scanning = replace(scanning, shown=len(pages) - 1)
    return stay(
        state.with_visit(
            scans={**visit.scans, scanning.material: tuple(pages)},
            promises={**visit.promises, scanning.material: not _instead_of_licence(visit, scanning.material)},
            scanning=replace(scanning, order=None, instead=None),
        ),
        *gone,
    )


def _instead_of_licence(visit: Visit, material: str) -> bool:
    """The paper is laid down because its licence is not to be fetched."""
    asked = scan_materials(visit)
    return any(one.id == material and one.way is MaterialWay.LICENCE for one in asked)


def page_not_taken(state: State, event: PageNotTaken, stamped: Stamped) -> Turn:
    scanning = state.here.scanning
    if scanning is None or scanning.order != event.order:
        return stay(state)
    return stay(state.with_visit(scanning=failed(scanning, Trouble(event.code, event.action))))


def failed(scanning: Scanning, trouble: Trouble) -> Scanning:
    """What stands there stays as it is."""
    return replace(scanning, order=None, instead=None, trouble=trouble)


def leave(state: State, event: GoNext | GoBack, stamped: Stamped) -> Turn:
    """Back to the materials. A picture that is still on its way is erased when it comes."""
    return go(state.with_visit(scanning=None), Page.MATERIALS)
