"""The words offered, and the tabs with the ways to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import EDGE, HAIRLINE, OFF, ON_OFF, ON_TEAL, SURFACE, TEAL, TEAL_SOFT
from screens.shapes import Rect
from screens.text import line_height, width_of

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import Button, Keys


@dataclass(frozen=True)
class WordStrip:
    """One line of words; what turns to others always stands at its right end."""

    keys: Keys

    def height(self, sheet: Sheet) -> float:
        return max(sheet.theme.mm(18), sheet.theme.key, 1.2 * sheet.theme.heading.size)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        high, gap = self.height(sheet), self._gap(sheet)
        if not self.keys.candidates:
            # An empty place with an edge is where something will come; without, it is a hole.
            line = max(1, sheet.theme.mm(0.4))
            sheet.frame(Rect(x, y, width, high), HAIRLINE, line, sheet.theme.mm(2.5))
            return
        square = max(sheet.theme.key, sheet.theme.mm(18))
        right = x + width - len(self.keys.turn) * (square + gap)
        for number, button in enumerate(self.keys.turn):
            left = right + gap + number * (square + gap)
            self._turn(sheet, Rect(left, y, square, high), button, "next" if number else "back")
        style = self._fitting(sheet, right - x)
        for button in self.keys.candidates:
            wide = self._wide(sheet, button, style)
            self._word(sheet, Rect(x, y, wide, high), button, style)
            x += wide + gap

    def _fitting(self, sheet: Sheet, room: float) -> Style:
        """The largest letters in which the whole strip can be shown; `visit.words` keeps it short enough for the least."""
        theme, gap = sheet.theme, self._gap(sheet)
        for style in (theme.heading, theme.lead_bold, theme.body_bold):
            words = [self._wide(sheet, one, style) for one in self.keys.candidates]
            if sum(words) + gap * (len(words) - 1) <= room:
                return style
        return theme.note_bold

    def _word(self, sheet: Sheet, rect: Rect, button: Button, style: Style) -> None:
        theme = sheet.theme
        said = f"{self.keys.word} {button.label}".strip()
        pressed = sheet.hit(rect, button.id, said, "key", button.event, on_press=True)
        sheet.fill(rect, TEAL if pressed else SURFACE, theme.mm(2.5))
        sheet.frame(rect, TEAL, theme.mm(0.5), theme.mm(2.5))
        left = rect.x + (rect.w - width_of(button.label, style)) / 2
        top = rect.y + (rect.h - line_height(style)) / 2
        sheet.line(left, top, button.label, style, ON_TEAL if pressed else TEAL)

    def _turn(self, sheet: Sheet, place: Rect, button: Button, sign: str) -> None:
        theme = sheet.theme
        pressed = sheet.hit(
            place, button.id, button.label, "key", button.event, enabled=button.enabled, on_press=True
        )
        sheet.fill(place, OFF if not button.enabled else TEAL_SOFT if pressed else SURFACE, theme.mm(2.5))
        sheet.frame(place, EDGE, theme.mm(0.4), theme.mm(2.5))
        x, y = place.middle
        size = theme.mm(10)
        ink = TEAL if button.enabled else ON_OFF
        sheet.icon(Rect(x - size / 2, y - size / 2, size, size), sign, ink)

    def _gap(self, sheet: Sheet) -> float:
        return sheet.theme.mm(3)

    def _wide(self, sheet: Sheet, button: Button, style: Style) -> float:
        return max(width_of(button.label, style) + sheet.theme.mm(7), sheet.theme.key)


@dataclass(frozen=True)
class Tabs:
    """拼音 手写 笔画 数字 英文: one row, in words, the one in use filled."""

    keys: Keys

    def height(self, sheet: Sheet) -> float:
        return max(sheet.theme.mm(20), sheet.theme.key)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        high = self.height(sheet)
        sheet.fill(Rect(x, y, width, high), SURFACE, theme.mm(2.5))
        sheet.frame(Rect(x, y, width, high), EDGE, theme.mm(0.4), theme.mm(2.5))
        style, widths = self._widths(sheet, width)
        for tab, wide in zip(self.keys.tabs, widths, strict=True):
            rect = Rect(x, y, wide, high)
            pressed = sheet.hit(
                rect, tab.id, tab.label, "option", tab.event, chosen=tab.chosen, on_press=True
            )
            ink = TEAL
            if tab.chosen or pressed:
                sheet.fill(rect.inset(theme.mm(1)), TEAL, theme.mm(2))
                ink = ON_TEAL
            left = rect.x + (wide - width_of(tab.label, style)) / 2
            sheet.line(left, y + (high - line_height(style)) / 2, tab.label, style, ink)
            x += wide

    def _widths(self, sheet: Sheet, width: float) -> tuple[Style, list[float]]:
        """The letters, and the width of each tab: all the same, unless a label is too long for that in the smallest."""
        theme, labels = sheet.theme, [one.label for one in self.keys.tabs]
        same = width / len(labels)
        styles = (theme.lead_bold, theme.body_bold, theme.note_bold)
        low = 1.4 * theme.note_bold.size  # with less air above and below, letters stand on the frame
        most = max(low, self.height(sheet) - theme.mm(2))
        for style in (one for one in styles if 1.4 * one.size <= most):
            if all(width_of(text, style) <= same - theme.mm(4) for text in labels):
                return style, [same] * len(labels)
        least = [max(width_of(text, styles[-1]), theme.key) for text in labels]
        free = (width - sum(least)) / len(labels)
        return styles[-1], [one + free for one in least]
