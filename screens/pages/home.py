"""What would you like to do? The trees first, a way to type it, and what is most used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.pages.footer import halves, is_wide
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.button import ButtonRow, button_height, draw_button
from screens.parts.scroll import column
from screens.parts.tiles import LARGE, SHORT, SMALL, TileLook, rows
from screens.shapes import Rect
from screens.theme import INK, TEAL

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import Button, HomeBody

GAP_MM = 5


SEARCH_SHARE = 0.58
"""Of the line that the search shares with the own cases."""


class SearchButton:
    """With the glass before its words; beside it the way to what somebody handed in before."""

    def __init__(self, search: Button, cases: Button) -> None:
        self._buttons = (search, cases)

    def _widths(self, sheet: Sheet, width: float) -> tuple[float, float]:
        room = width - sheet.theme.mm(GAP_MM)
        return room * SEARCH_SHARE, room * (1 - SEARCH_SHARE)

    def height(self, sheet: Sheet, width: float) -> float:
        shared = zip(self._buttons, self._widths(sheet, width), strict=True)
        return max(sheet.theme.mm(24), *(button_height(sheet, one, wide) for one, wide in shared))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        high, left = self.height(sheet, width), x
        for number, (one, wide) in enumerate(zip(self._buttons, self._widths(sheet, width), strict=True)):
            draw_button(sheet, Rect(left, y, wide, high), one, icon="" if number else "search")
            left += wide + sheet.theme.mm(GAP_MM)


def home(body: HomeBody, sheet: Sheet, area: Rect) -> None:
    """Large where there is room; smaller, then with fewer words, rather than a page that must be scrolled."""
    looks = [replace(LARGE, tall_mm=tall) for tall in (74, 60, 46)]
    pairs = [(one, SMALL) for one in looks] + [(LARGE, SHORT), (SMALL, SHORT)]
    if is_wide(sheet):
        left, right = halves(sheet, area, 0.56)
        for trees, items in pairs:
            ways, often = _ways(body, sheet, trees), _often(body, sheet, items)
            if all(Stack(one, GAP_MM).height(sheet, left.w) <= area.h for one in (ways, often)):
                break
        if not body.tiles:
            left = area
        Stack(ways, GAP_MM).draw(sheet, left.x, left.y, left.w)
        Stack(often, GAP_MM).draw(sheet, right.x, right.y, right.w)
        return
    for trees, items in pairs:
        blocks = _ways(body, sheet, trees) + _often(body, sheet, items)
        if Stack(blocks, GAP_MM).height(sheet, area.w) <= area.h:
            break
    column(sheet, area, blocks, gap_mm=GAP_MM, sink=0.3)


def _ways(body: HomeBody, sheet: Sheet, look: TileLook) -> list[Block]:
    question = Paragraph(body.question, sheet.theme.title, INK)
    numbers = (body.code,) if body.pick_up is None else (body.code, body.pick_up)
    main, others = body.trees[:2], body.trees[2:]
    smaller = replace(look, tall_mm=min(look.tall_mm, 46))
    first = SearchButton(body.search, body.cases)
    return [question, first, ButtonRow(numbers, 2), *rows(main, 2, look), *rows(others, 2, smaller)]


def _often(body: HomeBody, sheet: Sheet, look: TileLook) -> list[Block]:
    if not body.tiles:
        return []
    return [Paragraph(body.often, sheet.theme.lead_bold, TEAL), *rows(body.tiles, 1, look)]
