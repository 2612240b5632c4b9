"""The field to draw a character in, with its few keys beside it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from screens.palette import EDGE, HAIRLINE, INK, MUTED, SURFACE
from screens.parts.keycap import draw_key, is_delete
from screens.pen import pen_width
from screens.shapes import Ink, Rect
from screens.text import line_height, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from visit.views import Button, InkPad

FIELD = "ink"
_ROWS = 3
"""Keys on top of each other, beside the field."""


def pad_height(sheet: Sheet) -> float:
    """As much as a hand wants; a landscape panel has less to give."""
    theme = sheet.theme
    wide = theme.panel.width_px > theme.panel.height_px
    return max(theme.mm(80 if wide else 100), least_pad_height(sheet))


def least_pad_height(sheet: Sheet) -> float:
    """Room for the keys beside it, and for a character of two thirds of a hand."""
    theme = sheet.theme
    return max(theme.mm(70), _ROWS * (theme.key + theme.mm(3)))


def draw_pad(sheet: Sheet, rect: Rect, pad: InkPad, keys: Sequence[Button]) -> None:
    theme, gap = sheet.theme, sheet.theme.mm(3)
    columns = ceil(len(keys) / _ROWS)
    words = [width_of(one.label, theme.note_bold) + theme.mm(4) for one in keys if not is_delete(one)]
    wide = max(theme.key, theme.mm(24), *words)
    side = columns * wide + (columns - 1) * gap
    field = Rect(rect.x, rect.y, rect.w - side - theme.gap, rect.h)
    rows = ceil(len(keys) / columns)
    high = (rect.h - (rows - 1) * gap) / rows
    for number, button in enumerate(keys):
        left = field.right + theme.gap + number % columns * (wide + gap)
        draw_key(sheet, Rect(left, rect.y + number // columns * (high + gap), wide, high), button)
    sheet.fill(field, SURFACE, theme.radius)
    sheet.frame(field, EDGE, theme.mm(0.8), theme.radius)
    x, y = field.middle
    cross = theme.mm(0.5)  # the middle, as on the paper that children learn to write on
    sheet.fill(Rect(field.x + theme.mm(8), y, field.w - theme.mm(16), cross), HAIRLINE)
    sheet.fill(Rect(x, field.y + theme.mm(8), cross, field.h - theme.mm(16)), HAIRLINE)
    if pad.strokes:
        sheet.add(Ink(field, pad.strokes, INK, pen_width(theme)))
    else:
        style = theme.body
        top = field.bottom - line_height(style) - theme.mm(4)
        sheet.words(field.x, top, field.w, pad.hint, style, MUTED, middle=True)
    sheet.hit(field, FIELD, pad.hint, "ink", None)
