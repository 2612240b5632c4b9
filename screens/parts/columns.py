"""Two blocks side by side, where the screen is wider than what is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.parts.block import closer, roomy
from screens.parts.rows import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.parts.block import Block
    from screens.sheet import Sheet
    from visit.views import Row

_APART_MM = 6


@dataclass(frozen=True)
class Columns:
    """Both begin at the same height."""

    left: Block
    right: Block

    def roomy(self) -> Columns:
        return Columns(roomy(self.left), roomy(self.right))

    def closer(self) -> Columns:
        return Columns(closer(self.left), closer(self.right))

    def height(self, sheet: Sheet, width: float) -> float:
        wide = self._wide(sheet, width)
        return max(self.left.height(sheet, wide), self.right.height(sheet, wide))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        wide = self._wide(sheet, width)
        self.left.draw(sheet, x, y, wide)
        self.right.draw(sheet, x + width - wide, y, wide)

    @staticmethod
    def _wide(sheet: Sheet, width: float) -> float:
        return (width - sheet.theme.mm(_APART_MM)) / 2


def tables(sheet: Sheet, rows: Sequence[Row], width: float) -> list[Block]:
    """The rows in one table and, where that saves a third of the height, in two of about the same height."""
    one = RowTable(rows)
    pairs = [Columns(RowTable(rows[:at]), RowTable(rows[at:])) for at in range(1, len(rows))]
    two = min(pairs, key=lambda pair: pair.height(sheet, width), default=None)
    if two is None or two.height(sheet, width) > one.height(sheet, width) * 2 / 3:
        return [one.roomy(), one, one.closer()]
    return [one.roomy(), one, one.closer(), two]
