"""要带的东西: cases to tick above, the list and its code below, and the printer's word beside the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.footer import footer
from screens.palette import HAIRLINE, INK, SURFACE, TEAL
from screens.parts.block import Block, Card, Paragraph, Stack, Title
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
    asked: list[Block] = [Title(body.title), Notice(body.mark, body.status, theme.lead)]
    if body.options:
        asked += [Paragraph(body.question, theme.lead_bold, TEAL), OptionGrid(body.options, several=True)]
    first, *others = body.sections
    listed: list[Block] = [Card(Coded(_told(sheet, first), body.qr, body.qr_caption), SURFACE, HAIRLINE)]
    listed += [_told(sheet, one) for one in others]
    looks, answer = [Stack(asked, 6), Stack(asked, 4)], Stack(listed, 6)
    if beside(sheet, area, looks, [answer, answer.closer()], (body.print,)):
        return
    column(sheet, footer(sheet, area, (body.print,)), [*asked, *listed], gap_mm=6)


def _told(sheet: Sheet, section: Section) -> Stack:
    theme = sheet.theme
    lines = [Paragraph(line, theme.lead, INK) for line in section.lines]
    return Stack([Paragraph(section.heading, theme.heading, TEAL), *lines], 4)
