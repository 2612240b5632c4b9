"""Words with a code beside them, to be taken along on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import MUTED, SURFACE
from screens.shapes import Code, Rect

if TYPE_CHECKING:
    from screens.parts.block import Block
    from screens.sheet import Sheet

CODE_MM = 56


@dataclass(frozen=True)
class Coded:
    """Words, with a code on their right and what it is for below it."""

    words: Block
    qr: str
    caption: str

    def _side(self, sheet: Sheet) -> float:
        return sheet.theme.mm(CODE_MM)

    def _room(self, sheet: Sheet, width: float) -> float:
        return width - (self._side(sheet) + sheet.theme.mm(8) if self.qr else 0.0)

    def height(self, sheet: Sheet, width: float) -> float:
        words = self.words.height(sheet, self._room(sheet, width))
        if not self.qr:
            return words
        caption = sheet.height_of(self.caption, sheet.theme.note, self._side(sheet))
        return max(words, self._side(sheet) + caption)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        self.words.draw(sheet, x, y, self._room(sheet, width))
        if not self.qr:
            return
        side = self._side(sheet)
        place = Rect(x + width - side, y, side, side)
        sheet.fill(place, SURFACE)
        sheet.add(Code(place, self.qr))
        sheet.words(place.x, place.bottom, side, self.caption, sheet.theme.note, MUTED, middle=True)
