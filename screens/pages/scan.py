"""Under the document camera: how to lay the paper, or the page that was taken, as large as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer, halves, is_wide
from screens.pages.result import Document
from screens.palette import INK
from screens.parts.art import Art
from screens.parts.block import Block, Paragraph
from screens.parts.button import ButtonRow
from screens.parts.marks import Notice
from screens.parts.options import OptionGrid
from screens.parts.scroll import column

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import ScanBody

TELLS_ENOUGH = 0.35
"""Share of the page's height below which a picture is shown on a page of its own instead."""


def scan(body: ScanBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, body.buttons)
    above: list[Block] = [Paragraph(body.title, theme.title, INK), Notice(body.mark, body.status, theme.lead)]
    below: list[Block] = []
    if body.pages:
        below.append(OptionGrid(body.pages, across=min(4, len(body.pages)), marked=False))
    if body.retake:
        below.append(ButtonRow(body.retake, 3))
    if body.picture is None:
        art = Art("lay_paper", 60 if is_wide(sheet) else 150)
        how = Paragraph(body.instruction, theme.lead, INK)
        column(sheet, rest, [*above, how, art, *below], gap_mm=8)
        return
    if is_wide(sheet):
        left, right = halves(sheet, rest, 0.5)
        Document("", body.picture, right.h).draw(sheet, right.x, right.y, right.w)
        column(sheet, left, [*above, *below], gap_mm=6)
        return
    gap = 6
    taken = sum(one.height(sheet, rest.w) + theme.mm(gap) for one in (*above, *below))
    room = rest.h - taken
    tallest = room if room >= rest.h * TELLS_ENOUGH else rest.h * 0.7
    column(sheet, rest, [*above, Document("", body.picture, tallest), *below], gap_mm=gap)
