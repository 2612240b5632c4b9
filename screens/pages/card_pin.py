"""A PIN is typed: large keys, and a dot for each digit. Which digit it is stands nowhere on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.pages.keyed import asked_above_keys
from screens.palette import EDGE, INK, MUTED, SURFACE, TEAL
from screens.parts.block import Paragraph, Stack
from screens.parts.marks import Notice
from screens.shapes import Rect
from visit.views import Mark

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import PinBody


@dataclass(frozen=True)
class Dots:
    """A box for each digit; the next one to be typed has the strong frame."""

    typed: int
    digits: int

    def height(self, sheet: Sheet, width: float) -> float:
        return min(sheet.theme.mm(32), self._wide(sheet, width))

    def _wide(self, sheet: Sheet, width: float) -> float:
        gap = sheet.theme.mm(4)
        return min(sheet.theme.mm(32), (width - gap * (self.digits - 1)) / self.digits)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        side, gap = self._wide(sheet, width), theme.mm(4)
        dot = side * 0.36
        for place in range(self.digits):
            box = Rect(x + place * (side + gap), y, side, side)
            now = place == self.typed
            sheet.fill(box, SURFACE, theme.mm(2.5))
            sheet.frame(box, TEAL if now else EDGE, theme.mm(1.2 if now else 0.6), theme.mm(2.5))
            if place < self.typed:
                sheet.fill(Rect(box.x + (side - dot) / 2, y + (side - dot) / 2, dot, dot), INK, dot / 2)


def new_pin(body: PinBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    hint = Paragraph(body.hint, theme.body, MUTED)
    privacy = Paragraph(body.privacy, theme.note, MUTED)
    problem, dots = Notice(Mark.TROUBLE, body.problem, theme.body_bold), Dots(body.typed, body.digits)
    looks = [
        Stack([Paragraph(body.title, style, INK), Stack([hint, privacy], 2), problem, dots], 6)
        for style in (theme.title, theme.heading)
    ]
    # Where room is short, what must be scrolled to is not what is typed.
    looks.append(Stack([Paragraph(body.title, theme.heading, INK), hint, problem, dots, privacy], 3))
    asked_above_keys(sheet, area, body.keys, (body.next,), looks, reveal=looks[-1].blocks.index(dots))
