"""A part of a published list: its name, version and day, the code to take it along, and its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import INK, MUTED
from screens.parts.code import code_side, draw_code
from screens.parts.rows import RowTable

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import Board

LABEL_SHARE = 0.45


@dataclass(frozen=True)
class BoardBlock:
    board: Board
    large: bool = False

    def _table(self) -> RowTable:
        return RowTable(self.board.rows, LABEL_SHARE, large=self.large)

    def _words_wide(self, sheet: Sheet, width: float) -> float:
        return width - (code_side(sheet, self.board.qr) + sheet.theme.mm(6) if self.board.qr else 0.0)

    def _words(self, sheet: Sheet, width: float) -> list[tuple[str, float]]:
        """What stands beside the code, each with its height."""
        theme, wide = sheet.theme, self._words_wide(sheet, width)
        title = (self.board.title, sheet.height_of(self.board.title, theme.lead_bold, wide))
        others = [one for one in (self.board.edition, self.board.qr_caption, self.board.page) if one]
        return [title, *((one, sheet.height_of(one, theme.note, wide)) for one in others)]

    def _head(self, sheet: Sheet, width: float) -> float:
        words = sum(high for _, high in self._words(sheet, width))
        return max(words, code_side(sheet, self.board.qr) if self.board.qr else 0.0) + sheet.theme.mm(4)

    def height(self, sheet: Sheet, width: float) -> float:
        return self._head(sheet, width) + self._table().height(sheet, width)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme, wide = sheet.theme, self._words_wide(sheet, width)
        if self.board.qr:
            draw_code(sheet, x + width - code_side(sheet, self.board.qr), y, self.board.qr)
        down = y
        for number, (words, high) in enumerate(self._words(sheet, width)):
            style, colour = (theme.lead_bold, INK) if number == 0 else (theme.note, MUTED)
            sheet.words(x, down, wide, words, style, colour)
            down += high
        self._table().draw(sheet, x, y + self._head(sheet, width), width)


def fitting_board(board: Board, sheet: Sheet, area: Rect) -> BoardBlock:
    """With large lines where there is room for them."""
    large = BoardBlock(board, large=True)
    return large if large.height(sheet, area.w) <= area.h else BoardBlock(board)
