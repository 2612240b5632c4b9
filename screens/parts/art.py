"""A pictogram in the middle of the width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.shapes import Drawing, Rect

if TYPE_CHECKING:
    from screens.sheet import Sheet


@dataclass(frozen=True)
class Art:
    name: str
    mm: float

    def height(self, sheet: Sheet, width: float) -> float:  # noqa: ARG002 - a block has one shape
        return sheet.theme.mm(self.mm)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        size = sheet.theme.mm(self.mm)
        sheet.add(Drawing(Rect(x + (width - size) / 2, y, size, size), self.name))


@dataclass(frozen=True)
class Drawn:
    """As large as there is room, in the middle of it."""

    name: str
    high: float
    """Pixels."""

    def height(self, sheet: Sheet, width: float) -> float:  # noqa: ARG002 - a block has one shape
        return self.high

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        size = min(width, self.high) * 0.95
        sheet.add(Drawing(Rect(x + (width - size) / 2, y + (self.high - size) / 2, size, size), self.name))
