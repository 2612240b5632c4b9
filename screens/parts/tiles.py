"""Tiles: a thing to choose with its name, a line about it and, where it is not as usual, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import EDGE, INK, MARK_COLOURS, MUTED, OFF, ON_OFF, SURFACE, TEAL, TEAL_SOFT
from screens.parts.marks import SIGNS, draw_mark
from screens.shapes import Rect
from screens.text import line_height
from visit.views import Mark, Tile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style


@dataclass(frozen=True)
class TileLook:
    """How large, and how much is told."""

    tall_mm: float = 46
    small: bool = False
    told: bool = True
    """With the line about it."""
    soft: bool = False
    """On the ground of what leads on to more."""

    def title(self, sheet: Sheet) -> Style:
        return sheet.theme.lead_bold if self.small else sheet.theme.heading

    def pad(self, sheet: Sheet) -> float:
        return sheet.theme.mm(5 if self.small else 7)


LARGE = TileLook()
SMALL = TileLook(26, small=True)
SHORT = TileLook(20, small=True, told=False)


@dataclass(frozen=True)
class TileBlock:
    tile: Tile
    look: TileLook = LARGE

    def _room(self, sheet: Sheet, width: float) -> float:
        return width - self.look.pad(sheet) - sheet.theme.mm(18)

    def _parts(self, sheet: Sheet, width: float) -> tuple[float, float, float]:
        """Heights of title, line and reason."""
        theme, tile, room = sheet.theme, self.tile, self._room(sheet, width)
        told = tile.subtitle if self.look.told else ""
        indent = theme.mm(11) if tile.mark in SIGNS else 0.0
        return (
            sheet.height_of(tile.title, self.look.title(sheet), room),
            sheet.height_of(told, theme.body, room),
            sheet.height_of(tile.reason, theme.body, room - indent),
        )

    def height(self, sheet: Sheet, width: float) -> float:
        parts = [one for one in self._parts(sheet, width) if one]
        inner = sum(parts) + sheet.theme.mm(1.5) * (len(parts) - 1)
        return max(inner + 1.6 * self.look.pad(sheet), sheet.theme.mm(self.look.tall_mm), sheet.theme.target)

    def draw_in(self, sheet: Sheet, rect: Rect) -> None:
        theme, tile, look = sheet.theme, self.tile, self.look
        closed = tile.mark is Mark.TROUBLE
        # A closed tile can still be touched: the next page says why, and where the item can be done.
        pressed = sheet.hit(rect, tile.id, tile.title, "tile", tile.event)
        usual, down = (TEAL_SOFT, SURFACE) if look.soft else (SURFACE, TEAL_SOFT)
        sheet.fill(rect, down if pressed else OFF if closed else usual, theme.radius)
        sheet.frame(rect, EDGE, theme.mm(0.5), theme.radius)
        room, left = self._room(sheet, rect.w), rect.x + look.pad(sheet)
        title, told, reason = self._parts(sheet, rect.w)
        parts = [one for one in (title, told, reason) if one]
        top = rect.y + (rect.h - sum(parts) - theme.mm(1.5) * (len(parts) - 1)) / 2
        sheet.words(left, top, room, tile.title, look.title(sheet), INK)
        top += title + theme.mm(1.5)
        if told:
            sheet.words(left, top, room, tile.subtitle, theme.body, ON_OFF if closed else MUTED)
            top += told + theme.mm(1.5)
        if reason:
            self._reason(sheet, left, top, room)
        size = theme.mm(10)
        arrow = Rect(rect.right - theme.mm(5) - size, rect.y + (rect.h - size) / 2, size, size)
        sheet.icon(arrow, "next", ON_OFF if closed else TEAL)

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

    tiles: Sequence[Tile]
    across: int
    look: TileLook = LARGE

    def _wide(self, sheet: Sheet, width: float) -> float:
        return (width - sheet.theme.gap * (self.across - 1)) / self.across

    def height(self, sheet: Sheet, width: float) -> float:
        return max(TileBlock(one, self.look).height(sheet, self._wide(sheet, width)) for one in self.tiles)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        wide, high = self._wide(sheet, width), self.height(sheet, width)
        for number, tile in enumerate(self.tiles):
            place = Rect(x + number * (wide + sheet.theme.gap), y, wide, high)
            TileBlock(tile, self.look).draw_in(sheet, place)


def rows(tiles: Sequence[Tile], across: int, look: TileLook) -> list[TileRow]:
    return [TileRow(tiles[at : at + across], across, look) for at in range(0, len(tiles), across)]
