"""One of the resident's own cases: how it stands large, then rows under their headings, then what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer
from screens.palette import INK, TEAL
from screens.parts.block import Block, Paragraph
from screens.parts.marks import Notice
from screens.parts.rows import RowTable
from screens.parts.scroll import column

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import CaseBody


def case(body: CaseBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, body.buttons)
    blocks: list[Block] = [
        Paragraph(body.title, theme.title, INK),
        Notice(body.mark, body.status, theme.lead),
    ]
    for heading, rows in body.groups:
        if heading:
            blocks.append(Paragraph(heading, theme.lead_bold, TEAL))
        blocks.append(RowTable(rows))
    column(sheet, rest, blocks, gap_mm=5)
