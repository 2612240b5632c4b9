"""The page's buttons at the bottom of its area: the main verb is always in the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.chrome import help_rect
from screens.parts.button import ButtonRow
from screens.shapes import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from visit.views import Button


def _apart(sheet: Sheet) -> float:
    """Between the buttons and the page."""
    return sheet.theme.mm(5 if sheet.theme.low else 8)


def footer(sheet: Sheet, area: Rect, buttons: Sequence[Button]) -> Rect:
    """Draws the buttons and returns the area that is left: above them, or on a wide screen beside them."""
    if not buttons:
        return area
    if sheet.theme.wide:
        wide = help_rect(sheet.theme).w
        stack = ButtonRow(buttons, 1)
        high = stack.height(sheet, wide)
        if high <= area.h:
            # Right above 呼叫帮办: a wide screen is short of height, not of width.
            stack.draw(sheet, area.right - wide, area.bottom - high, wide)
            return Rect(area.x, area.y, area.w - wide - _apart(sheet), area.h)
    return below(sheet, area, buttons)


def below(sheet: Sheet, area: Rect, buttons: Sequence[Button], across: int = 0) -> Rect:
    """Draws the buttons at the bottom and returns the area above them."""
    if not buttons:
        return area
    row = _row(buttons, across)
    high = row.height(sheet, area.w)
    row.draw(sheet, area.x, area.bottom - high, area.w)
    return Rect(area.x, area.y, area.w, area.h - high - _apart(sheet))


def height_below(sheet: Sheet, width: float, buttons: Sequence[Button], across: int = 0) -> float:
    """What the buttons take at the bottom, with the gap above them."""
    return _row(buttons, across).height(sheet, width) + _apart(sheet) if buttons else 0.0


def _row(buttons: Sequence[Button], across: int = 0) -> ButtonRow:
    if not across:
        # What is explained needs width; four stand two by two.
        explained = any(one.note for one in buttons) and len(buttons) > 1
        across = 2 if explained or len(buttons) == 4 else min(3, len(buttons))
    return ButtonRow(buttons, across)


def halves(sheet: Sheet, area: Rect, share: float = 0.5) -> tuple[Rect, Rect]:
    """Left and right part of an area, with a gap."""
    gap = sheet.theme.mm(10)
    left = (area.w - gap) * share
    return Rect(area.x, area.y, left, area.h), Rect(area.x + left + gap, area.y, area.w - left - gap, area.h)


def is_wide(sheet: Sheet) -> bool:
    """A landscape panel."""
    return sheet.theme.wide
