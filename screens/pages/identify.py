"""Lay the card on the reader: one large drawing, one sentence, one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer, halves, is_wide
from screens.palette import INK, MUTED
from screens.parts.art import Art
from screens.parts.block import Block, Paragraph
from screens.parts.marks import Notice
from screens.parts.scroll import EYE, column

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import IdentifyBody


def identify(body: IdentifyBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (*body.alternatives, *((body.next,) if body.next else ())))
    words: list[Block] = [
        Notice(body.mark, body.status, theme.heading),
        Paragraph(body.privacy, theme.body, MUTED, middle=not is_wide(sheet)),
    ]
    if is_wide(sheet):
        left, right = halves(sheet, rest, 0.4)
        art = Art(body.picture, min(left.w, left.h) / theme.mm(1) * 0.95)
        art.draw(sheet, left.x, left.y + (left.h - art.height(sheet, left.w)) / 2, left.w)
        column(
            sheet,
            right,
            [Paragraph(body.title, theme.title), Paragraph(body.instruction, theme.lead), *words],
            gap_mm=8,
            begin=EYE,
        )
        return
    blocks: list[Block] = [
        Paragraph(body.title, theme.title, INK, middle=True),
        Paragraph(body.instruction, theme.lead, INK, middle=True),
        Art(body.picture, 150),
        *words,
    ]
    column(sheet, rest, blocks, gap_mm=12, begin=EYE)
