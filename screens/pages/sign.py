"""Sign with a finger. The statement stands above the field; the strokes come back in the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer, halves
from screens.palette import EDGE, HAIRLINE, INK, MUTED, SURFACE
from screens.parts.block import Paragraph, Stack
from screens.parts.scroll import column
from screens.pen import pen_width
from screens.shapes import Ink, Rect
from screens.text import line_height

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import SignBody

FIELD = "signature"


def sign(body: SignBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, tuple(one for one in (body.clear, body.by_key, body.next) if one is not None))
    words = Stack([Paragraph(body.title, theme.title, INK), Paragraph(body.statement, theme.lead, INK)], 6)
    if sheet.theme.wide and words.height(sheet, rest.w) + theme.mm(8) > rest.h * 0.5:
        above, field = halves(sheet, rest, 0.4)
    else:
        # The field takes what the statement leaves, but at least half: a name in large letters needs it.
        free = rest.h - words.height(sheet, rest.w) - theme.mm(8)
        high = min(max(free, rest.h * 0.5), rest.w * 0.9)
        field = Rect(rest.x, rest.bottom - high, rest.w, high)
        above = Rect(rest.x, rest.y, rest.w, field.y - rest.y - theme.mm(8))
    column(sheet, above, [words], gap_mm=6)
    sheet.fill(field, SURFACE, theme.radius)
    sheet.frame(field, EDGE, theme.mm(0.8), theme.radius)
    sheet.fill(
        Rect(field.x + theme.mm(12), field.y + field.h * 0.76, field.w - theme.mm(24), theme.mm(0.6)),
        HAIRLINE,
    )
    if not body.strokes:
        style = theme.lead
        sheet.words(
            field.x + theme.mm(6),
            field.y + field.h * 0.76 - line_height(style) * 2,
            field.w - theme.mm(12),
            body.hint,
            style,
            MUTED,
            middle=True,
        )
    sheet.hit(field, FIELD, body.hint, "ink", None)
    if body.strokes:
        sheet.add(Ink(field, body.strokes, INK, pen_width(theme)))
