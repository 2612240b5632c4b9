"""The frame round what the keypad is on: three lines, a light one between two dark ones (or the other way round), so that
it shows on every ground of every palette. It is there only while keys are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.palette import FOCUS, FOCUS_EDGE

if TYPE_CHECKING:
    from screens.shapes import Picture
    from screens.sheet import Sheet

EDGE_MM, LINE_MM = 0.8, 2.0
"""The dark lines, and the light one between them."""
MARGIN_MM = 4.0
"""So much is kept free above and below what is brought into sight."""


def draw_focus(sheet: Sheet, name: str) -> None:
    """Last of all: nothing covers it."""
    place = sheet.place_of(name) if name else None
    if place is None:
        return
    edge, line = max(1.0, sheet.theme.mm(EDGE_MM)), sheet.theme.mm(LINE_MM)
    out = place
    for colour, width in ((FOCUS_EDGE, edge), (FOCUS, line), (FOCUS_EDGE, edge)):
        out = out.inset(-width)
        sheet.frame(out, colour, width, sheet.theme.radius + out.h / 2 - place.h / 2)


def to_scroll(picture: Picture, name: str, margin: float) -> float | None:
    """How far the scrolled part must be, in pixels, that all of this target is in sight; None when it is, or does not
    scroll.
    """
    scroll = picture.scroll
    hit = next((one for one in picture.beyond if one.target.id == name), None)
    if scroll is None or hit is None:
        return None
    view, place = scroll.rect, hit.rect
    if place.y >= view.y and place.bottom <= view.bottom:
        return None
    above = scroll.offset + place.y - view.y - margin
    below = scroll.offset + place.bottom - view.bottom + margin
    wanted = above if place.y < view.y or place.h > view.h - 2 * margin else below
    return min(max(wanted, 0.0), scroll.furthest)
