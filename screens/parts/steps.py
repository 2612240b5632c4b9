"""The step bar: where in the item we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.palette import DONE, EDGE, HAIRLINE, MUTED, ON_TEAL, SURFACE, TEAL
from screens.shapes import Rect
from screens.text import line_height, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet


def steps_height(sheet: Sheet) -> float:
    return sheet.theme.mm(12) + line_height(sheet.theme.note) + sheet.theme.mm(1)


def draw_steps(sheet: Sheet, rect: Rect, steps: Sequence[str], now: int) -> None:
    """Numbered dots on a line. When the names do not fit below their dots, only the present one is named."""
    theme = sheet.theme
    dot = theme.mm(11)
    pitch = rect.w / len(steps)
    fits = all(width_of(step, theme.note_bold) <= pitch - theme.mm(2) for step in steps)
    middle = rect.y + dot / 2
    for number, step in enumerate(steps):
        x = rect.x + pitch * (number + 0.5)
        if number:
            passed = number <= now
            bar = Rect(x - pitch + dot / 2, middle - theme.mm(0.6), pitch - dot, theme.mm(1.2))
            sheet.fill(bar, DONE if passed else HAIRLINE)
        circle = Rect(x - dot / 2, rect.y, dot, dot)
        if number < now:
            sheet.fill(circle, DONE, dot / 2)
            sheet.icon(circle.inset(dot * 0.2), "check", ON_TEAL)
        else:
            present = number == now
            sheet.fill(circle, TEAL if present else SURFACE, dot / 2)
            if not present:
                sheet.frame(circle, EDGE, theme.mm(0.6), dot / 2)
            digit, style = str(number + 1), theme.note_bold
            left = x - width_of(digit, style) / 2
            sheet.line(left, middle - line_height(style) / 2, digit, style, ON_TEAL if present else MUTED)
        if fits or number == now:
            style = theme.note_bold if number == now else theme.note
            wide = width_of(step, style)
            left = min(max(x - wide / 2, rect.x), rect.right - wide)
            sheet.line(left, rect.y + dot + theme.mm(1), step, style, TEAL if number == now else MUTED)
