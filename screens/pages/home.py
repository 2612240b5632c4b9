"""What would you like to do? The trees first, a way to type it, and what is most used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.pages.footer import halves, is_wide
from screens.palette import INK, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.button import ButtonRow, button_height, draw_button
from screens.parts.scroll import column
from screens.parts.tiles import LARGE, SHORT, SMALL, TileLook, rows
from screens.shapes import Rect
from screens.text import width_of

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import Button, HomeBody

GAP_MM = 5
CLOSE_MM = 3.5


class SearchButton:
    """With the glass before its words."""

    def __init__(self, search: Button) -> None:
        self._search = search

    def height(self, sheet: Sheet, width: float) -> float:
        return max(sheet.theme.mm(20 if sheet.theme.low else 24), button_height(sheet, self._search, width))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        draw_button(sheet, Rect(x, y, width, self.height(sheet, width)), self._search, icon="search")


@dataclass(frozen=True)
class AskedBeside:
    """The question and the search in one row, where height is short."""

    question: Paragraph
    search: SearchButton

    def _left(self, sheet: Sheet, width: float) -> float:
        return min(width_of(self.question.text, self.question.style) + sheet.theme.mm(8), 0.5 * width)

    def height(self, sheet: Sheet, width: float) -> float:
        left = self._left(sheet, width)
        return max(self.question.height(sheet, left), self.search.height(sheet, width - left))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        left, high = self._left(sheet, width), self.height(sheet, width)
        self.question.draw(sheet, x, y + (high - self.question.height(sheet, left)) / 2, left)
        below = (high - self.search.height(sheet, width - left)) / 2
        self.search.draw(sheet, x + left, y + below, width - left)


@dataclass(frozen=True)
class Look:
    """How large the page is, and how much is told."""

    trees: TileLook
    items: TileLook
    close: bool = False
    """The question beside the search, and everything nearer together."""
    noted: bool = True
    """Errands say what they are for."""
    headed: bool = True
    """They have a heading."""

    @property
    def gap_mm(self) -> float:
        return CLOSE_MM if self.close else GAP_MM


LOOKS = (
    *(Look(replace(LARGE, tall_mm=tall), SMALL) for tall in (74, 60, 46)),
    Look(LARGE, SHORT),
    Look(SMALL, SHORT),
    Look(SMALL, SHORT, close=True),
    Look(SHORT, SHORT),
    Look(SHORT, SHORT, close=True),
    Look(SHORT, SHORT, close=True, noted=False),
    Look(SHORT, SHORT, close=True, noted=False, headed=False),
)
"""Large where there is room; smaller, then with fewer words and closer, rather than a page that must be scrolled."""
SHARES = (0.56, 0.48, 0.42)
"""Of a wide screen for the trees."""


def home(body: HomeBody, sheet: Sheet, area: Rect) -> None:
    if is_wide(sheet) and _beside(body, sheet, area):
        return
    for look in LOOKS:
        blocks = [*_ways(body, sheet, look), *_often(body, sheet, look), *_errands(body, sheet, look)]
        if Stack(blocks, look.gap_mm).height(sheet, area.w) <= area.h:
            break
    column(sheet, area, blocks, gap_mm=look.gap_mm)


def _beside(body: HomeBody, sheet: Sheet, area: Rect) -> bool:
    """Where to look on the left, what is most wanted on the right, what was begun where there is room; whether all fits."""
    for look in LOOKS:
        for share in SHARES:
            halved = halves(sheet, area, share)
            ways, often = _ways(body, sheet, look), _often(body, sheet, look)
            errands = _errands(body, sheet, look)
            for parts in ((ways, [*often, *errands]), ([*ways, *errands], often)):
                stacks = [Stack(part, look.gap_mm) for part in parts]
                if all(one.height(sheet, half.w) <= area.h for one, half in zip(stacks, halved, strict=True)):
                    for one, half in zip(stacks, halved, strict=True):
                        one.draw(sheet, half.x, half.y, half.w)
                    return True
    return False


def _ways(body: HomeBody, sheet: Sheet, look: Look) -> list[Block]:
    theme = sheet.theme
    style = theme.heading if look.close and theme.low and theme.wide else theme.title
    question, search = Paragraph(body.question, style, INK), SearchButton(body.search)
    main, others = body.trees[:2], body.trees[2:]
    first = replace(look.trees, soft=True)
    smaller = replace(first, tall_mm=min(first.tall_mm, 46))
    # A wide screen is halved already: beside each other they would have no room.
    beside = look.close and not is_wide(sheet)
    head: list[Block] = [AskedBeside(question, search)] if beside else [question, search]
    return [*head, *rows(main, 2, first), *rows(others, 2, smaller)]


def _often(body: HomeBody, sheet: Sheet, look: Look) -> list[Block]:
    if not body.tiles:
        return []
    return [Paragraph(body.often, sheet.theme.lead_bold, TEAL), *rows(body.tiles, 1, look.items)]


def _errands(body: HomeBody, sheet: Sheet, look: Look) -> list[Block]:
    buttons = body.errands if look.noted else [replace(one, note="") for one in body.errands]
    row = ButtonRow(buttons, len(buttons))
    return [Paragraph(body.begun, sheet.theme.lead_bold, TEAL), row] if look.headed else [row]
