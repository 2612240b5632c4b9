"""Pages that show facts in rows: what was found, what will be sent, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import SHARES, beside
from screens.pages.footer import footer, halves
from screens.palette import MUTED
from screens.parts.block import Block, Paragraph, Stack, Title
from screens.parts.columns import tables
from screens.parts.marks import Notice
from screens.parts.rows import RowTable
from screens.parts.scroll import EYE, column
from screens.parts.tips import tip_blocks
from visit.views import CheckBody, Mark, PreviewBody, ProgressBody

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet

CHECKED = 0.3
"""Of a wide screen: what stands beside everything that will be sent."""


def preview(body: PreviewBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    told: list[Block] = [
        Title(body.title),
        Notice(body.mark, body.status, theme.lead),
    ]
    rows: list[Block] = [RowTable(body.rows)] if body.rows else []
    source = Paragraph(body.source, theme.body, MUTED)
    looks = [Stack([*told, source], 6), Stack([*told, Paragraph(body.source, theme.note, MUTED)], 4)]
    answers = tables(sheet, body.rows, halves(sheet, area, SHARES[0])[1].w) if body.rows else []
    if answers and beside(sheet, area, looks, answers, body.buttons):
        return
    column(sheet, footer(sheet, area, body.buttons), [*told, *rows, source], gap_mm=7)


def check(body: CheckBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    told: list[Block] = [
        Title(body.title),
        Notice(Mark.TROUBLE, body.problem_title, theme.lead),
        *tip_blocks(sheet, body.tips),
    ]
    width = halves(sheet, area, CHECKED)[1].w
    if body.rows and beside(
        sheet, area, [Stack(told, 5)], tables(sheet, body.rows, width), (body.next,), (CHECKED,)
    ):
        return
    if body.rows:
        told.append(RowTable(body.rows))
    column(sheet, footer(sheet, area, (body.next,)), told, gap_mm=7)


def progress(body: ProgressBody, sheet: Sheet, area: Rect) -> None:
    rest = footer(sheet, area, body.buttons)
    blocks: list[Block] = [Title(body.title), RowTable(body.steps)]
    column(sheet, rest, blocks, gap_mm=12, begin=EYE)
