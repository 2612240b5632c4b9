"""智能提示: a hint on soft ground, with its sign, its source and its date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import INK, MUTED, TEAL, TEAL_SOFT
from screens.parts.block import Block, Card, Paragraph, Stack
from screens.shapes import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from visit.views import Tip


@dataclass(frozen=True)
class Signed:
    """Words beside the sign of a hint."""

    words: Block

    def _indent(self, sheet: Sheet) -> float:
        return sheet.theme.mm(14)

    def height(self, sheet: Sheet, width: float) -> float:
        return self.words.height(sheet, width - self._indent(sheet))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        size = sheet.theme.mm(10)
        sheet.icon(Rect(x, y, size, size), "hint", TEAL)
        self.words.draw(sheet, x + self._indent(sheet), y, width - self._indent(sheet))


def tip_blocks(sheet: Sheet, tips: Sequence[Tip]) -> list[Block]:
    theme = sheet.theme
    return [
        Card(
            Signed(
                Stack([Paragraph(one.text, theme.body, INK), Paragraph(one.source, theme.note, MUTED)], 1)
            ),
            TEAL_SOFT,
            padding_mm=5,
        )
        for one in tips
    ]
