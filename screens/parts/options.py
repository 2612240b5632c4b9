"""Things to choose from: a filled mark and a thicker frame say what is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from screens.palette import EDGE, INK, MUTED, OFF, ON_OFF, SURFACE, TEAL, TEAL_SOFT
from screens.shapes import Rect
from screens.text import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import Option


MORE_MM = 9
"""By so much options are higher where there is room."""


@dataclass(frozen=True)
class OptionGrid:
    """Options in rows; `several` draws boxes to tick, else round marks."""

    options: Sequence[Option]
    several: bool = False
    across: int = 0
    """Columns; 0 chooses one or two by the length of the labels."""
    marked: bool = True
    tall_mm: float = 20
    small: bool = False
    """Labels in the letters of other text, where there are many and long ones."""
    large_notes: bool = False
    """What explains an option is as large as other text: where something is decided by it."""

    def _label(self, sheet: Sheet, *, chosen: bool = False) -> Style:
        theme = sheet.theme
        if self.small:
            return theme.body_bold if chosen else theme.body
        return theme.lead_bold if chosen else theme.lead

    def _note(self, sheet: Sheet) -> Style:
        return sheet.theme.body if self.large_notes else sheet.theme.note

    def roomy(self) -> OptionGrid:
        return replace(self, tall_mm=self.tall_mm + MORE_MM)

    def _columns(self, sheet: Sheet, width: float) -> int:
        if self.across:
            return self.across
        style = self._label(sheet, chosen=True)
        room = (width - sheet.theme.gap) / 2 - self._indent(sheet) - sheet.theme.mm(6)
        short = all(not one.note and width_of(one.label, style) <= room for one in self.options)
        words = [word for one in self.options for word in one.label.split() if word.isascii()]
        whole = all(width_of(word, style) <= room for word in words)
        wide = sheet.theme.wide and width > sheet.theme.mm(240) and whole
        return 2 if (short or wide) and len(self.options) != 1 else 1

    def _indent(self, sheet: Sheet) -> float:
        return sheet.theme.mm(20) if self.marked else sheet.theme.mm(3)

    def _size(self, sheet: Sheet, width: float) -> tuple[int, float, list[float]]:
        """Columns, width of one, and the height of each row."""
        theme = sheet.theme
        across = self._columns(sheet, width)
        wide = (width - theme.gap * (across - 1)) / across
        room = wide - self._indent(sheet) - theme.mm(4)
        rows = [self.options[at : at + across] for at in range(0, len(self.options), across)]
        highs = [
            max(
                theme.mm(self.tall_mm),
                theme.target,
                *(
                    sheet.height_of(one.label, self._label(sheet), room)
                    + sheet.height_of(one.note, self._note(sheet), room)
                    + theme.mm(7 if one.note else 5)
                    for one in row
                ),
            )
            for row in rows
        ]
        return across, wide, highs

    def height(self, sheet: Sheet, width: float) -> float:
        if not self.options:
            return 0.0
        _, _, highs = self._size(sheet, width)
        return sum(highs) + sheet.theme.mm(4) * (len(highs) - 1)

    def cuts(self, sheet: Sheet, width: float) -> list[float]:
        _, _, highs = self._size(sheet, width)
        return list(accumulate(high + sheet.theme.mm(4) for high in highs))[:-1]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        across, wide, highs = self._size(sheet, width)
        for number, option in enumerate(self.options):
            row, at = divmod(number, across)
            top = y + sum(highs[:row]) + sheet.theme.mm(4) * row
            self._one(sheet, Rect(x + at * (wide + sheet.theme.gap), top, wide, highs[row]), option)

    def _one(self, sheet: Sheet, rect: Rect, option: Option) -> None:
        theme = sheet.theme
        pressed = sheet.hit(
            rect,
            option.id,
            option.label,
            "option",
            option.event,
            enabled=option.enabled,
            chosen=option.chosen,
        )
        ground, ink = (TEAL_SOFT, TEAL) if pressed or option.chosen else (SURFACE, INK)
        if not option.enabled:
            ground, ink = OFF, ON_OFF
        sheet.fill(rect, ground, theme.radius)
        if option.enabled or option.chosen:
            edge, thick = (TEAL, 1.2) if option.chosen else (EDGE, 0.5)
            sheet.frame(rect, edge, theme.mm(thick), theme.radius)
        room = rect.w - self._indent(sheet) - theme.mm(4)
        usual, style = self._label(sheet), self._label(sheet, chosen=option.chosen)
        if sheet.height_of(option.label, style, room) > sheet.height_of(option.label, usual, room):
            style = usual  # bold letters would need one line more
        words = sheet.height_of(option.label, style, room)
        note = sheet.height_of(option.note, self._note(sheet), room)
        top = rect.y + (rect.h - words - note) / 2
        if self.marked:
            self._mark(sheet, rect, chosen=option.chosen)
        left = rect.x + self._indent(sheet)
        middle = not self.marked
        sheet.words(left, top, room, option.label, style, ink, middle=middle)
        if option.note:
            sheet.words(left, top + words, room, option.note, self._note(sheet), MUTED, middle=middle)

    def _mark(self, sheet: Sheet, rect: Rect, *, chosen: bool) -> None:
        theme = sheet.theme
        size = theme.mm(9)
        place = Rect(rect.x + theme.mm(6), rect.y + (rect.h - size) / 2, size, size)
        radius = theme.mm(1.5) if self.several else size / 2
        sheet.fill(place, TEAL if chosen else SURFACE, radius)
        if chosen:
            sheet.icon(place.inset(size * 0.14), "check", SURFACE)
        else:
            sheet.frame(place, EDGE, theme.mm(0.8), radius)
