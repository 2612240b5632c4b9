"""Back and on, for a list that is turned over. Where a page of the list is higher than its room, the same two buttons turn
to the rest of it first; nobody has to do two things to see more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.palette import MUTED
from screens.parts.block import Stack
from screens.parts.button import button_height, draw_button
from screens.parts.scroll import column, turned
from screens.shapes import Rect
from screens.text import line_height, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.parts.block import Block
    from screens.parts.scroll import Turn
    from screens.sheet import Sheet
    from visit.views import Button, Pager

_APART_MM = 6
_SHARE = 0.36
"""Of the width for each of the two buttons."""


def above(sheet: Sheet, area: Rect, pager: Pager | None) -> tuple[Rect, Rect]:
    """What is left for the list, and where its buttons are, at the bottom of the area."""
    if pager is None:
        return area, Rect(area.x, area.bottom, area.w, 0.0)
    wide = area.w * _SHARE - sheet.theme.mm(12)
    buttons = (pager.before, pager.after)
    high = max(sheet.theme.mm(24), *(button_height(sheet, one, wide) for one in buttons))
    rest = area.h - high - sheet.theme.mm(_APART_MM)
    return Rect(area.x, area.y, area.w, rest), Rect(area.x, area.bottom - high, area.w, high)


def turning(
    sheet: Sheet, view: Rect, blocks: Sequence[Block], bar: Rect, pager: Pager | None, *, gap_mm: float
) -> None:
    """The list, and its buttons where `bar` is."""
    if pager is None:
        column(sheet, view, blocks, gap_mm=gap_mm)
    elif Stack(blocks, gap_mm).height(sheet, view.w) <= view.h + 1:
        column(sheet, view, blocks, gap_mm=gap_mm)
        _buttons(sheet, bar, pager, None)
    else:
        _buttons(sheet, bar, pager, turned(sheet, view, blocks, gap_mm=gap_mm))


def _buttons(sheet: Sheet, bar: Rect, pager: Pager, turn: Turn | None) -> None:
    theme = sheet.theme
    wide = bar.w * _SHARE
    longest = max(width_of(one.label, theme.body_bold) for one in (pager.before, pager.after))
    worded = longest + theme.mm(22) <= wide or bar.h >= 2.4 * line_height(theme.body_bold)
    if not worded:
        wide = max(theme.mm(24), theme.smallest)
    up, down = turn.steps(sheet) if turn is not None else (0.0, 0.0)
    _draw(sheet, Rect(bar.x, bar.y, wide, bar.h), pager.before, "up", up, worded=worded)
    _draw(sheet, Rect(bar.right - wide, bar.y, wide, bar.h), pager.after, "down", down, worded=worded)
    text = pager.text if turn is None else f"{pager.text}\n({turn.told(sheet)})"
    middle = Rect(bar.x + wide, bar.y, bar.w - 2 * wide, bar.h).inset(theme.mm(1.5), 0)
    style = theme.body_bold if sheet.height_of(text, theme.body_bold, middle.w) <= bar.h else theme.note_bold
    if turn is not None and sheet.height_of(text, style, middle.w) > bar.h:
        text = pager.text
    words = sheet.height_of(text, style, middle.w)
    sheet.words(middle.x, bar.y + (bar.h - words) / 2, middle.w, text, style, MUTED, middle=True)


def _draw(sheet: Sheet, rect: Rect, button: Button, way: str, by: float, *, worded: bool) -> None:
    scroll = (f"scroll_{way}", by) if by else None
    shown = replace(button, enabled=button.enabled or bool(by))
    before, after = ("before", "") if way == "up" else ("", "next")
    draw_button(sheet, rect, shown, icon=before, icon_after=after, scroll=scroll, worded=worded)
