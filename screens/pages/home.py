"""What would you like to do? One tile an item; a closed one says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.pages.footer import is_wide
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.marks import SIGNS, draw_mark
from screens.parts.scroll import column
from screens.shapes import Rect
from screens.text import line_height, width_of
from screens.theme import EDGE, INK, MARK_COLOURS, MUTED, OFF, ON_OFF, ON_TEAL, SURFACE, TEAL, TEAL_SOFT
from visit.views import HomeBody, Mark, Tile

if TYPE_CHECKING:
    from screens.sheet import Sheet


@dataclass(frozen=True)
class TileBlock:
    tile: Tile
    tall_mm: float = 46

    def _room(self, sheet: Sheet, width: float) -> tuple[float, float]:
        badge = sheet.theme.mm(24)
        return badge, width - badge - sheet.theme.mm(7 + 7 + 16)

    def _words(self, sheet: Sheet, width: float) -> tuple[float, float, float]:
        _, room = self._room(sheet, width)
        theme = sheet.theme
        return (
            sheet.height_of(self.tile.title, theme.heading, room),
            sheet.height_of(self.tile.subtitle, theme.body, room),
            sheet.height_of(
                self.tile.reason, theme.body, room - (theme.mm(11) if self.tile.mark in SIGNS else 0)
            ),
        )

    def height(self, sheet: Sheet, width: float) -> float:
        parts = [one for one in self._words(sheet, width) if one]
        return max(
            sum(parts) + sheet.theme.mm(14) + sheet.theme.mm(2) * (len(parts) - 1),
            sheet.theme.mm(self.tall_mm),
        )

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme, tile = sheet.theme, self.tile
        rect = Rect(x, y, width, self.height(sheet, width))
        closed = tile.mark is Mark.TROUBLE
        # A closed tile can still be touched: the next page says why, and where the item can be done.
        pressed = sheet.hit(rect, tile.id, tile.title, "tile", tile.event)
        sheet.fill(rect, TEAL_SOFT if pressed else OFF if closed else SURFACE, theme.radius)
        sheet.frame(rect, EDGE, theme.mm(0.5), theme.radius)
        badge, room = self._room(sheet, width)
        square = Rect(x + theme.mm(7), y + (rect.h - badge) / 2, badge, badge)
        sheet.fill(square, ON_OFF if closed else TEAL, theme.mm(5))
        letter = tile.title[:1]
        style = theme.title
        sheet.line(
            square.x + (badge - width_of(letter, style)) / 2,
            square.y + (badge - line_height(style)) / 2,
            letter,
            style,
            ON_TEAL,
        )
        left = square.right + theme.mm(7)
        title, subtitle, reason = self._words(sheet, width)
        parts = [one for one in (title, subtitle, reason) if one]
        top = y + (rect.h - sum(parts) - theme.mm(2) * (len(parts) - 1)) / 2
        sheet.words(left, top, room, tile.title, theme.heading, INK)
        top += title + theme.mm(2)
        if subtitle:
            sheet.words(left, top, room, tile.subtitle, theme.body, ON_OFF if closed else MUTED)
            top += subtitle + theme.mm(2)
        if reason:
            self._reason(sheet, left, top, room)
        size = theme.mm(10)
        sheet.icon(
            Rect(rect.right - theme.mm(5) - size, y + (rect.h - size) / 2, size, size),
            "next",
            ON_OFF if closed else TEAL,
        )

    def _reason(self, sheet: Sheet, left: float, top: float, room: float) -> None:
        theme = sheet.theme
        colour = MARK_COLOURS[self.tile.mark][0]
        indent = theme.mm(11) if self.tile.mark in SIGNS else 0.0
        size = theme.mm(8.5)
        draw_mark(sheet, left, top + (line_height(theme.body) - size) / 2, size, self.tile.mark)
        sheet.words(left + indent, top, room - indent, self.tile.reason, theme.body, colour)


@dataclass(frozen=True)
class TileRow:
    """Tiles of one row, all as high as the highest."""

    tiles: tuple[Tile, ...]
    across: int
    tall_mm: float = 46

    def _wide(self, sheet: Sheet, width: float) -> float:
        return (width - sheet.theme.gap * (self.across - 1)) / self.across

    def height(self, sheet: Sheet, width: float) -> float:
        return max(TileBlock(one, self.tall_mm).height(sheet, self._wide(sheet, width)) for one in self.tiles)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        wide = self._wide(sheet, width)
        for number, tile in enumerate(self.tiles):
            TileBlock(tile, self.tall_mm).draw(sheet, x + number * (wide + sheet.theme.gap), y, wide)


def home(body: HomeBody, sheet: Sheet, area: Rect) -> None:
    across = 2 if is_wide(sheet) else 1
    groups = [body.tiles[at : at + across] for at in range(0, len(body.tiles), across)]
    question = Paragraph(body.question, sheet.theme.title, INK)
    # Few items get larger tiles.
    for tall in (70.0, 60.0, 46.0):
        blocks: list[Block] = [question, *(TileRow(group, across, tall) for group in groups)]
        if Stack(blocks, 6).height(sheet, area.w) <= area.h:
            break
    column(sheet, area, blocks, gap_mm=6, sink=0.3)
