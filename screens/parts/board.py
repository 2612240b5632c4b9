"""A part of a published list: its name, version and day, the code to take it along, and its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.palette import INK, MUTED
from screens.parts.code import code_side, draw_code
from screens.parts.rows import RowTable

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import Board


@dataclass(frozen=True)
class BoardBlock:
    board: Board
    large: bool = False
    more_mm: float = 0.0
    """Between the lines, where there is room."""
    page: bool = False
    """It is what the page is about."""

    def _table(self) -> RowTable:
        return RowTable(self.board.rows, large=self.large, more_mm=self.more_mm, stacking=self.page)

    def _words_wide(self, sheet: Sheet, width: float) -> float:
        return width - (code_side(sheet, self.board.qr) + sheet.theme.mm(6) if self.board.qr else 0.0)

    def _words(self, sheet: Sheet, width: float) -> list[tuple[str, Style, float]]:
        """What stands beside the code, each with its height."""
        theme, wide = sheet.theme, self._words_wide(sheet, width)
        board, style = self.board, theme.title if self.page and not theme.low else theme.lead_bold
        told = [(board.title, style)]
        told += [(one, theme.note) for one in (board.edition, board.qr_caption, board.page) if one]
        return [(words, kind, sheet.height_of(words, kind, wide)) for words, kind in told]

    def _head(self, sheet: Sheet, width: float) -> float:
        words = sum(high for _, _, high in self._words(sheet, width))
        return max(words, code_side(sheet, self.board.qr) if self.board.qr else 0.0) + sheet.theme.mm(4)

    def height(self, sheet: Sheet, width: float) -> float:
        return self._head(sheet, width) + self._table().height(sheet, width)

    def cuts(self, sheet: Sheet, width: float) -> list[float]:
        head = self._head(sheet, width)
        return [head + cut for cut in self._table().cuts(sheet, width)]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        wide = self._words_wide(sheet, width)
        if self.board.qr:
            draw_code(sheet, x + width - code_side(sheet, self.board.qr), y, self.board.qr)
        down = y
        for number, (words, style, high) in enumerate(self._words(sheet, width)):
            sheet.words(x, down, wide, words, style, MUTED if number else INK)
            down += high
        self._table().draw(sheet, x, y + self._head(sheet, width), width)


MOST_MORE_MM = 14


def fitting_board(board: Board, sheet: Sheet, area: Rect, *, page: bool = False) -> BoardBlock:
    """With large lines where there is room for them, and further apart where there still is."""
    looks = [BoardBlock(board, large=large, page=page) for large in (True, False)]
    look = next((one for one in looks if one.height(sheet, area.w) <= area.h), looks[-1])
    spare = (area.h - look.height(sheet, area.w)) / max(1, len(board.rows)) / sheet.theme.mm(1)
    return replace(look, more_mm=min(MOST_MORE_MM, max(0.0, spare)))
