"""The on-screen keys: tabs, the words offered, and the keys or the field to draw in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.parts.handwriting import draw_pad, least_pad_height, pad_height
from screens.parts.key_rows import Row, arranged, is_few
from screens.parts.keycap import draw_key
from screens.parts.word_strip import Tabs, WordStrip
from screens.shapes import Rect

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import Keys


_LARGEST_MM = 36.0
"""No key is higher: the finger would have to travel."""
_LARGEST_FIELD_MM = 130.0


@dataclass(frozen=True)
class Keypad:
    keys: Keys
    tall: float = 0.0
    """Pixels that the keys fill, as far as their least and largest size allow; 0 for their usual size."""

    def height(self, sheet: Sheet, width: float) -> float:
        return self._above(sheet) + self._low(sheet, width)

    def filling(self, tall: float) -> Keypad:
        return replace(self, tall=max(tall, 1.0))

    def least(self, sheet: Sheet, width: float) -> float:
        """The height (pixels) with keys as small as they may be."""
        return self.filling(1.0).height(sheet, width)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        gap = self._gap(sheet)
        if self.keys.tabs:
            tabs = Tabs(self.keys)
            tabs.draw(sheet, x, y, width)
            y += tabs.height(sheet) + gap
        if self._offers():
            strip = WordStrip(self.keys)
            strip.draw(sheet, x, y, width)
            y += strip.height(sheet) + gap
        if self.keys.ink is not None:
            rect = Rect(x, y, width, self._low(sheet, width))
            draw_pad(sheet, rect, self.keys.ink, [button for row in self.keys.rows for button in row])
            return
        high = self._row_height(sheet, width)
        for row in self._rows(sheet, width):
            left = x + (width - sum(wide for _, wide in row) - gap * (len(row) - 1)) / 2
            for button, wide in row:
                draw_key(sheet, Rect(left, y, wide, high), button)
                left += wide + gap
            y += high + gap

    def _above(self, sheet: Sheet) -> float:
        """Height of what stands above the keys."""
        gap, above = self._gap(sheet), 0.0
        if self.keys.tabs:
            above += Tabs(self.keys).height(sheet) + gap
        if self._offers():
            above += WordStrip(self.keys).height(sheet) + gap
        return above

    def _low(self, sheet: Sheet, width: float) -> float:
        if self.keys.ink is not None:
            if not self.tall:
                return pad_height(sheet)
            most = sheet.theme.mm(_LARGEST_FIELD_MM)
            return max(min(self.tall - self._above(sheet), most), least_pad_height(sheet))
        rows = len(self._rows(sheet, width))
        return rows * self._row_height(sheet, width) + (rows - 1) * self._gap(sheet)

    def _rows(self, sheet: Sheet, width: float) -> list[Row]:
        return arranged(self.keys.rows, width, self._gap(sheet), sheet.theme.key)

    def _offers(self) -> bool:
        return bool(self.keys.candidates) or self.keys.offers

    def _gap(self, sheet: Sheet) -> float:
        return sheet.theme.mm(2.5 if sheet.theme.low else 3)

    def _row_height(self, sheet: Sheet, width: float) -> float:
        theme = sheet.theme
        if not self.tall:
            return max(theme.mm(22 if is_few(self.keys.rows) else 19), theme.key)
        rows = len(self._rows(sheet, width))
        high = (self.tall - self._above(sheet) - (rows - 1) * self._gap(sheet)) / rows
        return max(min(high, theme.mm(_LARGEST_MM)), theme.key)
