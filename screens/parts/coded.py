"""Words with a code beside them, to be taken along on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import MUTED
from screens.parts.block import cuts
from screens.parts.code import code_side, draw_code

if TYPE_CHECKING:
    from screens.parts.block import Block
    from screens.sheet import Sheet


@dataclass(frozen=True)
class Coded:
    """Words, with a code on their right and what it is for below it."""

    words: Block
    qr: str
    caption: str

    def _room(self, sheet: Sheet, width: float) -> float:
        return width - (code_side(sheet, self.qr) + sheet.theme.mm(8) if self.qr else 0.0)

    def height(self, sheet: Sheet, width: float) -> float:
        words = self.words.height(sheet, self._room(sheet, width))
        if not self.qr:
            return words
        side = code_side(sheet, self.qr)
        return max(words, side + sheet.height_of(self.caption, sheet.theme.note, side))

    def cuts(self, sheet: Sheet, width: float) -> list[float]:
        """Below the code and its caption, which are whole or not there."""
        side = code_side(sheet, self.qr) if self.qr else 0.0
        least = side + sheet.height_of(self.caption, sheet.theme.note, side) if self.qr else 0.0
        return [cut for cut in cuts(self.words, sheet, self._room(sheet, width)) if cut >= least]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        room = self._room(sheet, width)
        self.words.draw(sheet, x, y, room)
        if not self.qr:
            return
        left = x + room + sheet.theme.mm(8)
        side = draw_code(sheet, left, y, self.qr)
        sheet.words(left, y + side, side, self.caption, sheet.theme.note, MUTED, middle=True)
