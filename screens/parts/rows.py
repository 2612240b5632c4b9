"""A table of facts: label, value, sign of state, and 修改 where something may be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.palette import HAIRLINE, INK, MARK_COLOURS, MUTED, SURFACE
from screens.parts.button import button_height, draw_button
from screens.parts.marks import SIGNS, draw_mark
from screens.shapes import Rect
from screens.text import line_height, width_of
from visit.views import Mark, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style


@dataclass(frozen=True)
class RowTable:
    """Rows on one white card."""

    rows: Sequence[Row]
    label_share: float = 0.34
    large: bool = False
    """Where there is room for it."""

    def roomy(self) -> RowTable:
        return replace(self, large=True)

    def _style(self, sheet: Sheet) -> Style:
        return sheet.theme.lead if self.large else sheet.theme.body

    def _strong(self, sheet: Sheet) -> Style:
        return sheet.theme.lead_bold if self.large else sheet.theme.body_bold

    def _columns(self, sheet: Sheet, row: Row, width: float) -> tuple[float, float, float, float]:
        """Widths of sign, label, value and button."""
        theme = sheet.theme
        inner = width - 2 * theme.mm(6)
        sign = theme.mm(15 if self.large else 12) if any(one.mark in SIGNS for one in self.rows) else 0.0
        changes = [width_of(one.change.label, theme.lead_bold) for one in self.rows if one.change]
        button = max(theme.mm(34), max(changes) + theme.mm(12)) if row.change else 0.0
        share = max(self.label_share * (inner - sign), min(self._longest_word(sheet), 0.6 * (inner - sign)))
        label = share if row.value else inner - sign
        value = inner - sign - label - (button + theme.mm(3) if button else 0.0)
        return sign, label - theme.mm(3), value, button

    def _longest_word(self, sheet: Sheet) -> float:
        """Of the labels: a word that is broken in two is read twice. Chinese breaks anywhere."""
        words = [word for row in self.rows if row.value for word in row.label.split() if word.isascii()]
        wide = max((width_of(word, self._style(sheet)) for word in words), default=0.0)
        return wide + sheet.theme.mm(4)

    def _high(self, sheet: Sheet, row: Row, width: float) -> float:
        theme = sheet.theme
        _, label, value, button = self._columns(sheet, row, width)
        words = sheet.height_of(row.value, self._strong(sheet), value)
        note = sheet.height_of(row.note, theme.note, value if row.value else label)
        left = sheet.height_of(row.label, self._style(sheet), label)
        tall = max(left + (0 if row.value else note), words + (note if row.value else 0))
        change = button_height(sheet, row.change, button) if row.change else 0.0
        return max(tall + 2 * theme.mm(3.5), change + 2 * theme.mm(2), theme.mm(27 if self.large else 18))

    def height(self, sheet: Sheet, width: float) -> float:
        return sum(self._high(sheet, row, width) for row in self.rows)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        card = Rect(x, y, width, self.height(sheet, width))
        sheet.fill(card, SURFACE, theme.radius)
        sheet.frame(card, HAIRLINE, theme.mm(0.4), theme.radius)
        for number, row in enumerate(self.rows):
            high = self._high(sheet, row, width)
            if number:
                sheet.fill(Rect(x + theme.mm(6), y, width - 2 * theme.mm(6), max(1, theme.mm(0.3))), HAIRLINE)
            self._row(sheet, row, Rect(x, y, width, high))
            y += high

    def _row(self, sheet: Sheet, row: Row, rect: Rect) -> None:
        theme = sheet.theme
        sign, label, value, button = self._columns(sheet, row, rect.w)
        pitch = line_height(self._style(sheet))
        left = rect.x + theme.mm(6)
        # One line stands in the middle of its row; more start at the top.
        top = rect.y + max(theme.mm(3.5), (rect.h - self._words_high(sheet, row, rect.w)) / 2)
        if row.mark in SIGNS:
            size = theme.mm(11 if self.large else 8.5)
            draw_mark(sheet, left, top + (pitch - size) / 2, size, row.mark)
        left += sign
        strong = (
            self._strong(sheet) if row.mark in (Mark.NOW, Mark.DONE) and not row.value else self._style(sheet)
        )
        colour = MARK_COLOURS[row.mark][0]
        used = sheet.words(left, top, label, row.label, strong, MUTED if row.value else INK)
        note_colour = MUTED if row.mark is Mark.NONE else colour
        if not row.value:
            if row.note:
                sheet.words(left, top + used, label, row.note, theme.note, note_colour)
            return
        right = left + label + theme.mm(3)
        ink = colour if row.mark in (Mark.WARNING, Mark.TROUBLE, Mark.DONE) else INK
        used = sheet.words(right, top, value, row.value, self._strong(sheet), ink)
        if row.note:
            sheet.words(right, top + used, value, row.note, theme.note, note_colour)
        if row.change:
            high = button_height(sheet, row.change, button)
            place = Rect(rect.right - theme.mm(4) - button, rect.y + (rect.h - high) / 2, button, high)
            draw_button(sheet, place, row.change)

    def _words_high(self, sheet: Sheet, row: Row, width: float) -> float:
        theme = sheet.theme
        _, label, value, _ = self._columns(sheet, row, width)
        if not row.value:
            return sheet.height_of(row.label, self._style(sheet), label) + sheet.height_of(
                row.note, theme.note, label
            )
        words = sheet.height_of(row.value, self._strong(sheet), value) + sheet.height_of(
            row.note, theme.note, value
        )
        return max(words, sheet.height_of(row.label, self._style(sheet), label))
