"""Lists of branches and items, turned over like the pages of a book, and the search with its keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.pages.footer import is_wide
from screens.pages.keyed import keyed
from screens.pages.turning import above, turning
from screens.palette import INK, MUTED, TEAL
from screens.parts.block import Block, Paragraph, Space, Stack
from screens.parts.board import fitting_board
from screens.parts.questions import Entry
from screens.parts.tiles import LARGE, SHORT, SMALL, TileLook, TileRow, rows
from screens.shapes import Rect
from screens.text import line_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from visit.views import ListBody, Pager, PublishedBody, SearchBody, Tile

GAP_MM = 4
LOOKS = ((LARGE, 60), (SMALL, 40), (SHORT, 40))
"""From large and told to small and short; and how high each may become, in mm, where there is room."""
FEW = 3
"""So many stand one below the other on a wide screen too."""


def listing(body: ListBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    title = Paragraph(body.title, theme.title, INK)
    summary = Paragraph(body.summary, theme.body, TEAL)
    columns = (1,) if not is_wide(sheet) else (1, 2) if len(body.tiles) <= FEW else (2,)
    rest, bar = above(sheet, area, body.pager)
    # Where all cannot be seen at once, the line above the title can be missed best.
    heads: list[Block] = [Stack([summary, title], GAP_MM), title]
    places = [(head, _under(sheet, rest, head), bar) for head in heads]
    if theme.low and body.pager is not None:
        # A low panel has no height for a row of its own.
        half = TITLE_SHARE * area.w
        smaller = Paragraph(body.title, theme.heading, INK)
        title = title if title.height(sheet, half) <= line_height(theme.title) else smaller
        high = max(title.height(sheet, half), theme.target)
        bar = Rect(area.x + half, area.y, area.w - half, high)
        head = Set(title, half, high)
        places.append((head, _under(sheet, area, head), bar))
    _listed(sheet, area, places, body.tiles, columns, body.pager)


def published(body: PublishedBody, sheet: Sheet, area: Rect) -> None:
    rest, bar = above(sheet, area, body.pager)
    turning(sheet, rest, [fitting_board(body.board, sheet, rest, page=True)], bar, body.pager, gap_mm=GAP_MM)


def search(body: SearchBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    asked: list[Block] = [Paragraph(body.entry.question, theme.lead_bold, TEAL), Entry(body.entry)]
    told = Paragraph(body.status, theme.body, MUTED)
    # The keys stay where they are, whatever is found.
    looks = [Stack([*asked, Space(mm)], GAP_MM) for mm in RESULTS_MM]
    area = keyed(sheet, area, body.keys, (), looks)
    head = Stack([*asked, told], GAP_MM)
    rest, bar = above(sheet, area, body.pager)
    places: list[tuple[Block, Rect, Rect]] = [(head, _under(sheet, rest, head), bar)]
    if body.pager is not None:
        # What is typed needs the height: back and on stand beside how many are found.
        half = STATUS_SHARE * area.w
        head = Stack([*asked, Set(told, half, max(told.height(sheet, half), theme.smallest))], GAP_MM)
        down = head.height(sheet, area.w)
        high = max(told.height(sheet, half), theme.smallest)
        bar = Rect(area.x + half, area.y + down - high, area.w - half, high)
        places.append((head, _under(sheet, area, head), bar))
    if body.suggested:
        _suggested(sheet, area, head, body)
        return
    _listed(sheet, area, places, body.tiles, (1,), body.pager)


def _suggested(sheet: Sheet, area: Rect, head: Block, body: SearchBody) -> None:
    """What is most used, as much of it as there is room for: it is on the home page too, and this page is for typing."""
    head.draw(sheet, area.x, area.y, area.w)
    under = _under(sheet, area, head)
    title = Paragraph(body.often, sheet.theme.lead_bold, TEAL)
    for count in range(len(body.suggested), 0, -1):
        listed = Stack([title, *rows(body.suggested[:count], 1, SHORT)], GAP_MM)
        down = under.h - listed.height(sheet, under.w)
        if down >= 0:
            # Apart from what is typed, where there is room.
            listed.draw(sheet, under.x, under.y + min(down, sheet.theme.mm(8)), under.w)
            return


RESULTS_MM = (150, 80, 40)
"""Left for what is found, where the keys could be larger."""
TITLE_SHARE = 0.46
STATUS_SHARE = 0.34
"""Of the width for the words, where back and on stand beside them."""


@dataclass(frozen=True)
class Set:
    """Words in the middle of a height, in a part of the width."""

    words: Paragraph
    width: float
    high: float

    def height(self, sheet: Sheet, width: float) -> float:  # noqa: ARG002 - a block has one shape
        return self.high

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:  # noqa: ARG002 - as above
        down = (self.high - self.words.height(sheet, self.width)) / 2
        self.words.draw(sheet, x, y + down, self.width)


def _listed(  # noqa: PLR0917 - what a list is made of
    sheet: Sheet,
    area: Rect,
    places: Sequence[tuple[Block, Rect, Rect]],
    tiles: Sequence[Tile],
    columns: Sequence[int],
    pager: Pager | None,
) -> None:
    """The head stays, the tiles below it are turned over when there are too many. Each place is a head, what it leaves for
    the tiles, and where back and on stand; the first with which all are seen at once.
    """
    fitting = ((place, _fitting(sheet, place[1], tiles, columns)) for place in places)
    (head, view, bar), found = next((one for one in fitting if one[1] is not None), (places[-1], None))
    head.draw(sheet, area.x, area.y, area.w)
    turning(sheet, view, found or rows(tiles, columns[-1], SHORT), bar, pager, gap_mm=GAP_MM)


def _under(sheet: Sheet, area: Rect, head: Block) -> Rect:
    high = head.height(sheet, area.w) + sheet.theme.mm(GAP_MM)
    return Rect(area.x, area.y + high, area.w, area.h - high)


def _fitting(sheet: Sheet, area: Rect, tiles: Sequence[Tile], columns: Sequence[int]) -> list[TileRow] | None:
    """The largest tiles with which nothing must be scrolled, as high as there is room."""
    for look, most in LOOKS:
        for across in columns:
            if _high(sheet, area, tiles, across, look) <= area.h:
                return rows(tiles, across, _highest(sheet, area, tiles, across, look, most))
    return None


def _high(sheet: Sheet, area: Rect, tiles: Sequence[Tile], across: int, look: TileLook) -> float:
    return Stack(rows(tiles, across, look), GAP_MM).height(sheet, area.w)


def _highest(  # noqa: PLR0917 - what a list is made of
    sheet: Sheet, area: Rect, tiles: Sequence[Tile], across: int, look: TileLook, most: float
) -> TileLook:
    """To a millimetre."""
    low, high = look.tall_mm, most
    while high - low > 1:
        middle = replace(look, tall_mm=(low + high) / 2)
        if _high(sheet, area, tiles, across, middle) <= area.h:
            low = middle.tall_mm
        else:
            high = middle.tall_mm
    return replace(look, tall_mm=low)
