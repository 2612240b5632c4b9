"""Pages that are typed on: where the keys stand, and what is left for the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import below, halves, height_below
from screens.parts.key_rows import is_few
from screens.parts.keypad import Keypad
from screens.parts.looks import first_fitting
from screens.parts.scroll import LOW, TOP, column
from screens.shapes import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.parts.block import Block, Stack
    from screens.sheet import Sheet
    from visit.views import Button, Keys

SHARES = (0.42, 0.34, 0.27)
"""Of a wide screen for the question; the keys take the rest. The first with which everything has its size."""
SHARES_OF_FEW = (0.42, 0.5)
"""The same beside a number pad, whose keys are wide enough in less."""
KEYS_SHARE = 0.38
"""Of a tall page for the keys, where that is more than they need: then the field stands at one height on all of them."""
_APART_MM = 8


def asked_above_keys(
    sheet: Sheet,
    area: Rect,
    keys: Keys,
    buttons: Sequence[Button],
    looks: Sequence[Stack],
    *,
    reveal: int | None = None,
) -> None:
    """The whole page: what is asked, in the largest look that needs no scrolling, the keys and the buttons."""
    rest = keyed(sheet, area, keys, buttons, looks)
    look = first_fitting(sheet, looks, rest.w, rest.h) or looks[-1]
    begin = TOP if sheet.theme.wide else LOW
    column(sheet, rest, look.blocks, gap_mm=look.gap_mm, begin=begin, reveal=reveal)


def keyed(
    sheet: Sheet, area: Rect, keys: Keys, buttons: Sequence[Button], asked: Sequence[Block] = ()
) -> Rect:
    """Draws keys and buttons; returns the area for what is asked and typed, of which `asked` are the looks."""
    draw = _beside if sheet.theme.wide else _above
    return draw(sheet, area, Keypad(keys), buttons, asked)


def _above(sheet: Sheet, area: Rect, pad: Keypad, buttons: Sequence[Button], asked: Sequence[Block]) -> Rect:
    """The keys right above the buttons, what is asked above them."""
    rest, apart = below(sheet, area, buttons), sheet.theme.mm(_APART_MM)
    usual = pad.height(sheet, rest.w)
    if asked:
        look = first_fitting(sheet, asked, rest.w, rest.h - usual - apart)
        free = rest.h - apart - (look.height(sheet, rest.w) if look is not None else rest.h)
        pad = pad.filling(max(usual, min(KEYS_SHARE * rest.h, free)) if look is not None else 0.0)
    high = pad.height(sheet, rest.w)
    pad.draw(sheet, rest.x, rest.bottom - high, rest.w)
    return Rect(rest.x, rest.y, rest.w, rest.h - high - apart)


def _beside(sheet: Sheet, area: Rect, pad: Keypad, buttons: Sequence[Button], asked: Sequence[Block]) -> Rect:
    """The keys on the right, as high as the page, and the buttons under them."""
    few = is_few(pad.keys.rows) and not pad.keys.tabs
    sides = [halves(sheet, area, share) for share in (SHARES_OF_FEW if few else SHARES)]
    rooms = [right.h - height_below(sheet, right.w, buttons) for _, right in sides]
    held = [
        (left, right, room)
        for (left, right), room in zip(sides, rooms, strict=True)
        if pad.least(sheet, right.w) <= room
    ]
    if held:
        fits = (one for one in held if first_fitting(sheet, asked, one[0].w, one[0].h) is not None)
        left, right, room = next(fits, max(held, key=lambda one: one[0].w))
        below(sheet, right, buttons)
        pad.filling(room).draw(sheet, right.x, right.y, right.w)
        return left
    # The keys need all the height: then the buttons stand under the question.
    left, right = next((pair for pair in sides if pad.least(sheet, pair[1].w) <= area.h), sides[-1])
    pad.filling(area.h).draw(sheet, right.x, right.y, right.w)
    return below(sheet, left, buttons, 1)
