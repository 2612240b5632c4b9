"""The on-screen keys, in the rows the view gives. They answer when the finger comes down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import EDGE, INK, OFF, ON_OFF, SURFACE, TEAL, TEAL_SOFT
from screens.shapes import Rect
from screens.text import line_height, width_of
from visit.events import KeyPressed, PinKey
from visit.views import Button, Keys, Tone

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style

_WIDE = {"space": 4.0, "delete": 1.6}
"""Keys that are wider than the others of a long row."""


def _is_delete(button: Button) -> bool:
    return isinstance(button.event, KeyPressed | PinKey) and button.event.key == "delete"


@dataclass(frozen=True)
class Keypad:
    keys: Keys

    def _gap(self, sheet: Sheet) -> float:
        return sheet.theme.mm(3)

    def _few(self) -> bool:
        """A number pad, not an alphabet."""
        return max(len(row) for row in self.keys.rows) <= 4

    def _row_height(self, sheet: Sheet) -> float:
        return max(sheet.theme.mm(24 if self._few() else 20), sheet.theme.smallest)

    def _weight(self, button: Button) -> float:
        if self._few() or not isinstance(button.event, KeyPressed):
            return 1.0
        return _WIDE.get(button.event.key, 1.0)

    def height(self, sheet: Sheet, width: float) -> float:  # noqa: ARG002 - a block has one shape
        rows = len(self.keys.rows) + (1 if self._offers() else 0)
        return rows * self._row_height(sheet) + (rows - 1) * self._gap(sheet)

    def _offers(self) -> bool:
        return bool(self.keys.candidates) or self.keys.offers

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        high, gap = self._row_height(sheet), self._gap(sheet)
        if self._offers():
            self._candidates(sheet, Rect(x, y, width, high))
            y += high + gap
        longest = max(self.keys.rows, key=lambda row: sum(map(self._weight, row)))
        unit = (width - gap * (len(longest) - 1)) / sum(map(self._weight, longest))
        for row in self.keys.rows:
            used = sum(self._weight(one) * unit for one in row) + gap * (len(row) - 1)
            left = x + (width - used) / 2
            for button in row:
                wide = self._weight(button) * unit
                self._key(sheet, Rect(left, y, wide, high), button)
                left += wide + gap
            y += high + gap

    def _key(self, sheet: Sheet, rect: Rect, button: Button) -> None:
        theme = sheet.theme
        pressed = sheet.hit(
            rect, button.id, button.label, "key", button.event, enabled=button.enabled, on_press=True
        )
        special = len(button.label) > 1
        main = button.tone is Tone.PRIMARY
        ground = TEAL_SOFT if special else SURFACE
        ink = TEAL if special else INK
        if main:
            ground, ink = TEAL, SURFACE
        if pressed:
            ground, ink = TEAL, SURFACE
        if not button.enabled:
            ground, ink = OFF, ON_OFF
        sheet.fill(rect, ground, theme.mm(2.5))
        sheet.frame(rect, EDGE, theme.mm(0.4), theme.mm(2.5))
        room = rect.w - theme.mm(3)
        style = theme.lead_bold if special else theme.heading
        sizes = (style, theme.body_bold, theme.note_bold)
        style = next((one for one in sizes if width_of(button.label, one) <= room), theme.note_bold)
        sign = theme.mm(12) if _is_delete(button) else 0.0
        if sign and width_of(button.label, style) + sign + theme.mm(2) > room:
            self._only_sign(sheet, rect, sign, ink)
            return
        wide = width_of(button.label, style) + (sign + theme.mm(2) if sign else 0.0)
        left = rect.x + (rect.w - wide) / 2
        if sign:
            sheet.icon(Rect(left, rect.y + (rect.h - sign) / 2, sign, sign), "delete", ink)
            left += sign + theme.mm(2)
        sheet.line(left, rect.y + (rect.h - line_height(style)) / 2, button.label, style, ink)

    def _only_sign(self, sheet: Sheet, rect: Rect, sign: float, ink: str) -> None:
        x, y = rect.middle
        sheet.icon(Rect(x - sign / 2, y - sign / 2, sign, sign), "delete", ink)

    def _candidates(self, sheet: Sheet, rect: Rect) -> None:
        """Words in one line; at its end, always in the same place, what turns to others."""
        theme, gap = sheet.theme, self._gap(sheet)
        square = max(theme.smallest, theme.mm(20))
        right = rect.right
        for number, button in enumerate(reversed(self.keys.turn)):
            right -= square
            self._turn(sheet, Rect(right, rect.y, square, rect.h), button, "next" if number == 0 else "back")
            right -= gap
        style = self._fitting(sheet, right - rect.x)
        left = rect.x
        for button in self.keys.candidates:
            wide = self._word_width(sheet, button, style)
            if left + wide > right:
                return
            place = Rect(left, rect.y, wide, rect.h)
            pressed = sheet.hit(place, button.id, button.label, "key", button.event, on_press=True)
            sheet.fill(place, TEAL_SOFT if pressed else SURFACE, theme.mm(2.5))
            sheet.frame(place, TEAL, theme.mm(0.5), theme.mm(2.5))
            x = left + (wide - width_of(button.label, style)) / 2
            sheet.line(x, rect.y + (rect.h - line_height(style)) / 2, button.label, style, TEAL)
            left += wide + gap

    def _fitting(self, sheet: Sheet, room: float) -> Style:
        """The largest letters in which the whole strip can be shown."""
        theme, gap = sheet.theme, self._gap(sheet)
        for style in (theme.heading, theme.lead_bold, theme.body_bold):
            words = [self._word_width(sheet, one, style) for one in self.keys.candidates]
            if sum(words) + gap * (len(words) - 1) <= room:
                return style
        return theme.body_bold

    def _word_width(self, sheet: Sheet, button: Button, style: Style) -> float:
        return max(width_of(button.label, style) + sheet.theme.mm(9), sheet.theme.smallest)

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
