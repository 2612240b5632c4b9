"""要带的东西: cases to tick above, the list and its code below, and the printer's word beside the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer
from screens.palette import HAIRLINE, INK, SURFACE, TEAL
from screens.parts.block import Block, Card, Paragraph, Stack
from screens.parts.coded import Coded
from screens.parts.marks import Notice
from screens.parts.options import OptionGrid
from screens.parts.scroll import column

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import ChecklistBody, Section


def checklist(body: ChecklistBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.print,))
    blocks: list[Block] = [
        Paragraph(body.title, theme.title, INK),
        Notice(body.mark, body.status, theme.lead),
    ]
    if body.options:
        blocks += [Paragraph(body.question, theme.lead_bold, TEAL), OptionGrid(body.options, several=True)]
    first, *others = body.sections
    listed = Coded(_told(sheet, first), body.qr, body.qr_caption)
    blocks.append(Card(listed, SURFACE, HAIRLINE))
    blocks += [_told(sheet, one) for one in others]
    column(sheet, rest, blocks, gap_mm=6)


def _told(sheet: Sheet, section: Section) -> Stack:
    theme = sheet.theme
    lines = [Paragraph(line, theme.lead, INK) for line in section.lines]
    return Stack([Paragraph(section.heading, theme.heading, TEAL), *lines], 4)
