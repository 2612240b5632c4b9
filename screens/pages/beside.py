"""On a wide screen: what is asked on the left, what it is answered with on the right, and the buttons under that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import below, halves, height_below
from screens.parts.looks import first_fitting
from screens.parts.scroll import column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from screens.parts.block import Block, Stack
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import Button

SHARES = (0.42, 0.36, 0.3, 0.5)
"""Of the width for what is asked: the first with which nothing must be scrolled."""


def beside(  # noqa: PLR0917 - a page has these parts
    sheet: Sheet,
    area: Rect,
    asked: Sequence[Stack],
    answers: Sequence[Block],
    buttons: Sequence[Button],
    shares: Sequence[float] = SHARES,
) -> bool:
    """Draws the page, where the screen is wide and what is asked has room; both are looks, the largest first. What it is
    answered with scrolls by itself when it must: the question stays in sight.
    """
    if not sheet.theme.wide:
        return False
    places = list(_places(sheet, area, shares))
    for left, right, under in places:
        low = height_below(sheet, (right if under else left).w, buttons, 0 if under else 1)
        look = first_fitting(sheet, asked, left.w, left.h - (0.0 if under else low))
        answer = first_fitting(sheet, answers, right.w, right.h - (low if under else 0.0))
        if look is not None and answer is not None:
            break
    else:
        # Something must be scrolled: what it is answered with gets all the room there is.
        answer = answers[-1]
        for place in sorted(places, key=lambda place: (place[0].w, place[2])):
            left, right, under = place
            low = 0.0 if under else height_below(sheet, left.w, buttons, 1)
            look = first_fitting(sheet, asked, left.w, left.h - low)
            if look is not None:
                break
    if look is None:
        return False
    rest = below(sheet, right if under else left, buttons, 0 if under else 1)
    look.draw(sheet, left.x, left.y, left.w)
    column(sheet, rest if under else right, [answer])
    return True


def _places(sheet: Sheet, area: Rect, shares: Sequence[float]) -> Iterator[tuple[Rect, Rect, bool]]:
    """The two sides, and whether the buttons stand on the right; where that leaves too little, under what is asked."""
    for under in (True, False):
        for share in shares:
            yield (*halves(sheet, area, share), under)
