"""The frame round every page. 呼叫帮办 stands at the bottom right, in the same rectangle on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.palette import (
    AMBER_SOFT,
    BAR,
    HAIRLINE,
    ON_BAR,
    ON_BAR_SOFT,
    PAPER,
    SURFACE,
    TEAL,
    TEAL_SOFT,
    WARNING,
)
from screens.parts.button import draw_button
from screens.parts.marks import SIGNS, draw_mark
from screens.parts.steps import draw_steps, steps_height
from screens.shapes import Rect
from screens.sheet import Sheet
from screens.text import line_height, width_of, wrap
from visit.views import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.theme import Style, Theme
    from visit.views import Button, Chrome


_EDGE_MM, _HELP_MM, _WAYS_MM = 8, 27, 17


def _air(theme: Theme) -> float:
    """Above and below the page. A wide screen is short of height, and gives the page what it can."""
    return theme.mm(4 if theme.low else 5 if theme.wide else 8)


def _ways_high(theme: Theme) -> float:
    """The row of the ways to be served; a wide screen has room for them beside back and exit."""
    return 0.0 if theme.wide else max(theme.mm(_WAYS_MM), theme.smallest)


def help_rect(theme: Theme) -> Rect:
    """Where 呼叫帮办 is, always."""
    panel = theme.panel
    wide, high = min(theme.mm(118), panel.width_px * 0.38), max(theme.mm(_HELP_MM), theme.smallest)
    below = theme.mm(_EDGE_MM) + _ways_high(theme)
    return Rect(panel.width_px - theme.margin - wide, panel.height_px - below - high, wide, high)


def draw_top(sheet: Sheet, chrome: Chrome, *, heading: bool, top: float = 0.0) -> float:
    """Place, line, clock, banner, name of the item and steps, from `top` on; returns where the page may begin."""
    theme = sheet.theme
    width = theme.panel.width_px
    top = _bar(sheet, chrome, top)
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
    if not heading or theme.low or (theme.wide and not chrome.steps):
        return top + _air(theme)
    if chrome.steps:
        return _item(sheet, chrome, top)
    style, lines = _fitting(chrome.heading, _headings(theme), width - 2 * theme.margin)
    for line in lines:
        sheet.line(theme.margin, top + theme.mm(7), line, style, TEAL)
        top += line_height(style)
    return top + theme.mm(12)


def _bar(sheet: Sheet, chrome: Chrome, top: float) -> float:
    """Where this is, whether the line is up, and the time; returns its lower edge."""
    theme = sheet.theme
    width, style = theme.panel.width_px, theme.note_bold
    clock = width_of(chrome.clock, style)
    sign = theme.mm(9.5) if chrome.line_mark in SIGNS else 0.0
    line = width_of(chrome.line_text, theme.note) + sign + theme.mm(10) if chrome.line_text else 0.0
    room = width - 2 * theme.margin - clock - theme.mm(6)
    # That the line is up, nobody needs to know; that it is down, everybody does.
    where = _where(theme, chrome)
    told = width_of(where, style) + line <= room or chrome.line_mark is not Mark.DONE
    _, lines = _fitting(where, (style,), room - (line if told else 0.0))
    high = max(theme.mm(18), len(lines) * line_height(style) + theme.mm(4))
    sheet.fill(Rect(0, top, width, high), BAR)
    y = top + (high - line_height(style)) / 2
    right = width - theme.margin - clock
    sheet.line(right, y, chrome.clock, style, ON_BAR)
    if told and chrome.line_text:
        left = right - line + sign
        sheet.line(left, y, chrome.line_text, theme.note, ON_BAR_SOFT)
        size = theme.mm(7)
        draw_mark(sheet, left - sign, top + (high - size) / 2, size, chrome.line_mark, colour=ON_BAR)
    y = top + (high - len(lines) * line_height(style)) / 2
    for one in lines:
        sheet.line(theme.margin, y, one, style, ON_BAR)
        y += line_height(style)
    return top + high


def _where(theme: Theme, chrome: Chrome) -> str:
    """The place; on a display that is short of height, inside an item its name and the step, which have no row there."""
    if not theme.low or not chrome.steps:
        return chrome.place
    return f"{chrome.heading}   {chrome.step + 1} / {len(chrome.steps)} {chrome.steps[chrome.step]}"


def _headings(theme: Theme) -> tuple[Style, ...]:
    return theme.lead_bold, theme.body_bold, theme.note_bold


_ASIDE = 0.36
"""Share of a wide screen that the name of the item takes beside its steps, when it is short."""


def _item(sheet: Sheet, chrome: Chrome, top: float) -> float:
    """Name of the item above its steps; beside them on a wide screen, which is short of height."""
    theme = sheet.theme
    width = theme.panel.width_px
    inner = width - 2 * theme.margin
    aside = theme.wide
    room = inner * _ASIDE if aside else inner
    style, lines = _fitting(chrome.heading, _headings(theme), room)
    name, steps = len(lines) * line_height(style), steps_height(sheet)
    ground = Rect(0, top, width, theme.mm(8) + (max(name, steps) if aside else name + theme.mm(4) + steps))
    sheet.fill(ground, SURFACE)
    sheet.fill(Rect(0, ground.bottom - max(1, theme.mm(0.4)), width, max(1, theme.mm(0.4))), HAIRLINE)
    y = top + theme.mm(4)
    if aside:
        bar = Rect(theme.margin + room + theme.gap, y, inner - room - theme.gap, steps)
        y += (max(name, steps) - name) / 2
    else:
        bar = Rect(theme.margin, y + name + theme.mm(4), inner, steps)
    for line in lines:
        sheet.line(theme.margin, y, line, style, TEAL)
        y += line_height(style)
    draw_steps(sheet, bar, chrome.steps, chrome.step)
    return ground.bottom + _air(theme) + theme.mm(1)


_MOST_LINES = 2


def _fitting(words: str, styles: Sequence[Style], width: float) -> tuple[Style, list[str]]:
    """One line in large letters, else two, rather than one in the smallest; a name without end is cut."""
    for style in styles[:-1]:
        if width_of(words, style) <= width:
            return style, [words]
    for style in styles[1:] or styles:
        lines = wrap(words, style, width)
        if len(lines) <= _MOST_LINES:
            return style, list(lines)
    kept = list(wrap(words, styles[-1], width)[:_MOST_LINES])
    while kept[-1] and width_of(kept[-1] + "…", styles[-1]) > width:
        kept[-1] = kept[-1][:-1]
    kept[-1] += "…"
    return styles[-1], kept


_SLOTS = 5
"""Back, exit, and the three ways, on a wide screen; one more where 长辈版 is spoken."""
_HAND_OVER_MM = 62


def _slot(theme: Theme, chrome: Chrome) -> float:
    """How wide back, exit and, on a wide screen, the ways are."""
    room = help_rect(theme).x - theme.margin
    if theme.wide and chrome.quiet is not None:
        return min((room - (_SLOTS + 1) * theme.gap) / (_SLOTS + 1), theme.mm(62))
    if theme.wide:
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
        draw_button(sheet, hand_over_rect(theme, chrome), chrome.hand_over)
    ways = [(chrome.language, "globe"), (chrome.elder, "larger"), (chrome.comfort, "person")]
    if chrome.quiet is not None:
        ways.append((chrome.quiet, "sound"))
    slots: list[tuple[Button | None, str]] = [(chrome.back, "back"), (chrome.exit, "exit")]
    if theme.wide:
        slots += ways
    wide = _slot(theme, chrome)
    for number, (button, icon) in enumerate(slots):
        if button is not None:
            rect = Rect(theme.margin + number * (wide + theme.gap), place.y, wide, place.h)
            draw_button(sheet, rect, button, icon=icon if theme.mm(56) < wide else "")
    if not theme.wide:
        _ways(sheet, [one for one in ways if one[0] is not None])


def _ways(sheet: Sheet, ways: Sequence[tuple[Button | None, str]]) -> None:
    """Quiet, across the whole width at the very bottom: within everybody's reach, in nobody's way."""
    theme, high = sheet.theme, _ways_high(sheet.theme)
    top = theme.panel.height_px - high
    line = max(1, theme.mm(0.4))
    sheet.fill(Rect(0, top, theme.panel.width_px, line), HAIRLINE)
    wide = theme.panel.width_px / max(1, len(ways))
    sign, free = theme.mm(8), theme.mm(6)
    longest = max((width_of(one.label, theme.body_bold) for one, _ in ways if one is not None), default=0.0)
    style = theme.body_bold if longest + sign + free <= wide else theme.note_bold
    for number, (button, icon) in enumerate(ways):
        if button is None:
            continue
        rect = Rect(number * wide, top, wide, high)
        pressed = sheet.hit(rect, button.id, button.label, "button", button.event)
        if pressed:
            sheet.fill(rect, TEAL_SOFT)
        if number:
            sheet.fill(Rect(rect.x, top + high * 0.25, line, high * 0.5), HAIRLINE)
        label = width_of(button.label, style)
        left = rect.x + (wide - label - sign - theme.mm(3)) / 2
        sheet.icon(Rect(left, top + (high - sign) / 2, sign, sign), icon, TEAL)
        sheet.line(
            left + sign + theme.mm(3), top + (high - line_height(style)) / 2, button.label, style, TEAL
        )


def hand_over_rect(theme: Theme, chrome: Chrome) -> Rect:
    """办不成事: beside 呼叫帮办 on a wide screen, where there is room, else above it; always there where something did not
    work.
    """
    place = help_rect(theme)
    if theme.wide and chrome.quiet is None:
        end = theme.margin + _SLOTS * (_slot(theme, chrome) + theme.gap)
        wide = min(place.x - end - theme.gap, theme.mm(90))
        return Rect(place.x - theme.gap - wide, place.y, wide, place.h)
    high = max(theme.mm(20), theme.smallest)
    return Rect(place.x, place.y - theme.mm(14) - high, place.w, high)


def page_area(sheet: Sheet, top: float, chrome: Chrome) -> Rect:
    """What is left for the page."""
    theme = sheet.theme
    bottom = help_rect(theme).y - theme.mm(_EDGE_MM) - _air(theme)
    if chrome.hand_over is not None:
        bottom = min(bottom, hand_over_rect(theme, chrome).y - theme.mm(6))
    return Rect(theme.margin, top, theme.panel.width_px - 2 * theme.margin, bottom - top)


def draw_frame(sheet: Sheet, chrome: Chrome, *, heading: bool = True) -> Rect:
    """Everything but 呼叫帮办, which comes last so that nothing can cover it."""
    # The paper is the colour the window is cleared with: to fill it once more would cost half a frame without a GPU.
    high = draw_top(Sheet(sheet.theme), chrome, heading=heading) if sheet.theme.top else 0.0
    # What is only read may stand above what somebody who sits can reach: all of that is left for the page.
    above = min(high, sheet.theme.top)
    if above:
        sheet.fill(Rect(0, -above, sheet.theme.panel.width_px, above), PAPER)
    return page_area(sheet, draw_top(sheet, chrome, heading=heading, top=-above), chrome)
