"""What it came to, with a large sign; and the number to ask with later, with the same as a QR code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import HAIRLINE, INK, MARK_COLOURS, MUTED, SURFACE
from screens.parts.block import title_style
from screens.parts.code import code_side, draw_code
from screens.parts.marks import SIGNS, draw_mark
from screens.shapes import Rect
from screens.text import width_of

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style, Theme
    from visit.views import Mark


@dataclass(frozen=True)
class Headline:
    """The state with a large sign."""

    mark: Mark
    words: str

    def _indent(self, sheet: Sheet) -> float:
        return sheet.theme.mm(26) if self.mark in SIGNS else 0.0

    def height(self, sheet: Sheet, width: float) -> float:
        room = width - self._indent(sheet)
        return max(
            sheet.height_of(self.words, title_style(sheet.theme, self.words, room), room), sheet.theme.mm(20)
        )

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        size, high = theme.mm(19), self.height(sheet, width)
        draw_mark(sheet, x, y + (high - size) / 2, size, self.mark)
        indent = self._indent(sheet)
        style = title_style(theme, self.words, width - indent)
        words = sheet.height_of(self.words, style, width - indent)
        colour = MARK_COLOURS[self.mark][0]
        sheet.words(x + indent, y + (high - words) / 2, width - indent, self.words, style, colour)


@dataclass(frozen=True)
class Number:
    """On a card of its own, with its code on the right."""

    label: str
    number: str
    qr: str

    def large(self, sheet: Sheet, width: float) -> bool:
        """Whether the number is no smaller than other text beside its code."""
        theme, room = sheet.theme, self._room(sheet, width)
        words = max((width_of(word, theme.body) for word in self.label.split()), default=0.0)
        return width_of(self.number, theme.body_bold) <= room and words <= room

    def _room(self, sheet: Sheet, width: float) -> float:
        code = code_side(sheet, self.qr) + sheet.theme.mm(2) if self.qr else 0.0
        return width - code - sheet.theme.mm(16)

    def _style(self, theme: Theme, room: float) -> Style:
        """As large as leaves the number on one line: broken in two it would be read as two."""
        larger = (theme.title, theme.heading, theme.lead_bold, theme.body_bold)
        return next((one for one in larger if width_of(self.number, one) <= room), theme.note_bold)

    def _words(self, sheet: Sheet, room: float) -> float:
        label = sheet.height_of(self.label, sheet.theme.body, room)
        return label + sheet.height_of(self.number, self._style(sheet.theme, room), room)

    def height(self, sheet: Sheet, width: float) -> float:
        code = code_side(sheet, self.qr) if self.qr else 0.0
        return max(code, self._words(sheet, self._room(sheet, width))) + sheet.theme.mm(10)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        rect = Rect(x, y, width, self.height(sheet, width))
        sheet.fill(rect, SURFACE, theme.radius)
        sheet.frame(rect, HAIRLINE, theme.mm(0.4), theme.radius)
        room = self._room(sheet, width)
        left, top = x + theme.mm(8), y + (rect.h - self._words(sheet, room)) / 2
        sheet.words(left, top, room, self.label, theme.body, MUTED)
        top += sheet.height_of(self.label, theme.body, room)
        sheet.words(left, top, room, self.number, self._style(theme, room), INK)
        if self.qr:
            code = code_side(sheet, self.qr)
            draw_code(sheet, rect.right - code - theme.mm(4), y + (rect.h - code) / 2, self.qr)
