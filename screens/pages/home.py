"""What would you like to do? The trees first, a way to type it, and what is most used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.pages.footer import halves, is_wide
from screens.palette import INK, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.button import ButtonRow, button_height, draw_button
from screens.parts.scroll import column
from screens.parts.tiles import LARGE, SHORT, SMALL, TileLook, rows
from screens.shapes import Rect

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import Button, HomeBody

GAP_MM = 5


class SearchButton:
    """With the glass before its words."""

    def __init__(self, search: Button) -> None:
        self._search = search

    def height(self, sheet: Sheet, width: float) -> float:
        return max(sheet.theme.mm(24), button_height(sheet, self._search, width))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        draw_button(sheet, Rect(x, y, width, self.height(sheet, width)), self._search, icon="search")


def home(body: HomeBody, sheet: Sheet, area: Rect) -> None:
    """Large where there is room; smaller, then with fewer words, rather than a page that must be scrolled."""
    looks = [replace(LARGE, tall_mm=tall) for tall in (74, 60, 46)]
    pairs = [(one, SMALL) for one in looks] + [(LARGE, SHORT), (SMALL, SHORT), (SHORT, SHORT)]
    if is_wide(sheet):
        left, right = halves(sheet, area, 0.56)
        for trees, items in pairs:
            ways = _ways(body, sheet, trees)
            often = _often(body, sheet, items) + _errands(body, sheet)
            if Stack(ways, GAP_MM).height(sheet, left.w) > area.h:
                continue
            if Stack(often, GAP_MM).height(sheet, right.w) > area.h:
                continue
            Stack(ways, GAP_MM).draw(sheet, left.x, left.y, left.w)
            Stack(often, GAP_MM).draw(sheet, right.x, right.y, right.w)
            return
    for trees, items in pairs:
        blocks = _ways(body, sheet, trees) + _often(body, sheet, items) + _errands(body, sheet)
        if Stack(blocks, GAP_MM).height(sheet, area.w) <= area.h:
            break
    column(sheet, area, blocks, gap_mm=GAP_MM)


def _ways(body: HomeBody, sheet: Sheet, look: TileLook) -> list[Block]:
    question = Paragraph(body.question, sheet.theme.title, INK)
    main, others = body.trees[:2], body.trees[2:]
    smaller = replace(look, tall_mm=min(look.tall_mm, 46))
    return [question, SearchButton(body.search), *rows(main, 2, look), *rows(others, 2, smaller)]


def _often(body: HomeBody, sheet: Sheet, look: TileLook) -> list[Block]:
    if not body.tiles:
        return []
    return [Paragraph(body.often, sheet.theme.lead_bold, TEAL), *rows(body.tiles, 1, look)]


def _errands(body: HomeBody, sheet: Sheet) -> list[Block]:
    heading = Paragraph(body.begun, sheet.theme.lead_bold, TEAL)
    return [heading, ButtonRow(body.errands, len(body.errands))]
