"""Under the document camera: how to lay the paper, or the page that was taken, as large as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.document import Document, with_picture
from screens.pages.footer import footer, is_wide
from screens.pages.identify import SHARES
from screens.palette import INK
from screens.parts.art import Art, Drawn
from screens.parts.block import Block, Paragraph, Stack, Title
from screens.parts.button import ButtonRow
from screens.parts.marks import Notice
from screens.parts.options import OptionGrid
from screens.parts.scroll import column

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import ScanBody


def scan(body: ScanBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    title, state = (
        Title(body.title),
        Notice(body.mark, body.status, theme.lead),
    )
    how = Paragraph(body.instruction, theme.lead, INK)
    below: list[Block] = []
    if body.pages:
        below.append(OptionGrid(body.pages, across=min(4, len(body.pages)), marked=False))
    if body.retake:
        below.append(ButtonRow(body.retake, 3))
    if body.picture is not None:
        with_picture(sheet, area, [title, state], Document("", body.picture), below, body.buttons)
        return
    told: list[Block] = [title, how, state, *below]
    if is_wide(sheet):
        looks = [Stack(told, gap) for gap in (8, 5)]
        if beside(sheet, area, [Stack([Drawn("lay_paper", area.h)])], looks, body.buttons, SHARES):
            return
    column(
        sheet, footer(sheet, area, body.buttons), [title, how, Art("lay_paper", 150), state, *below], gap_mm=8
    )
