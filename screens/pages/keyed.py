"""Pages that are typed on: where the keys stand, and what is left for the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import below, halves, height_below
from screens.parts.keypad import Keypad
from screens.shapes import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from visit.views import Button, Keys

SHARES = (0.42, 0.34, 0.27)
"""Of a wide screen for the question; the keys take the rest. The first with which all keys have their size."""


def keyed(sheet: Sheet, area: Rect, keys: Keys, buttons: Sequence[Button]) -> Rect:
    """Draws keys and buttons; returns the area for what is asked and typed."""
    pad = Keypad(keys)
    if not sheet.theme.wide:
        rest = below(sheet, area, buttons)
        high = pad.height(sheet, rest.w)
        pad.draw(sheet, rest.x, rest.bottom - high, rest.w)
        return Rect(rest.x, rest.y, rest.w, rest.h - high - sheet.theme.mm(8))
    for share in SHARES:
        left, right = halves(sheet, area, share)
        if pad.height(sheet, right.w) <= right.h - height_below(sheet, right.w, buttons):
            below(sheet, right, buttons)
            pad.draw(sheet, right.x, right.y, right.w)
            return left
    # The keys need all the height: then the buttons stand under the question.
    sides = [halves(sheet, area, share) for share in SHARES]
    left, right = next((pair for pair in sides if pad.height(sheet, pair[1].w) <= area.h), sides[-1])
    pad.draw(sheet, right.x, right.y, right.w)
    return below(sheet, left, buttons, 1)
