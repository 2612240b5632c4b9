"""A table of facts: label, value, sign of state, and 修改 where something may be changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from screens.palette import HAIRLINE, INK, MARK_COLOURS, MUTED, SURFACE
from screens.parts.button import button_height, draw_button
from screens.parts.marks import SIGNS, draw_mark
from screens.shapes import Rect
from screens.text import line_height, width_of
from visit.views import Mark, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from screens.sheet import Sheet
    from screens.theme import Style, Theme

_MOST_OF_LABELS = (0.6, 0.45, 0.34, 0.26)
"""Shares of the width that labels may take: the one with which the table is lowest, the largest of these."""
_MOST_OF_VALUES = 0.74
BELOW = -1.0
"""In the place of a width of labels: values stand below them, where there are few."""
FEW = 2
_SIDE_MM, _APART_MM = 6, 9


@dataclass(frozen=True)
class _Told:
    """Words of a row, with their place in it."""

    x: float
    y: float
    width: float
    text: str
    style: Style
    colour: str


@dataclass(frozen=True)
class _Laid:
    """A row as it will stand: what measures it and what draws it are the same."""

    row: Row
    told: tuple[_Told, ...]
    high: float
    sign: tuple[float, float]
    """Left edge and size."""
    button: float


@dataclass(frozen=True)
class RowTable:
    """Rows on one white card."""

    rows: Sequence[Row]
    label_share: float = 0.0
    """Least share of the width for the labels; they take what they need."""
    large: bool = False
    """Where there is room for it."""
    close: bool = False
    """Where there is not."""
    more_mm: float = 0.0
    """Rows higher by this, where a list has a page to fill."""
    stacking: bool = False
    """Of a list that is read and not compared values may stand below their labels, however long it is."""
    _made: dict[float, tuple[Theme, list[_Laid]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """By width: whoever asks how high a table is draws it next, and to lay out thirty rows takes a whole frame."""

    def roomy(self) -> RowTable:
        return replace(self, large=True)

    def closer(self) -> RowTable:
        return replace(self, close=True)

    def _above(self, sheet: Sheet) -> float:
        """Empty pixels above and below the words of a row."""
        return sheet.theme.mm(2 if self.close else 3.5)

    def height(self, sheet: Sheet, width: float) -> float:
        return sum(one.high for one in self._laid(sheet, width))

    def cuts(self, sheet: Sheet, width: float) -> list[float]:
        return list(accumulate(one.high for one in self._laid(sheet, width)))[:-1]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme, side = sheet.theme, sheet.theme.mm(_SIDE_MM)
        laid = self._laid(sheet, width)
        card = Rect(x, y, width, sum(one.high for one in laid))
        sheet.fill(card, SURFACE, theme.radius)
        sheet.frame(card, HAIRLINE, theme.mm(0.4), theme.radius)
        for number, one in enumerate(laid):
            if number:
                sheet.fill(Rect(x + side, y, width - 2 * side, max(1, theme.mm(0.3))), HAIRLINE)
            self._row(sheet, one, Rect(x, y, width, one.high))
            y += one.high

    def _row(self, sheet: Sheet, one: _Laid, rect: Rect) -> None:
        theme, row = sheet.theme, one.row
        left, top = rect.x + theme.mm(_SIDE_MM), rect.y + self._top(sheet, one)
        for told in one.told:
            sheet.words(left + told.x, top + told.y, told.width, told.text, told.style, told.colour)
        if one.sign[1]:
            x, size = one.sign
            beside = next(told for told in one.told if told.x >= x + size)
            middle = top + beside.y + line_height(beside.style) / 2
            draw_mark(sheet, left + x, middle - size / 2, size, row.mark)
        if row.change:
            high = button_height(sheet, row.change, one.button)
            place = Rect(
                rect.right - theme.mm(4) - one.button, rect.y + (rect.h - high) / 2, one.button, high
            )
            draw_button(sheet, place, row.change)

    def _top(self, sheet: Sheet, one: _Laid) -> float:
        """One line stands in the middle of its row; more begin at its top."""
        return max(self._above(sheet), (one.high - self._tall(sheet, one.told)) / 2)

    @staticmethod
    def _tall(sheet: Sheet, told: Sequence[_Told]) -> float:
        return max(one.y + sheet.height_of(one.text, one.style, one.width) for one in told)

    # --- columns --------------------------------------------------------------------------------------------

    def _laid(self, sheet: Sheet, width: float) -> list[_Laid]:
        theme, laid = self._made.get(width, (None, []))
        if theme is not sheet.theme:
            laid = self._lowest(sheet, width)
            self._made[width] = sheet.theme, laid
        return laid

    def _lowest(self, sheet: Sheet, width: float) -> list[_Laid]:
        inner = width - 2 * sheet.theme.mm(_SIDE_MM)
        widths = self._label_widths(sheet, inner - self._lead(sheet))
        if self.stacking or len(self.rows) <= FEW:
            widths.append(BELOW)
        button = self._button(sheet)
        tables = [[self._lay(sheet, row, inner, label, button) for row in self.rows] for label in widths]
        return min(tables, key=lambda rows: sum(self._cost(sheet, one) for one in rows))

    def _cost(self, sheet: Sheet, one: _Laid) -> float:
        """Height, and a line more for every line that a label is broken into."""
        label = one.told[0]
        if not one.row.value:
            return one.high
        pitch = line_height(label.style)
        return one.high + sheet.height_of(label.text, label.style, label.width) - pitch

    def _label_widths(self, sheet: Sheet, width: float) -> list[float]:
        """What labels may take, widest first. A word that is broken in two is read twice; Chinese breaks anywhere."""
        apart = sheet.theme.mm(_APART_MM)
        style, strong = self._style(sheet), self._strong(sheet)
        beside = (row for row in self.rows if row.value)
        # What is too long to stand beside its label needs no room there.
        labels = [row.label for row in beside if _longest_word(row.value, strong) <= _MOST_OF_VALUES * width]
        longest = max((width_of(label, style) for label in labels), default=0.0) + apart
        word = max((_longest_word(label, style) for label in labels), default=0.0) + apart
        least = max(self.label_share * width, min(word, 0.6 * width))
        return list(dict.fromkeys(max(least, min(longest, share * width)) for share in _MOST_OF_LABELS))

    def _lead(self, sheet: Sheet) -> float:
        """Width of the signs on the left: of steps. One fact among others has its sign at the value."""
        signed = [row for row in self.rows if row.mark in SIGNS]
        steps = len(signed) == len(self.rows) or any(not row.value for row in signed)
        return self._sign_room(sheet) if signed and steps else 0.0

    def _sign_room(self, sheet: Sheet) -> float:
        return 1.2 * self._style(sheet).size

    def _style(self, sheet: Sheet) -> Style:
        return sheet.theme.lead if self.large else sheet.theme.body

    def _strong(self, sheet: Sheet) -> Style:
        return sheet.theme.lead_bold if self.large else sheet.theme.body_bold

    # --- one row --------------------------------------------------------------------------------------------

    def _lay(self, sheet: Sheet, row: Row, inner: float, label: float, button: float) -> _Laid:
        theme = sheet.theme
        button = button if row.change else 0.0
        room = inner - (button + theme.mm(3) if button else 0.0)
        told = tuple(self._facts(sheet, row, room, label) if row.value else self._step(sheet, row, room))
        change = button_height(sheet, row.change, button) if row.change else 0.0
        least = theme.mm(27 if self.large else 18)
        high = max(self._tall(sheet, told) + 2 * self._above(sheet), change + 2 * theme.mm(2), least)
        high += theme.mm(self.more_mm)
        size = 0.85 * self._style(sheet).size if row.mark in SIGNS else 0.0
        at = 0.0 if self._lead(sheet) else told[1].x - self._sign_room(sheet) if size else 0.0
        return _Laid(row, told, high, (at, size), button)

    def _button(self, sheet: Sheet) -> float:
        """The width of them all."""
        theme = sheet.theme
        labels = {one.change.label for one in self.rows if one.change}
        wide = max((width_of(label, theme.lead_bold) for label in labels), default=0.0)
        return max(theme.mm(34), wide + theme.mm(12))

    def _step(self, sheet: Sheet, row: Row, room: float) -> Iterator[_Told]:
        """Words across the row: what is done now stands out."""
        lead = self._lead(sheet)
        style = self._strong(sheet) if row.mark in (Mark.NOW, Mark.WARNING) else self._style(sheet)
        yield _Told(lead, 0.0, room - lead, row.label, style, INK)
        if row.note:
            down = sheet.height_of(row.label, style, room - lead)
            yield self._note(sheet, row, lead, down, room - lead)

    def _facts(self, sheet: Sheet, row: Row, room: float, label: float) -> Iterator[_Told]:
        """Label and value side by side; one below the other where a number would be broken otherwise."""
        theme, lead = sheet.theme, self._lead(sheet)
        inset = self._sign_room(sheet) if row.mark in SIGNS and not lead else 0.0
        strong, usual = self._strong(sheet), self._style(sheet)
        x, y, wide = lead + label + inset, 0.0, room - lead - label - inset
        beside = label - theme.mm(_APART_MM)
        if (
            label == BELOW
            or _longest_word(row.value, strong) > min(wide, _MOST_OF_VALUES * (room - lead))
            or _longest_word(row.label, usual) > beside
        ):
            yield _Told(lead, 0.0, room - lead, row.label, usual, MUTED)
            x, y, wide = lead + inset, sheet.height_of(row.label, usual, room - lead), room - lead - inset
            smaller = (strong, theme.body_bold, theme.note_bold)
            strong = next((one for one in smaller if _longest_word(row.value, one) <= wide), theme.note)
        else:
            yield _Told(lead, 0.0, beside, row.label, usual, MUTED)
        told = row.mark in (Mark.WARNING, Mark.TROUBLE, Mark.DONE)
        yield _Told(x, y, wide, row.value, strong, MARK_COLOURS[row.mark][0] if told else INK)
        if row.note:
            yield self._note(sheet, row, x, y + sheet.height_of(row.value, strong, wide), wide)

    def _note(self, sheet: Sheet, row: Row, x: float, y: float, width: float) -> _Told:
        theme = sheet.theme
        # Where something comes from is small print; what is wrong with it is not.
        aside = row.mark is Mark.NONE
        colour = MUTED if aside else MARK_COLOURS[row.mark][0]
        style = theme.note if aside and not self.large else theme.body
        style = style if _longest_word(row.note, style) <= width else theme.note
        return _Told(x, y, width, row.note, style, colour)


def _longest_word(text: str, style: Style) -> float:
    return max((width_of(word, style) for word in text.split() if word.isascii()), default=0.0)
