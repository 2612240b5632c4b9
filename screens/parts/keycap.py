"""One key. It answers when the finger comes down, and looks pressed while it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.palette import EDGE, INK, OFF, ON_OFF, ON_TEAL, SURFACE, TEAL, TEAL_SOFT
from screens.shapes import Rect
from screens.text import line_height, width_of
from visit.events import KeyPressed, PinKey, SetWriting
from visit.views import Button, Tone

if TYPE_CHECKING:
    from screens.sheet import Sheet


_LEAST_AIR = 1.12
"""A key is at least so many times as high as its letter."""
_LARGE = 1.3
"""A key so many times as high as the largest letter's line has room for it."""


def is_delete(button: Button) -> bool:
    return isinstance(button.event, KeyPressed | PinKey) and button.event.key == "delete"


def is_special(button: Button) -> bool:
    """One that does something instead of putting in a character."""
    event = button.event
    return isinstance(event, SetWriting) or (isinstance(event, KeyPressed | PinKey) and len(event.key) > 1)


def draw_key(sheet: Sheet, rect: Rect, button: Button) -> None:
    theme = sheet.theme
    pressed = sheet.hit(
        rect,
        button.id,
        button.label,
        "key",
        button.event,
        enabled=button.enabled,
        on_press=True,
        repeats=is_delete(button),
    )
    special = is_special(button)
    ground, ink = (TEAL_SOFT, TEAL) if special else (SURFACE, INK)
    if pressed or button.tone is Tone.PRIMARY:
        ground, ink = TEAL, ON_TEAL
    if not button.enabled:
        ground, ink = OFF, ON_OFF
    sheet.fill(rect, ground, theme.mm(2.5))
    sheet.frame(rect, EDGE, theme.mm(0.4), theme.mm(2.5))
    room = rect.w - theme.mm(3)
    usual = theme.lead_bold if special else theme.heading
    large = len(button.label) == 1 and rect.h >= _LARGE * line_height(theme.title)
    sizes = (theme.title if large else usual, usual, theme.body_bold, theme.note_bold)
    fitting = (
        one for one in sizes if width_of(button.label, one) <= room and _LEAST_AIR * one.size <= rect.h
    )
    style = next(fitting, theme.note_bold)
    sign = min(theme.mm(12), rect.w * 0.7) if is_delete(button) else 0.0
    wide = width_of(button.label, style) + (sign + theme.mm(2) if sign else 0.0)
    if sign and wide > room:
        x, y = rect.middle
        sheet.icon(Rect(x - sign / 2, y - sign / 2, sign, sign), "delete", ink)
        return
    left = rect.x + (rect.w - wide) / 2
    if sign:
        sheet.icon(Rect(left, rect.y + (rect.h - sign) / 2, sign, sign), "delete", ink)
        left += sign + theme.mm(2)
    sheet.line(left, rect.y + (rect.h - line_height(style)) / 2, button.label, style, ink)
