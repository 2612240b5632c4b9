"""Sign with a finger. The statement stands above the field; the strokes come back in the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import below, halves
from screens.palette import EDGE, HAIRLINE, INK, MUTED, SURFACE
from screens.parts.block import Paragraph, Stack
from screens.parts.looks import first_fitting
from screens.parts.scroll import column
from screens.pen import pen_width
from screens.shapes import Ink, Rect
from screens.text import line_height

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import SignBody

FIELD = "signature"
ASKED = 0.42
"""Of a wide screen for what is signed; the field stands beside it."""


def sign(body: SignBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    looks = [
        Stack([Paragraph(body.title, title, INK), Paragraph(body.statement, style, INK)], gap)
        for title, style, gap in ((theme.title, theme.lead, 6), (theme.heading, theme.body, 3))
    ]
    by_key = (body.by_key,) if body.by_key is not None else ()
    if theme.wide:
        left, right = halves(sheet, area, ASKED)
        field = below(sheet, right, (body.clear, body.next))
        above = below(sheet, left, by_key)
    else:
        # In a row of its own: the other two stand where they always do.
        rest = below(sheet, below(sheet, area, (body.clear, body.next)), by_key)
        # The field takes what the statement leaves, but at least half: a name in large letters needs it.
        high = max(rest.h - looks[0].height(sheet, rest.w) - theme.mm(8), rest.h * 0.5)
        field = Rect(rest.x, rest.bottom - high, rest.w, high)
        above = Rect(rest.x, rest.y, rest.w, field.y - rest.y - theme.mm(8))
    words = first_fitting(sheet, looks, above.w, above.h) or looks[-1]
    column(sheet, above, words.blocks, gap_mm=words.gap_mm)
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
