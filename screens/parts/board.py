"""A part of a published list: its name, version and day, the code to take it along, and its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import INK, MUTED, SURFACE
from screens.parts.rows import RowTable
from screens.shapes import Code, Rect

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import Board

CODE_MM = 56
LABEL_SHARE = 0.45


@dataclass(frozen=True)
class BoardBlock:
    board: Board
    large: bool = False

    def _table(self) -> RowTable:
        return RowTable(self.board.rows, LABEL_SHARE, large=self.large)

    def _words_wide(self, sheet: Sheet, width: float) -> float:
        return width - (sheet.theme.mm(CODE_MM + 6) if self.board.qr else 0.0)

    def _words(self, sheet: Sheet, width: float) -> list[tuple[str, float]]:
        """What stands beside the code, each with its height."""
        theme, wide = sheet.theme, self._words_wide(sheet, width)
        title = (self.board.title, sheet.height_of(self.board.title, theme.lead_bold, wide))
        others = [one for one in (self.board.edition, self.board.qr_caption, self.board.page) if one]
        return [title, *((one, sheet.height_of(one, theme.note, wide)) for one in others)]

    def _head(self, sheet: Sheet, width: float) -> float:
        words = sum(high for _, high in self._words(sheet, width))
        return max(words, sheet.theme.mm(CODE_MM) if self.board.qr else 0.0) + sheet.theme.mm(4)

    def height(self, sheet: Sheet, width: float) -> float:
        return self._head(sheet, width) + self._table().height(sheet, width)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme, wide = sheet.theme, self._words_wide(sheet, width)
        if self.board.qr:
            side = theme.mm(CODE_MM)
            place = Rect(x + width - side, y, side, side)
            sheet.fill(place, SURFACE)
            sheet.add(Code(place, self.board.qr))
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
