"""A state as sign and word together, because colour alone says nothing to many people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import INK, MARK_COLOURS
from screens.shapes import Rect
from screens.text import line_height, width_of, wrap
from visit.views import Mark

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style

SIGNS: dict[Mark, str] = {
    Mark.DONE: "done",
    Mark.NOW: "now",
    Mark.WAITING: "waiting",
    Mark.WARNING: "warning",
    Mark.TROUBLE: "trouble",
}


def draw_mark(sheet: Sheet, x: float, y: float, size: float, mark: Mark, *, colour: str = "") -> None:
    """The sign of a state in a square; nothing for NONE."""
    if mark in SIGNS:
        sheet.icon(Rect(x, y, size, size), SIGNS[mark], colour or MARK_COLOURS[mark][0])


@dataclass(frozen=True)
class Notice:
    """A sentence with its sign, on the colour of the state."""

    mark: Mark
    text: str
    style: Style
    plain: bool = False
    """Without ground."""
    middle: bool = False
    """Sign and sentence in the middle of the ground."""

    def _room(self, sheet: Sheet) -> tuple[float, float, float]:
        pad = 0.0 if self.plain else sheet.theme.mm(5)
        sign = line_height(self.style) if self.mark in SIGNS else 0.0
        return pad, sign, sign + sheet.theme.mm(3) if sign else 0.0

    def height(self, sheet: Sheet, width: float) -> float:
        if not self.text:
            return 0.0
        pad, sign, indent = self._room(sheet)
        return max(sign, sheet.height_of(self.text, self.style, width - 2 * pad - indent)) + 2 * pad

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        pad, sign, indent = self._room(sheet)
        colour, ground = MARK_COLOURS[self.mark]
        if not self.plain:
            sheet.fill(Rect(x, y, width, self.height(sheet, width)), ground, sheet.theme.radius)
        room = width - 2 * pad - indent
        left = x + pad
        if self.middle:
            lines = wrap(self.text, self.style, room)
            left += (room - max(width_of(line, self.style) for line in lines)) / 2
        draw_mark(sheet, left, y + pad + sign * 0.08, sign * 0.84, self.mark)
        text_colour = INK if self.mark in (Mark.NONE, Mark.WAITING) else colour
        sheet.words(left + indent, y + pad, room, self.text, self.style, text_colour)
