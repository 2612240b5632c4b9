"""The pages of staff: how the machine is, what can be done about it, and taking it out of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import below, footer, halves, is_wide
from screens.palette import INK, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.marks import Notice
from screens.parts.options import OptionGrid
from screens.parts.rows import RowTable
from screens.parts.scroll import column

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import ClosureBody, MaintenanceBody


def maintenance(body: MaintenanceBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, body.acts) if is_wide(sheet) else below(sheet, area, body.acts, 2)
    blocks: list[Block] = [
        Paragraph(body.title, theme.heading, TEAL),
        Notice(body.mark, body.status, theme.lead),
    ]
    devices: list[Block] = [Paragraph(body.devices_title, theme.lead_bold, TEAL), RowTable(body.devices)]
    numbers: list[Block] = [Paragraph(body.numbers_title, theme.lead_bold, TEAL), RowTable(body.numbers, 0.5)]
    if is_wide(sheet):
        left, right = halves(sheet, rest, 0.58)
        if Stack(numbers, 4).height(sheet, right.w) <= right.h:
            Stack(numbers, 4).draw(sheet, right.x, right.y, right.w)
            column(sheet, left, blocks + devices, gap_mm=4)
            return
    column(sheet, rest, blocks + devices + numbers, gap_mm=5)


def closure(body: ClosureBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.next,))
    blocks: list[Block] = [
        Paragraph(body.title, theme.title, TEAL),
        Paragraph(body.text, theme.body, INK),
        OptionGrid(body.whys),
        Paragraph(body.backs_title, theme.lead_bold, TEAL),
        OptionGrid(body.backs),
    ]
    column(sheet, rest, blocks, gap_mm=6)
