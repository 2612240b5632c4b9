"""A block knows how high it is at a width, and draws itself there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from screens.palette import INK
from screens.shapes import Rect
from screens.text import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style, Theme

CLOSE = 0.6
"""Share of their usual distance at which blocks stand before something must be scrolled."""


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


@runtime_checkable
class Closing(Protocol):
    """A block that can stand closer together, before something must be scrolled."""

    def closer(self) -> Block: ...


def closer(block: Block) -> Block:
    return block.closer() if isinstance(block, Closing) else block


@runtime_checkable
class Parted(Protocol):
    """A block that is made of several things."""

    def cuts(self, sheet: Sheet, width: float) -> Sequence[float]: ...


def cuts(block: Block, sheet: Sheet, width: float) -> list[float]:
    """Where a view may end inside a block, in pixels below its top: between the rows of a table, never through letters."""
    return list(block.cuts(sheet, width)) if isinstance(block, Parted) else []


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


def title_style(theme: Theme, words: str, width: float) -> Style:
    """Rather one line in the letters of a heading than two in those of a title."""
    room = width + 1
    large, less = (width_of(words, one) <= room for one in (theme.title, theme.heading))
    return theme.heading if less and not large else theme.title


@dataclass(frozen=True)
class Title:
    """The one question, or the one thing to know."""

    text: str
    colour: str = INK
    middle: bool = False

    def height(self, sheet: Sheet, width: float) -> float:
        return sheet.height_of(self.text, title_style(sheet.theme, self.text, width), width)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        style = title_style(sheet.theme, self.text, width)
        sheet.words(x, y, width, self.text, style, self.colour, middle=self.middle)


@dataclass(frozen=True)
class Kept:
    """A block that a view does not end inside of."""

    block: Block

    def roomy(self) -> Kept:
        return Kept(roomy(self.block))

    def closer(self) -> Kept:
        return Kept(closer(self.block))

    def height(self, sheet: Sheet, width: float) -> float:
        return self.block.height(sheet, width)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        self.block.draw(sheet, x, y, width)


def heads(block: Block) -> bool:
    """Whether it is a heading, which stands with what comes below it."""
    return isinstance(block, Title) or (isinstance(block, Paragraph) and block.style.bold)


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

    def closer(self) -> Stack:
        return replace(self, blocks=[closer(one) for one in self.blocks], gap_mm=CLOSE * self.gap_mm)

    def height(self, sheet: Sheet, width: float) -> float:
        heights = [high for high in (block.height(sheet, width) for block in self.blocks) if high]
        return sum(heights) + sheet.theme.mm(self.gap_mm) * max(0, len(heights) - 1)

    def cuts(self, sheet: Sheet, width: float) -> list[float]:
        out: list[float] = []
        down = 0.0
        for block in self.blocks:
            high = block.height(sheet, width)
            if high:
                out += [down + cut for cut in cuts(block, sheet, width)]
                down += high + sheet.theme.mm(self.gap_mm)
                if not heads(block):
                    out.append(down)
        return [cut for cut in out if cut < down - 1]

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

    def closer(self) -> Card:
        return replace(self, content=closer(self.content))

    def height(self, sheet: Sheet, width: float) -> float:
        pad = sheet.theme.mm(self.padding_mm)
        return self.content.height(sheet, width - 2 * pad) + 2 * pad

    def cuts(self, sheet: Sheet, width: float) -> list[float]:
        pad = sheet.theme.mm(self.padding_mm)
        return [pad + cut for cut in cuts(self.content, sheet, width - 2 * pad)]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        pad = sheet.theme.mm(self.padding_mm)
        rect = Rect(x, y, width, self.height(sheet, width))
        sheet.fill(rect, self.ground, sheet.theme.radius)
        if self.edge:
            sheet.frame(rect, self.edge, sheet.theme.mm(0.5), sheet.theme.radius)
        self.content.draw(sheet, x + pad, y + pad, width - 2 * pad)
