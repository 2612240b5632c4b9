"""A QR code that a phone can read: every square as many whole pixels as the next, and none too small."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from screens.images import code_image
from screens.palette import SURFACE
from screens.shapes import Code, Rect

if TYPE_CHECKING:
    from screens.sheet import Sheet

CODE_MM = 56.0
LEAST_SQUARE_MM = 0.5
"""A phone held half a metre away still tells them apart (our choice)."""


def code_side(sheet: Sheet, payload: str) -> float:
    """Pixels from edge to edge, quiet zone included: the usual size, and more for a long text."""
    squares = code_image(payload).width
    least = max(2, ceil(LEAST_SQUARE_MM * sheet.theme.whole.px_per_mm))
    return float(squares * max(least, int(sheet.theme.mm(CODE_MM) / squares)))


def draw_code(sheet: Sheet, x: float, y: float, payload: str) -> float:
    """With its top left corner here; returns its side."""
    side = code_side(sheet, payload)
    place = Rect(round(x), round(y), side, side)
    sheet.fill(place, SURFACE)
    sheet.add(Code(place, payload))
    return side
