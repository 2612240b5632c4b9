"""Pages under the document camera: one is looked at large, the others stand below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.events import GoNext, RetakePage, ShowPage, TakePage
from visit.held.scanning import Retake
from visit.pages.idle import device_trouble
from visit.scanning import camera_usable, room_for_page, scan_material, scanned
from visit.views import Button, Mark, Option, ScanBody, Tone
from wording import say

if TYPE_CHECKING:
    from visit.state import State


def scan(state: State) -> ScanBody:
    visit, language = state.here, state.language
    material, scanning = scan_material(state), visit.scanning
    assert material is not None
    assert scanning is not None
    pages = scanned(visit, material.id)
    looked_at = pages[scanning.shown] if scanning.shown < len(pages) else None
    idle = scanning.order is None
    mark, status = _status(state)
    take = Button(
        "take",
        say(language, "scan.take_next" if pages else "scan.take"),
        TakePage(),
        Tone.SECONDARY if pages else Tone.PRIMARY,
        enabled=idle and room_for_page(visit, material) and camera_usable(state),
    )
    done = Button("next", say(language, "scan.done"), GoNext(), Tone.PRIMARY, enabled=idle)
    return ScanBody(
        title=say(language, "scan.title", name=material.name.to(language)),
        instruction=say(language, "scan.how", most=material.copies),
        mark=mark,
        status=status,
        picture=looked_at.picture if looked_at is not None else None,
        pages=tuple(
            Option(
                f"page:{number + 1}",
                say(language, "scan.page", number=number + 1),
                ShowPage(number),
                number == scanning.shown,
            )
            for number in range(len(pages))
            if len(pages) > 1
        ),
        retake=tuple(
            Button(
                f"retake:{reason}",
                say(language, f"scan.{reason}"),
                RetakePage(reason),
                Tone.QUIET,
                enabled=idle,
            )
            for reason in Retake
            if looked_at is not None and camera_usable(state)
        ),
        buttons=(take, done) if pages else (take,),
    )


def _status(state: State) -> tuple[Mark, str]:
    visit, language = state.here, state.language
    scanning = visit.scanning
    assert scanning is not None
    if scanning.order is not None:
        return Mark.NOW, say(language, "scan.taking")
    if not camera_usable(state):
        health = state.machine.devices.get("camera")
        why = device_trouble(health.code or health.state, language) if health is not None else ""
        return Mark.TROUBLE, why or say(language, "trouble.device")
    if scanning.trouble is not None:
        return Mark.WARNING, say(language, "scan.failed")
    pages = scanned(visit, scanning.material)
    if not pages:
        return Mark.WAITING, say(language, "scan.waiting")
    if not pages[scanning.shown].edges:
        return Mark.WARNING, say(language, "scan.no_edge")
    material = scan_material(state)
    full = material is not None and not room_for_page(visit, material)
    note = f" {say(language, 'scan.full')}" if full else ""
    return Mark.DONE, say(language, "scan.taken") + note
