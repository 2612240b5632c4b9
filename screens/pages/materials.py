"""The materials of an item: what is here already, what is promised, what comes later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.pages.footer import footer
from screens.palette import HAIRLINE, INK, MARK_COLOURS, SURFACE, TEAL_SOFT
from screens.parts.block import Block, Card, Kept, Paragraph, Stack, Title
from screens.parts.marks import SIGNS, Notice, draw_mark
from screens.parts.options import OptionGrid
from screens.parts.scroll import column
from screens.text import line_height
from visit.views import Mark, MaterialCard, MaterialsBody

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet

MOST = 0.85
"""Share of the height that one paper may have, so that the arrows find room too."""


@dataclass(frozen=True)
class Named:
    """Sign and name."""

    card: MaterialCard

    def _indent(self, sheet: Sheet) -> float:
        return sheet.theme.mm(15) if self.card.mark in SIGNS else 0.0

    def height(self, sheet: Sheet, width: float) -> float:
        return sheet.height_of(self.card.name, sheet.theme.lead_bold, width - self._indent(sheet))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        size = theme.mm(11)
        draw_mark(sheet, x, y + (line_height(theme.lead_bold) - size) / 2, size, self.card.mark)
        indent = self._indent(sheet)
        sheet.words(x + indent, y, width - indent, self.card.name, theme.lead_bold, INK)


def material_block(sheet: Sheet, card: MaterialCard) -> Block:
    theme = sheet.theme
    parts: list[Block] = [Named(card), Paragraph(card.how, theme.body, MARK_COLOURS[card.mark][0])]
    if card.promise:
        parts.append(Card(Paragraph(card.promise, theme.body, INK), TEAL_SOFT, padding_mm=5))
    if card.options:
        parts.append(OptionGrid(card.options, several=False))
    parts.append(Notice(Mark.TROUBLE, card.problem, theme.body_bold))
    return Card(Stack(parts, 4), SURFACE, HAIRLINE)


def _whole(sheet: Sheet, card: Block, area: Rect) -> Block:
    """A paper and what is chosen for it are seen at once, where there is room for them."""
    return Kept(card) if card.height(sheet, area.w) <= MOST * area.h else card


def materials(body: MaterialsBody, sheet: Sheet, area: Rect) -> None:
    rest = footer(sheet, area, (body.next,) if body.checklist is None else (body.checklist, body.next))
    blocks: list[Block] = [Title(body.title)]
    wrong = next((number for number, one in enumerate(body.cards, 1) if one.problem), None)
    cards = [_whole(sheet, material_block(sheet, one), rest) for one in body.cards]
    column(sheet, rest, blocks + cards, gap_mm=6, reveal=wrong)
