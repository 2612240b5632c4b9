"""The words offered, and the tabs with the ways to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import EDGE, OFF, ON_OFF, ON_TEAL, SURFACE, TEAL, TEAL_SOFT
from screens.shapes import Rect
from screens.text import line_height, width_of
from visit.words import ON_A_STRIP, ROOM

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import Button, Keys


@dataclass(frozen=True)
class WordStrip:
    """One line of words, two on a panel too narrow for it; what turns to others always stands at its right end."""

    keys: Keys

    def lines(self, sheet: Sheet, width: float) -> int:
        """So many are kept free, whatever the words are: the keys below never move."""
        theme = sheet.theme
        style = theme.lead_bold
        longest = max(ROOM * style.size, ON_A_STRIP * self._least(sheet, style))
        return 1 if longest + 2 * (self._square(sheet) + self._gap(sheet)) <= width else 2

    def height(self, sheet: Sheet, width: float) -> float:
        lines = self.lines(sheet, width)
        return lines * self._high(sheet) + (lines - 1) * self._gap(sheet)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        lines, high, gap = self.lines(sheet, width), self._high(sheet), self._gap(sheet)
        pitch = high + gap
        ends = [width] * lines
        for number, button in enumerate(self.keys.turn):
            line = number if lines > 1 else 0
            ends[line] -= self._square(sheet)
            at = ends[line]
            if lines == 1:  # back stands before on
                at = width - (len(self.keys.turn) - number) * (self._square(sheet) + gap) + gap
            self._turn(sheet, Rect(x + at, y + line * pitch, self._square(sheet), high), button)
            ends[line] -= gap
        style, placed = self._placed(sheet, ends)
        for button, (line, left, wide) in zip(self.keys.candidates, placed, strict=False):
            self._word(sheet, Rect(x + left, y + line * pitch, wide, high), button, style)

    def _placed(self, sheet: Sheet, ends: list[float]) -> tuple[Style, list[tuple[int, float, float]]]:
        """The largest letters in which every word has its place: line, left edge, width."""
        theme, gap = sheet.theme, self._gap(sheet)
        placed: list[tuple[int, float, float]] = []
        for style in (theme.heading, theme.lead_bold, theme.body_bold, theme.note_bold):
            placed, line, left = [], 0, 0.0
            for button in self.keys.candidates:
                wide = self._wide(sheet, button, style)
                if left and left + wide > ends[line] and line + 1 < len(ends):
                    line, left = line + 1, 0.0
                if left + wide > ends[line]:
                    break
                placed.append((line, left, wide))
                left += wide + gap
            if len(placed) == len(self.keys.candidates):
                return style, placed
        return theme.note_bold, placed

    def _word(self, sheet: Sheet, rect: Rect, button: Button, style: Style) -> None:
        theme = sheet.theme
        said = f"{self.keys.word} {button.label}".strip()
        pressed = sheet.hit(rect, button.id, said, "key", button.event, on_press=True)
        sheet.fill(rect, TEAL if pressed else SURFACE, theme.mm(2.5))
        sheet.frame(rect, TEAL, theme.mm(0.5), theme.mm(2.5))
        left = rect.x + (rect.w - width_of(button.label, style)) / 2
        top = rect.y + (rect.h - line_height(style)) / 2
        sheet.line(left, top, button.label, style, ON_TEAL if pressed else TEAL)

    def _turn(self, sheet: Sheet, place: Rect, button: Button) -> None:
        theme = sheet.theme
        pressed = sheet.hit(
            place, button.id, button.label, "key", button.event, enabled=button.enabled, on_press=True
        )
        sheet.fill(place, OFF if not button.enabled else TEAL_SOFT if pressed else SURFACE, theme.mm(2.5))
        sheet.frame(place, EDGE, theme.mm(0.4), theme.mm(2.5))
        x, y = place.middle
        size = theme.mm(10)
        sign = "back" if button is self.keys.turn[0] else "next"
        ink = TEAL if button.enabled else ON_OFF
        sheet.icon(Rect(x - size / 2, y - size / 2, size, size), sign, ink)

    def _gap(self, sheet: Sheet) -> float:
        return sheet.theme.mm(3)

    def _high(self, sheet: Sheet) -> float:
        return max(sheet.theme.mm(18), sheet.theme.key, line_height(sheet.theme.heading))

    def _square(self, sheet: Sheet) -> float:
        return max(sheet.theme.key, sheet.theme.mm(18))

    def _least(self, sheet: Sheet, style: Style) -> float:
        return max(style.size + sheet.theme.mm(7), sheet.theme.key) + self._gap(sheet)

    def _wide(self, sheet: Sheet, button: Button, style: Style) -> float:
        return max(width_of(button.label, style) + sheet.theme.mm(7), sheet.theme.key)


@dataclass(frozen=True)
class Tabs:
    """拼音 手写 笔画 数字 英文: one row, in words, the one in use filled."""

    keys: Keys

    def height(self, sheet: Sheet) -> float:
        return max(sheet.theme.mm(15), sheet.theme.key)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        many, high = len(self.keys.tabs), self.height(sheet)
        wide = width / many
        sheet.fill(Rect(x, y, width, high), SURFACE, theme.mm(2.5))
        sheet.frame(Rect(x, y, width, high), EDGE, theme.mm(0.4), theme.mm(2.5))
        labels = [one.label for one in self.keys.tabs]
        room = wide - theme.mm(4)
        styles = (theme.lead_bold, theme.body_bold, theme.note_bold)
        style = next(
            (one for one in styles if all(width_of(text, one) <= room for text in labels)), styles[-1]
        )
        for number, tab in enumerate(self.keys.tabs):
            rect = Rect(x + number * wide, y, wide, high)
            pressed = sheet.hit(
                rect, tab.id, tab.label, "option", tab.event, chosen=tab.chosen, on_press=True
            )
            ink = TEAL
            if tab.chosen or pressed:
                sheet.fill(rect.inset(theme.mm(1)), TEAL, theme.mm(2))
                ink = ON_TEAL
            left = rect.x + (wide - width_of(tab.label, style)) / 2
            sheet.line(left, y + (high - line_height(style)) / 2, tab.label, style, ink)
