"""A block knows how high it is at a width, and draws itself there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from screens.palette import INK
from screens.shapes import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style


class Block(Protocol):
    """Something that stands between other blocks, one below the other."""

    def height(self, sheet: Sheet, width: float) -> float: ...

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None: ...


@runtime_checkable
class Growing(Protocol):
    """A block that is easier to read or to touch where there is room."""

    def roomy(self) -> Block: ...


def roomy(block: Block) -> Block:
    return block.roomy() if isinstance(block, Growing) else block


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: Style
    colour: str = INK
    middle: bool = False

    def height(self, sheet: Sheet, width: float) -> float:
        return sheet.height_of(self.text, self.style, width)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        if self.text:
            sheet.words(x, y, width, self.text, self.style, self.colour, middle=self.middle)


@dataclass(frozen=True)
class Space:
    """Empty millimetres."""

    mm: float

    def height(self, sheet: Sheet, width: float) -> float:  # noqa: ARG002 - a block has one shape
        return sheet.theme.mm(self.mm)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Nothing to see."""


@dataclass(frozen=True)
class Stack:
    """Blocks one below the other."""

    blocks: Sequence[Block]
    gap_mm: float = 5

    def roomy(self) -> Stack:
        return replace(self, blocks=[roomy(one) for one in self.blocks])

    def height(self, sheet: Sheet, width: float) -> float:
        heights = [high for high in (block.height(sheet, width) for block in self.blocks) if high]
        return sum(heights) + sheet.theme.mm(self.gap_mm) * max(0, len(heights) - 1)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for block in self.blocks:
            high = block.height(sheet, width)
            if high:
                block.draw(sheet, x, y, width)
                y += high + sheet.theme.mm(self.gap_mm)


@dataclass(frozen=True)
class Card:
    """A stack on ground of its own."""

    content: Block
    ground: str
    edge: str = ""
    padding_mm: float = 6

    def roomy(self) -> Card:
        return replace(self, content=roomy(self.content))

    def height(self, sheet: Sheet, width: float) -> float:
        pad = sheet.theme.mm(self.padding_mm)
        return self.content.height(sheet, width - 2 * pad) + 2 * pad

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        pad = sheet.theme.mm(self.padding_mm)
        rect = Rect(x, y, width, self.height(sheet, width))
        sheet.fill(rect, self.ground, sheet.theme.radius)
        if self.edge:
            sheet.frame(rect, self.edge, sheet.theme.mm(0.5), sheet.theme.radius)
        self.content.draw(sheet, x + pad, y + pad, width - 2 * pad)
