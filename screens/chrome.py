"""The frame round every page. 呼叫帮办 stands at the bottom right, in the same rectangle on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.palette import AMBER_SOFT, BAR, HAIRLINE, ON_BAR, ON_BAR_SOFT, SURFACE, TEAL, TEAL_SOFT, WARNING
from screens.parts.button import draw_button
from screens.parts.marks import SIGNS, draw_mark
from screens.parts.steps import draw_steps, steps_height
from screens.shapes import Rect
from screens.text import line_height, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style, Theme
    from visit.views import Button, Chrome


_EDGE_MM, _HELP_MM, _WAYS_MM = 8, 27, 17


def is_wide(theme: Theme) -> bool:
    return theme.panel.width_px > theme.panel.height_px


def _ways_high(theme: Theme) -> float:
    """The row of the ways to be served; a wide screen has room for them beside back and exit."""
    return 0.0 if is_wide(theme) else max(theme.mm(_WAYS_MM), theme.smallest)


def help_rect(theme: Theme) -> Rect:
    """Where 呼叫帮办 is, always."""
    panel = theme.panel
    wide, high = min(theme.mm(118), panel.width_px * 0.38), theme.mm(_HELP_MM)
    below = theme.mm(_EDGE_MM) + _ways_high(theme)
    return Rect(panel.width_px - theme.margin - wide, panel.height_px - below - high, wide, high)


def draw_top(sheet: Sheet, chrome: Chrome, *, heading: bool) -> float:
    """Place, line, clock, banner, name of the item and steps; returns where the page may begin."""
    theme = sheet.theme
    width = theme.panel.width_px
    bar = Rect(0, 0, width, theme.mm(18))
    sheet.fill(bar, BAR)
    style = theme.note_bold
    y = (bar.h - line_height(style)) / 2
    right = width - theme.margin - width_of(chrome.clock, style)
    sheet.line(right, y, chrome.clock, style, ON_BAR)
    if chrome.line_text:
        wide = width_of(chrome.line_text, theme.note)
        left = right = right - theme.mm(10) - wide
        sheet.line(left, y, chrome.line_text, theme.note, ON_BAR_SOFT)
        if chrome.line_mark in SIGNS:
            size = theme.mm(7)
            draw_mark(
                sheet, left - size - theme.mm(2.5), (bar.h - size) / 2, size, chrome.line_mark, colour=ON_BAR
            )
            right = left - theme.mm(10)
    room = right - theme.mm(6) - theme.margin
    sheet.line(theme.margin, y, _short(chrome.place, style, room), style, ON_BAR)
    top = bar.bottom
    if chrome.banner:
        high = sheet.height_of(chrome.banner, theme.note, width - 2 * theme.margin) + theme.mm(3)
        sheet.fill(Rect(0, top, width, high), AMBER_SOFT)
        sheet.words(
            theme.margin,
            top + theme.mm(1.5),
            width - 2 * theme.margin,
            chrome.banner,
            theme.note,
            WARNING,
            middle=True,
        )
        top += high
    if not heading:
        return top + theme.mm(8)
    inner = width - 2 * theme.margin
    if chrome.steps:
        return _item(sheet, chrome, top)
    sheet.line(
        theme.margin, top + theme.mm(7), _short(chrome.heading, theme.lead_bold, inner), theme.lead_bold, TEAL
    )
    return top + theme.mm(7) + line_height(theme.lead_bold) + theme.mm(5)


def _item(sheet: Sheet, chrome: Chrome, top: float) -> float:
    """Name of the item above its steps; beside them on a wide screen, which is short of height."""
    theme = sheet.theme
    width = theme.panel.width_px
    inner = width - 2 * theme.margin
    name, steps = line_height(theme.lead_bold), steps_height(sheet)
    aside = width > theme.panel.height_px
    ground = Rect(0, top, width, theme.mm(8) + (max(name, steps) if aside else name + theme.mm(4) + steps))
    sheet.fill(ground, SURFACE)
    sheet.fill(Rect(0, ground.bottom - max(1, theme.mm(0.4)), width, max(1, theme.mm(0.4))), HAIRLINE)
    y = top + theme.mm(4)
    if aside:
        room = inner * 0.36
        line = _short(chrome.heading, theme.lead_bold, room)
        sheet.line(theme.margin, y + (steps - name) / 2, line, theme.lead_bold, TEAL)
        bar = Rect(theme.margin + room + theme.gap, y, inner - room - theme.gap, steps)
    else:
        sheet.line(theme.margin, y, _short(chrome.heading, theme.lead_bold, inner), theme.lead_bold, TEAL)
        bar = Rect(theme.margin, y + name + theme.mm(4), inner, steps)
    draw_steps(sheet, bar, chrome.steps, chrome.step)
    return ground.bottom + theme.mm(9)


def _short(words: str, style: Style, width: float) -> str:
    """One line, cut where it must be: the page below gives the name in full."""
    if width_of(words, style) <= width:
        return words
    while words and width_of(words + "…", style) > width:
        words = words[:-1]
    return words + "…"


_SLOTS = 5
"""Back, exit, and the three ways, on a wide screen."""
_HAND_OVER_MM = 62


def _slot(theme: Theme) -> float:
    """How wide back, exit and, on a wide screen, the ways are."""
    room = help_rect(theme).x - theme.margin
    if is_wide(theme):
        return min((room - theme.mm(_HAND_OVER_MM) - (_SLOTS + 1) * theme.gap) / _SLOTS, theme.mm(62))
    return min((room - 2 * theme.gap) / 2, theme.mm(80))


def draw_bottom(sheet: Sheet, chrome: Chrome) -> None:
    """Back and exit, left of 呼叫帮办; language and the ways to be served beside them, or below on a tall screen."""
    theme = sheet.theme
    place = help_rect(theme)
    top = place.y - theme.mm(_EDGE_MM)
    ground = Rect(0, top, theme.panel.width_px, theme.panel.height_px - top)
    line = max(1, theme.mm(0.4))
    sheet.fill(ground, SURFACE)
    sheet.fill(Rect(0, top, ground.w, line), HAIRLINE)
    if chrome.hand_over is not None:
        draw_button(sheet, hand_over_rect(theme), chrome.hand_over)
    ways = [(chrome.language, "globe"), (chrome.elder, "larger"), (chrome.comfort, "person")]
    slots: list[tuple[Button | None, str]] = [(chrome.back, "back"), (chrome.exit, "exit")]
    if is_wide(theme):
        slots += ways
    wide = _slot(theme)
    for number, (button, icon) in enumerate(slots):
        if button is not None:
            rect = Rect(theme.margin + number * (wide + theme.gap), place.y, wide, place.h)
            draw_button(sheet, rect, button, icon=icon if theme.mm(56) < wide else "")
    if not is_wide(theme):
        _ways(sheet, [one for one in ways if one[0] is not None])


def _ways(sheet: Sheet, ways: Sequence[tuple[Button | None, str]]) -> None:
    """Quiet, across the whole width at the very bottom: within everybody's reach, in nobody's way."""
    theme, high = sheet.theme, _ways_high(sheet.theme)
    top = theme.panel.height_px - high
    line = max(1, theme.mm(0.4))
    sheet.fill(Rect(0, top, theme.panel.width_px, line), HAIRLINE)
    wide = theme.panel.width_px / max(1, len(ways))
    for number, (button, icon) in enumerate(ways):
        if button is None:
            continue
        rect = Rect(number * wide, top, wide, high)
        pressed = sheet.hit(rect, button.id, button.label, "button", button.event)
        if pressed:
            sheet.fill(rect, TEAL_SOFT)
        if number:
            sheet.fill(Rect(rect.x, top + high * 0.25, line, high * 0.5), HAIRLINE)
        style, sign = theme.body_bold, theme.mm(8)
        label = width_of(button.label, style)
        left = rect.x + (wide - label - sign - theme.mm(3)) / 2
        sheet.icon(Rect(left, top + (high - sign) / 2, sign, sign), icon, TEAL)
        sheet.line(
            left + sign + theme.mm(3), top + (high - line_height(style)) / 2, button.label, style, TEAL
        )


def hand_over_rect(theme: Theme) -> Rect:
    """办不成事: beside 呼叫帮办 on a wide screen, else above it; always there where something did not work."""
    place = help_rect(theme)
    if is_wide(theme):
        end = theme.margin + _SLOTS * (_slot(theme) + theme.gap)
        wide = min(place.x - end - theme.gap, theme.mm(90))
        return Rect(place.x - theme.gap - wide, place.y, wide, place.h)
    high = theme.mm(20)
    return Rect(place.x, place.y - theme.mm(14) - high, place.w, high)


def page_area(sheet: Sheet, top: float, chrome: Chrome) -> Rect:
    """What is left for the page."""
    theme = sheet.theme
    bottom = help_rect(theme).y - theme.mm(16)
    if chrome.hand_over is not None:
        bottom = min(bottom, hand_over_rect(theme).y - theme.mm(6))
    return Rect(theme.margin, top, theme.panel.width_px - 2 * theme.margin, bottom - top)


def draw_frame(sheet: Sheet, chrome: Chrome, *, heading: bool = True) -> Rect:
    """Everything but 呼叫帮办, which comes last so that nothing can cover it."""
    # The paper is the colour the window is cleared with: to fill it once more would cost half a frame without a GPU.
    return page_area(sheet, draw_top(sheet, chrome, heading=heading), chrome)
