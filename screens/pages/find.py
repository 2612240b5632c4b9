"""Lists of branches and items, turned over like the pages of a book, and the search with its keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.chrome import help_rect
from screens.pages.footer import is_wide
from screens.pages.keyed import keyed
from screens.palette import INK, MUTED, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.board import fitting_board
from screens.parts.button import button_height, draw_button
from screens.parts.questions import Entry
from screens.parts.scroll import column
from screens.parts.tiles import LARGE, SHORT, SMALL, rows
from screens.shapes import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from visit.views import ListBody, Pager, PublishedBody, SearchBody, Tile

GAP_MM = 4
LOOKS = ((LARGE, 60), (SMALL, 40), (SHORT, 40))
"""From large and told to small and short; and how high each may become, in mm, where there is room."""


def listing(body: ListBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    head: list[Block] = [
        Paragraph(body.summary, theme.body, TEAL),
        Paragraph(body.title, theme.title, INK),
    ]
    rest = _turned(sheet, area, body.pager)
    across = 2 if is_wide(sheet) else 1
    column(sheet, rest, head + _fitting(sheet, rest, head, body.tiles, across), gap_mm=GAP_MM)


def published(body: PublishedBody, sheet: Sheet, area: Rect) -> None:
    rest = _turned(sheet, area, body.pager)
    column(sheet, rest, [fitting_board(body.board, sheet, rest)], gap_mm=GAP_MM)


def search(body: SearchBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    asked: list[Block] = [Paragraph(body.entry.question, theme.lead_bold, TEAL), Entry(body.entry)]
    told = Paragraph(body.status, theme.body, MUTED)
    _results(sheet, keyed(sheet, area, body.keys, ()), [*asked, told], body)


def _results(sheet: Sheet, area: Rect, head: list[Block], body: SearchBody) -> None:
    rest = _turned(sheet, area, body.pager)
    column(sheet, rest, head + _fitting(sheet, rest, head, body.tiles, 1), gap_mm=GAP_MM)


def _fitting(
    sheet: Sheet, area: Rect, head: Sequence[Block], tiles: Sequence[Tile], across: int
) -> list[Block]:
    """The largest tiles with which nothing must be scrolled, as high as there is room."""
    found: list[Block] = []
    for look, most in LOOKS:
        found = list(rows(tiles, across, look))
        spare = area.h - Stack([*head, *found], GAP_MM).height(sheet, area.w)
        if spare >= 0:
            higher = look.tall_mm + spare / max(1, len(found)) / sheet.theme.mm(1)
            return list(rows(tiles, across, replace(look, tall_mm=min(higher, most))))
    return found


def _turned(sheet: Sheet, area: Rect, pager: Pager | None) -> Rect:
    """Draws back and on, always in the same places; returns the area that is left: above them, or on a wide screen
    beside them.
    """
    if pager is None:
        return area
    theme = sheet.theme
    if theme.wide and area.w > theme.panel.width_px / 2:
        wide = help_rect(theme).w
        high = max(button_height(sheet, one, wide) for one in (pager.before, pager.after))
        words = sheet.height_of(pager.text, theme.body_bold, wide) + theme.mm(4)
        x, y = area.right - wide, area.bottom - high
        draw_button(sheet, Rect(x, y, wide, high), pager.after, icon_after="next")
        sheet.words(x, y - words, wide, pager.text, theme.body_bold, MUTED, middle=True)
        draw_button(sheet, Rect(x, y - words - theme.mm(2) - high, wide, high), pager.before, icon="before")
        return Rect(area.x, area.y, area.w - wide - theme.mm(8), area.h)
    wide = area.w * 0.36
    sign = theme.mm(12)
    high = max(theme.mm(24), *(button_height(sheet, one, wide - sign) for one in (pager.before, pager.after)))
    y = area.bottom - high
    draw_button(sheet, Rect(area.x, y, wide, high), pager.before, icon="before")
    draw_button(sheet, Rect(area.right - wide, y, wide, high), pager.after, icon_after="next")
    middle = Rect(area.x + wide, y, area.w - 2 * wide, high).inset(theme.mm(2), 0)
    words = sheet.height_of(pager.text, theme.body_bold, middle.w)
    sheet.words(middle.x, y + (high - words) / 2, middle.w, pager.text, theme.body_bold, MUTED, middle=True)
    return Rect(area.x, area.y, area.w, area.h - high - theme.mm(6))
