"""Pages that tell something and offer little: out of service, an item closed here, farewell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer, halves, is_wide
from screens.palette import INK, MUTED, TEAL
from screens.parts.art import Art
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.marks import Notice
from screens.parts.rows import RowTable
from screens.parts.scroll import EYE, column
from screens.parts.still import moved
from screens.shapes import Rect
from visit.views import BarredBody, ClosedBody, FarewellBody, Mark, OutOfServiceBody

if TYPE_CHECKING:
    from screens.sheet import Sheet


def out_of_service(body: OutOfServiceBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    blocks: list[Block] = [
        Art(body.picture, 36 if is_wide(sheet) else 80),
        Paragraph(body.title, theme.title, TEAL, middle=True),
        Paragraph(body.text, theme.lead, INK, middle=True),
    ]
    rest = footer(sheet, area, (body.look,)) if body.look is not None else area
    rest = moved(rest, theme, body.phase)
    if body.rows and is_wide(sheet):
        left, right = halves(sheet, rest, 0.45)
        column(sheet, left, blocks, gap_mm=6, begin=EYE)
        column(sheet, right, [RowTable(body.rows)], begin=EYE)
        return
    if body.rows:
        blocks.append(RowTable(body.rows))
    column(sheet, rest, blocks, gap_mm=12, begin=EYE)


def closed(body: ClosedBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    others = tuple(one for one in (body.more, body.appointment) if one is not None)
    rest = footer(sheet, area, (*others, body.back))
    blocks: list[Block] = [Paragraph(body.title, theme.title, TEAL)]
    blocks += [Notice(Mark.WARNING, reason, theme.lead) for reason in body.reasons]
    if body.near:
        blocks += [Paragraph(body.near_title, theme.lead_bold, TEAL), RowTable(body.near)]
    if body.near_note:
        blocks.append(Paragraph(body.near_note, theme.note, MUTED))
    window: list[Block] = [Paragraph(body.window_title, theme.lead_bold, TEAL), RowTable(body.rows)]
    if is_wide(sheet) and body.near:
        left, right = halves(sheet, rest, 0.55)
        if all(
            Stack(part, 5).height(sheet, side.w) <= side.h for part, side in ((blocks, left), (window, right))
        ):
            Stack(blocks, 5).draw(sheet, left.x, left.y, left.w)
            Stack(window, 5).draw(sheet, right.x, right.y, right.w)
            return
    column(sheet, rest, blocks + window, gap_mm=7)


def barred(body: BarredBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.back,))
    blocks: list[Block] = [Paragraph(body.title, theme.title, TEAL)]
    blocks += [Notice(Mark.WARNING, reason, theme.lead) for reason in body.reasons]
    if body.because:
        blocks += [Paragraph(body.because_title, theme.lead_bold, TEAL), RowTable(body.because)]
    blocks += [Paragraph(body.window_title, theme.lead_bold, TEAL), RowTable(body.window)]
    blocks.append(Paragraph(body.help, theme.body, INK))
    column(sheet, rest, blocks, gap_mm=7)


def farewell(body: FarewellBody, sheet: Sheet, area: Rect) -> None:
    """It stands for some seconds only: nothing of it may have to be scrolled to."""
    theme, wide = sheet.theme, is_wide(sheet)
    blocks: list[Block] = [
        Art("take_card" if body.card_warning else "card_done", 50 if wide else 40 if theme.low else 100),
        Paragraph(body.title, theme.giant if not body.card_warning else theme.title, TEAL, middle=True),
    ]
    if body.card_warning:
        blocks.append(Notice(Mark.WARNING, body.card_warning, theme.title))
    if body.lines and wide:
        left, right = halves(sheet, area, 0.42)
        column(sheet, left, blocks, gap_mm=8, begin=EYE)
        column(sheet, right, [_lines(body, sheet, right)], begin=EYE)
        return
    if body.lines:
        rest = Rect(area.x, area.y, area.w, area.h - Stack(blocks, 12).height(sheet, area.w) - theme.mm(12))
        blocks.append(_lines(body, sheet, rest))
    column(sheet, area, blocks, gap_mm=12 if not theme.low else 6, begin=EYE)


def _lines(body: FarewellBody, sheet: Sheet, area: Rect) -> RowTable:
    """Large where there is room."""
    large = RowTable(body.lines, 0.5, large=True)
    return large if large.height(sheet, area.w) <= area.h else RowTable(body.lines, 0.5)
