"""The pages of staff: how the machine is, what can be done about it, and taking it out of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import below, footer, halves, is_wide
from screens.palette import INK, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.looks import first_fitting
from screens.parts.marks import Notice
from screens.parts.options import OptionGrid
from screens.parts.rows import RowTable
from screens.parts.scroll import EYE, column

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
    numbers: list[Block] = [Paragraph(body.numbers_title, theme.lead_bold, TEAL), RowTable(body.numbers)]
    if is_wide(sheet):
        here, there = Stack([*blocks, *devices], 3), Stack(numbers, 3)
        for left, right in (halves(sheet, rest, share) for share in (0.6, 0.56)):
            if here.height(sheet, left.w) <= left.h and there.height(sheet, right.w) <= right.h:
                here.draw(sheet, left.x, left.y, left.w)
                there.draw(sheet, right.x, right.y, right.w)
                return
    column(sheet, rest, [*blocks, *devices, *numbers], gap_mm=5)


def closure(body: ClosureBody, sheet: Sheet, area: Rect) -> None:
    theme, rest = sheet.theme, footer(sheet, area, (body.next,))

    def page(*, across: int = 2, small: bool = False) -> Stack:
        blocks: list[Block] = [
            Paragraph(body.title, theme.title, TEAL),
            Paragraph(body.text, theme.body, INK),
            OptionGrid(body.whys, across=across, small=small),
            Paragraph(body.backs_title, theme.lead_bold, TEAL),
            OptionGrid(body.backs, across=across, small=small),
        ]
        return Stack(blocks, 6)

    looks = [page(), page(small=True), page(across=len(body.whys), small=True)]
    shown = first_fitting(sheet, looks, rest.w, rest.h) or looks[0]
    column(sheet, rest, shown.blocks, gap_mm=shown.gap_mm, begin=EYE)
