"""Pages that show facts in rows: what was found, what will be sent, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer
from screens.palette import INK, MUTED
from screens.parts.block import Block, Paragraph
from screens.parts.marks import Notice
from screens.parts.rows import RowTable
from screens.parts.scroll import EYE, column
from screens.parts.tips import tip_blocks
from visit.views import CheckBody, Mark, PreviewBody, ProgressBody

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet


def preview(body: PreviewBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, body.buttons)
    blocks: list[Block] = [
        Paragraph(body.title, theme.title, INK),
        Notice(body.mark, body.status, theme.lead),
    ]
    if body.rows:
        blocks.append(RowTable(body.rows))
    blocks.append(Paragraph(body.source, theme.note, MUTED))
    column(sheet, rest, blocks, gap_mm=7)


def check(body: CheckBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.next,))
    blocks: list[Block] = [
        Paragraph(body.title, theme.title, INK),
        Notice(Mark.TROUBLE, body.problem_title, theme.lead),
        *tip_blocks(sheet, body.tips),
    ]
    if body.rows:
        blocks.append(RowTable(body.rows))
    column(sheet, rest, blocks, gap_mm=7)


def progress(body: ProgressBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, body.buttons)
    column(
        sheet,
        rest,
        [Paragraph(body.title, theme.title, INK), RowTable(body.steps, 0.55, large=True)],
        gap_mm=12,
        begin=EYE,
    )
