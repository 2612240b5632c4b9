"""Pages with the picture of a page: as large as there is room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from screens.pages.footer import below, footer, is_wide
from screens.palette import EDGE, MUTED
from screens.parts.block import Stack
from screens.parts.scroll import column
from screens.shapes import Photo, Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.parts.block import Block
    from screens.sheet import Sheet
    from visit.held.page_picture import PagePicture
    from visit.views import Button

TELLS_ENOUGH = 0.3
"""Share of the height below which a picture is shown further down instead, and large."""
LARGE = 0.7
MOST_OF_WIDTH = 0.4
"""Of a wide screen, for the picture."""
_APART_MM = 10


@dataclass(frozen=True)
class Document:
    """One page of a document, as large as the width or the given height (pixels) allows."""

    title: str
    picture: PagePicture
    tallest: float = inf

    def size(self, width: float) -> tuple[float, float]:
        scale = min(width / self.picture.width, self.tallest / self.picture.height)
        return self.picture.width * scale, self.picture.height * scale

    def height(self, sheet: Sheet, width: float) -> float:
        return sheet.height_of(self.title, sheet.theme.body_bold, width) + self.size(width)[1]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        down = sheet.height_of(self.title, theme.body_bold, width)
        if self.title:
            sheet.words(x, y, width, self.title, theme.body_bold, MUTED)
        wide, high = self.size(width)
        rect = Rect(x + (width - wide) / 2, y + down, wide, high)
        sheet.add(Photo(rect, self.picture))
        sheet.frame(rect, EDGE, max(1.0, theme.mm(0.4)))


def with_picture(  # noqa: PLR0917 - a page has these parts
    sheet: Sheet,
    area: Rect,
    above: Sequence[Block],
    document: Document,
    after: Sequence[Block],
    buttons: Sequence[Button],
    gap_mm: float = 6,
) -> None:
    """The picture between the blocks; on a wide screen on the right of them, in its whole height."""
    if is_wide(sheet):
        _beside(sheet, area, [*above, *after], document, buttons, gap_mm)
        return
    rest = footer(sheet, area, buttons)
    title = sheet.height_of(document.title, sheet.theme.body_bold, rest.w)
    taken = Stack(above, gap_mm).height(sheet, rest.w) + sheet.theme.mm(gap_mm) + title
    below_it = Stack(after, gap_mm).height(sheet, rest.w) + sheet.theme.mm(gap_mm) if after else 0.0
    # What comes after it may be scrolled to; the picture is best seen with what it is of.
    arrows = max(sheet.theme.mm(24), sheet.theme.smallest + sheet.theme.mm(4))
    rooms = (rest.h - taken - below_it, rest.h - taken - arrows)
    tallest = next((room for room in rooms if room >= rest.h * TELLS_ENOUGH), rest.h * LARGE)
    column(sheet, rest, [*above, replace(document, tallest=tallest), *after], gap_mm=gap_mm)


def _beside(  # noqa: PLR0917 - a page has these parts
    sheet: Sheet,
    area: Rect,
    blocks: Sequence[Block],
    document: Document,
    buttons: Sequence[Button],
    gap_mm: float,
) -> None:
    most = MOST_OF_WIDTH * area.w
    title = sheet.height_of(document.title, sheet.theme.body_bold, most)
    document = replace(document, tallest=area.h - title)
    wide = document.size(most)[0] if not document.title else most
    document.draw(sheet, area.right - wide, area.y, wide)
    left = Rect(area.x, area.y, area.w - wide - sheet.theme.mm(_APART_MM), area.h)
    column(sheet, below(sheet, left, buttons), blocks, gap_mm=gap_mm)
