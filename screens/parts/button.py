"""Buttons: a label, perhaps a sign and a small second line."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from screens.palette import (
    AMBER,
    AMBER_DARK,
    DANGER,
    DANGER_SOFT,
    EDGE,
    OFF,
    ON_AMBER,
    ON_OFF,
    ON_TEAL,
    PAPER,
    SURFACE,
    TEAL,
    TEAL_DARK,
    TEAL_SOFT,
)
from screens.shapes import Rect
from screens.text import line_height, width_of, wrap
from visit.views import Button, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style

# (ground, ground while pressed, letters, frame)
_LOOKS: dict[Tone, tuple[str, str, str, str]] = {
    Tone.PRIMARY: (TEAL, TEAL_DARK, ON_TEAL, ""),
    Tone.SECONDARY: (SURFACE, TEAL_SOFT, TEAL, TEAL),
    Tone.QUIET: (PAPER, TEAL_SOFT, TEAL, EDGE),
    Tone.DANGER: (SURFACE, DANGER_SOFT, DANGER, DANGER),
}


TWO = 2


def _fitting(
    label: str, width: float, styles: Sequence[Style], height: float = inf
) -> tuple[Style, tuple[str, ...]]:
    """One line in large letters; else two, rather than one in the smallest; at worst the smallest, broken."""
    for style in styles[:-1]:
        if width_of(label, style) <= width:
            return style, (label,)
    for style in styles[1:-1]:
        lines = wrap(label, style, width)
        longest = max(width_of(word, style) for word in label.split() or [""])
        if (
            len(lines) == TWO
            and TWO * line_height(style) <= height
            and (longest <= width or not label.isascii())
        ):
            return style, lines
    return styles[-1], wrap(label, styles[-1], width)


def _styles(sheet: Sheet, tone: Tone) -> tuple[Style, ...]:
    theme = sheet.theme
    usual = (theme.lead_bold, theme.body_bold, theme.note_bold)
    return (theme.heading, *usual) if tone is Tone.PRIMARY else usual


def button_height(sheet: Sheet, button: Button, width: float) -> float:
    """What the label and the note need, and never less than a usual target."""
    theme = sheet.theme
    inner = width - 2 * theme.mm(4)
    style, lines = _fitting(button.label, inner, _styles(sheet, button.tone))
    high = len(lines) * line_height(style) + sheet.height_of(button.note, theme.note, inner) + 2 * theme.mm(3)
    return max(high, max(theme.mm(24), theme.target) if button.tone is Tone.PRIMARY else theme.target)


def draw_button(
    sheet: Sheet,
    rect: Rect,
    button: Button,
    *,
    icon: str = "",
    icon_after: str = "",
    scroll: tuple[str, float] | None = None,
    worded: bool = True,
) -> None:
    """One button filling the rectangle, with a sign before its words or after them, or where there is no room for words
    alone. With `scroll`, a target's id and pixels, it pushes the page instead.
    """
    theme = sheet.theme
    id_, by = scroll or (button.id, 0.0)
    event = None if scroll else button.event
    pressed = sheet.hit(rect, id_, button.label, "button", event, enabled=button.enabled, scroll=by)
    ground, down, ink, edge = _LOOKS[button.tone]
    if not button.enabled:
        ground, ink, edge = OFF, ON_OFF, ""
    sheet.fill(rect, down if pressed else ground, theme.radius)
    if edge:
        sheet.frame(rect, edge, theme.mm(0.7), theme.radius)
    if not worded:
        size = theme.mm(11)
        x, y = rect.middle
        sheet.icon(Rect(x - size / 2, y - size / 2, size, size), icon or icon_after, ink)
        return
    pad = theme.mm(4)
    note = sheet.height_of(button.note, theme.note, rect.w - 2 * pad)
    free = rect.h - note - theme.mm(4)
    styles = _styles(sheet, button.tone)
    signed = bool(icon or icon_after)
    # The word says it: where it has no room, first the sign goes, which only helps, then most of the air.
    for with_sign, air in ((signed, pad), (False, pad), (False, pad / 2)):
        sign, beside = (theme.mm(10), theme.mm(12)) if with_sign else (0.0, 0.0)
        style, lines = _fitting(button.label, rect.w - 2 * air - beside, styles, free)
        if len(lines) * line_height(style) <= rect.h - note:
            break
    y = rect.y + (rect.h - len(lines) * line_height(style) - note) / 2
    widest = max(width_of(line, style) for line in lines)
    x = rect.x + (rect.w - widest - beside) / 2
    if sign:
        left = x + widest + theme.mm(2) if icon_after else x
        middle = y + (len(lines) * line_height(style) - sign) / 2
        sheet.icon(Rect(left, middle, sign, sign), icon or icon_after, ink)
    if icon:
        x += beside
    for line in lines:
        sheet.line(x + (widest - width_of(line, style)) / 2, y, line, style, ink)
        y += line_height(style)
    if button.note:
        sheet.words(rect.x + pad, y, rect.w - 2 * pad, button.note, theme.note, ink, middle=True)


def draw_help(sheet: Sheet, rect: Rect, button: Button) -> None:
    """呼叫帮办: amber, and nothing else on any page is."""
    theme = sheet.theme
    pressed = sheet.hit(rect, button.id, button.label, "help", button.event, enabled=button.enabled)
    sheet.fill(rect, AMBER_DARK if pressed else AMBER, theme.radius)
    sign = min(rect.h * 0.62, theme.mm(16))
    gap = theme.mm(3)
    room = rect.w - sign - gap - 2 * theme.mm(3)
    styles = (theme.heading, theme.lead_bold, theme.body_bold, theme.note_bold)
    style, lines = _fitting(button.label, room, styles, rect.h - theme.mm(2))
    widest = max(width_of(line, style) for line in lines)
    x = rect.x + (rect.w - sign - gap - widest) / 2
    sheet.icon(Rect(x, rect.y + (rect.h - sign) / 2, sign, sign), "help", ON_AMBER)
    y = rect.y + (rect.h - len(lines) * line_height(style)) / 2
    for line in lines:
        sheet.line(x + sign + gap, y, line, style, ON_AMBER)
        y += line_height(style)


@dataclass(frozen=True)
class ButtonRow:
    """Buttons side by side, `across` in a row. The main verb always stands last, on the right."""

    buttons: Sequence[Button]
    across: int = 2

    def _rows(self) -> list[Sequence[Button]]:
        ordered = sorted(self.buttons, key=lambda one: one.tone is Tone.PRIMARY)
        return [ordered[at : at + self.across] for at in range(0, len(ordered), self.across)]

    def _widths(self, sheet: Sheet, row: Sequence[Button], width: float) -> list[float]:
        weights = [1.6 if one.tone is Tone.PRIMARY and len(row) > 1 else 1.0 for one in row]
        free = width - sheet.theme.gap * (len(row) - 1)
        return [free * weight / sum(weights) for weight in weights]

    def _high(self, sheet: Sheet, row: Sequence[Button], width: float) -> float:
        pairs = zip(row, self._widths(sheet, row, width), strict=True)
        return max(button_height(sheet, one, wide) for one, wide in pairs)

    def height(self, sheet: Sheet, width: float) -> float:
        rows = self._rows()
        return sum(self._high(sheet, row, width) for row in rows) + sheet.theme.gap * max(0, len(rows) - 1)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for row in self._rows():
            high, left = self._high(sheet, row, width), x
            for button, wide in zip(row, self._widths(sheet, row, width), strict=True):
                draw_button(sheet, Rect(left, y, wide, high), button)
                left += wide + sheet.theme.gap
            y += high + sheet.theme.gap
