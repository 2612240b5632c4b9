"""A picture of the document camera made a page: the paper found, straight, as the file that goes with the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from drivers.camera.document.find_page import find_page
from drivers.camera.document.output import to_jpeg
from drivers.camera.document.warp import warp
from drivers.camera.jpeg import decoded
from outcome import Action, Failure, Ok, Outcome
from visit.held.page_picture import PagePicture

if TYPE_CHECKING:
    from drivers.camera import Picture

DPI = 200
"""A page of A4 that office staff can read; two hundred thousand to a million bytes."""
SHOWN_WIDTH = 800
"""Pixels on the screen."""


@dataclass(frozen=True)
class TakenPage:
    jpeg: bytes = field(repr=False)
    picture: PagePicture = field(repr=False)
    edges: bool
    """Whether the edges of the paper were found; else it is the whole frame."""


def page_of(picture: Picture) -> Outcome[TakenPage]:
    """Failures: `picture_unreadable`, and those of `warp`. Takes a tenth of a second to one second."""
    frame = decoded(picture.jpeg)
    if frame is None:
        return Failure("picture_unreadable", Action.ENGINEER, "what the camera gave is no picture")
    found = find_page(frame)
    if not found.found:
        return Ok(TakenPage(picture.jpeg, _to_show(picture.jpeg), edges=False))
    straight = warp(frame, found.corners, DPI)
    if isinstance(straight, Failure):
        return straight
    jpeg = to_jpeg(straight.value, DPI)
    return Ok(TakenPage(jpeg, _to_show(jpeg), edges=True))


def _to_show(jpeg: bytes) -> PagePicture:
    with Image.open(BytesIO(jpeg)) as page:
        page.draft("RGB", (SHOWN_WIDTH, SHOWN_WIDTH * 2))
        page.thumbnail((SHOWN_WIDTH, SHOWN_WIDTH * 2))
        shown = page.convert("RGBA")
    return PagePicture(shown.width, shown.height, shown.tobytes())
