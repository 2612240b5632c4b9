"""A column that scrolls when it must, by two large arrows: nobody has to know how to swipe (but may)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from screens.palette import MUTED, OFF, ON_OFF, SURFACE, TEAL, TEAL_SOFT
from screens.parts.block import CLOSE, closer, cuts, heads, roomy
from screens.shapes import Rect, ScrollArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.parts.block import Block
    from screens.sheet import Sheet

PAGE = "page"
TOP = 0.0
"""Pages to read, and lists."""
EYE = 0.14
"""Pages that ask or tell one thing begin here, all at the same height: nobody has to look for the question."""
ROOMY = 0.9
"""Blocks are larger where they then still leave a tenth of the height."""
LOW = 1.0
"""Right above what belongs to it."""
LEAST_OF_A_VIEW = 0.25
"""A view that is cut off between two things shows so much at least."""


def column(
    sheet: Sheet,
    area: Rect,
    blocks: Sequence[Block],
    *,
    gap_mm: float = 6,
    begin: float = TOP,
    reveal: int | None = None,
    name: str = PAGE,
) -> None:
    """Blocks one below the other, scrolling only when they must.

    `begin` is the share of the height at which they begin when there is room. `reveal` is the block to bring into
    sight while nobody has scrolled yet.
    """
    flow = _Flow(sheet, [roomy(one) for one in blocks], sheet.theme.mm(gap_mm), area.w)
    if flow.total > ROOMY * area.h:
        flow = _Flow(sheet, blocks, sheet.theme.mm(gap_mm), area.w)
    if flow.total > area.h + 1:
        flow = _Flow(sheet, [closer(one) for one in blocks], sheet.theme.mm(CLOSE * gap_mm), area.w)
    if flow.total <= area.h + 1:
        flow.draw(sheet, area.x, area.y + round(max(0.0, min(area.h - flow.total, area.h * begin))), area)
        return
    # The arrows stand where there is more room: below on a tall screen, at the side on a wide one.
    aside = area.w > 1.5 * area.h
    bar, apart = max(sheet.theme.mm(26 if aside else 20), sheet.theme.smallest), sheet.theme.mm(4)
    if aside:
        view = Rect(area.x, area.y, area.w - bar - apart, area.h)
        arrows = Rect(view.right + apart, area.y, bar, area.h)
        flow = _Flow(sheet, blocks, sheet.theme.mm(gap_mm), view.w)
    else:
        view = Rect(area.x, area.y, area.w, area.h - bar - apart)
        arrows = Rect(area.x, view.bottom + apart, area.w, bar)
    bottom = None if reveal is None else flow.bottoms[reveal]
    _arrows(sheet, arrows, _shown(sheet, view, flow, name, begin, bottom))


def turned(sheet: Sheet, view: Rect, blocks: Sequence[Block], *, gap_mm: float = 6) -> Turn:
    """Blocks that do not fit, without arrows: the page has buttons of its own that go on by what is returned."""
    return _shown(sheet, view, _Flow(sheet, blocks, sheet.theme.mm(gap_mm), view.w), PAGE, TOP, None)


def _shown(  # noqa: PLR0917 - what a column knows of itself
    sheet: Sheet, view: Rect, flow: _Flow, name: str, begin: float, reveal: float | None
) -> Turn:
    """The part of the blocks that is turned up; until somebody scrolls, so that what ends at `reveal` is seen."""
    furthest = float(max(ceil(flow.total - view.h), 1))
    views = [] if begin == LOW else flow.views(sheet, view.h)
    stops = tuple(since for since, _ in views)
    furthest = stops[-1] if stops else furthest
    wanted = sheet.scrolled.get(name)
    if wanted is None:
        wanted = 0.0 if reveal is None else reveal - view.h
        if stops:
            wanted = next((one for one in stops if one >= wanted - 1), furthest)
    offset = round(min(max(wanted, 0.0), furthest))
    sheet.hit(view, "scroll", "", "scroll", None)
    sheet.scroll = ScrollArea(view, offset, furthest)
    # All of the view where somebody pushed the page elsewhere by hand.
    high = next((end - since for since, end in views if abs(since - offset) < 1), view.h)
    with sheet.clipped(Rect(view.x, view.y, view.w, min(high, view.h))):
        flow.draw(sheet, view.x, view.y - offset, view)
    return Turn(view.h, offset, furthest, stops)


class _Flow:
    """Blocks with their places; a block without height takes no gap either."""

    def __init__(self, sheet: Sheet, blocks: Sequence[Block], gap: float, width: float) -> None:
        self.width = width
        self.placed: list[tuple[float, float, Block]] = []
        self.bottoms: list[float] = []
        """Of each block that was given, in their order."""
        down = 0.0
        for block in blocks:
            high = block.height(sheet, width)
            self.bottoms.append(down + high)
            if high:
                self.placed.append((down, high, block))
                down += high + gap
        self.total = down - gap if self.placed else 0.0

    def views(self, sheet: Sheet, high: float) -> list[tuple[float, float]]:
        """From where to where each view of this height goes, so that nothing is cut through at its end and no heading
        stands there without what belongs to it.
        """
        ends: list[tuple[float, float]] = []
        for number, (top, tall, block) in enumerate(self.placed):
            ends += [(top + cut, top + cut) for cut in cuts(block, sheet, self.width)]
            if not heads(block) and number + 1 < len(self.placed):
                ends.append((top + tall, self.placed[number + 1][0]))
        out: list[tuple[float, float]] = []
        since = 0.0
        while self.total - since > high + 1:
            least = since + LEAST_OF_A_VIEW * high
            fitting = [one for one in ends if least <= one[0] <= since + high + 1]
            # What is higher than a view is cut through, with some of it seen twice.
            end, then = fitting[-1] if fitting else (since + high, since + high - _again(sheet, high))
            out.append((since, end))
            since = float(round(then))
        return [*out, (since, since + high)]

    def draw(self, sheet: Sheet, x: float, y: float, view: Rect) -> None:
        """Only what shows in the view, unless a focus looks for something."""
        for top, high, block in self.placed:
            if sheet.whole or (y + top < view.bottom and y + top + high > view.y):
                block.draw(sheet, x, y + top, self.width)


def _again(sheet: Sheet, high: float) -> float:
    """Two lines stay in sight, to find the place again, and a button that was cut through is whole at the next stop."""
    theme = sheet.theme
    return min(max(theme.mm(22), 1.5 * theme.smallest), high / 2)


@dataclass(frozen=True)
class Turn:
    """Where somebody is, and where the arrows lead; pixels."""

    high: float
    offset: float
    furthest: float
    stops: tuple[float, ...]

    def steps(self, sheet: Sheet) -> tuple[float, float]:
        """How far up and down."""
        if not self.stops:
            step = self.high - _again(sheet, self.high)
            return -step, step
        above = [one for one in self.stops if one < self.offset - 1]
        below = [one for one in self.stops if one > self.offset + 1]
        return (above or [0.0])[-1] - self.offset, (below or [self.furthest])[0] - self.offset

    def told(self, sheet: Sheet) -> str:
        """Which view of how many."""
        if self.stops:
            return f"{sum(one <= self.offset + 1 for one in self.stops)} / {len(self.stops)}"
        step = self.high - _again(sheet, self.high)
        pages = max(2, round(self.furthest / step + 1.49))
        if self.offset >= self.furthest - 1:
            return f"{pages} / {pages}"
        return f"{min(pages - 1, int(self.offset / step + 0.01) + 1)} / {pages}"


def _arrows(sheet: Sheet, bar: Rect, turn: Turn) -> None:
    theme = sheet.theme
    up, down = turn.steps(sheet)
    aside = bar.h > bar.w
    middle = min(theme.mm(20), max(0.0, bar.h - 2 * theme.smallest)) if aside else theme.mm(60)
    if aside:
        long = (bar.h - middle) / 2
        above, below = Rect(bar.x, bar.y, bar.w, long), Rect(bar.x, bar.bottom - long, bar.w, long)
        between = Rect(bar.x, above.bottom, bar.w, middle)
    else:
        long = (bar.w - middle) / 2
        above, below = Rect(bar.x, bar.y, long, bar.h), Rect(bar.right - long, bar.y, long, bar.h)
        between = Rect(above.right, bar.y, middle, bar.h)
    _arrow(sheet, above, "up", up, enabled=turn.offset > 0)
    _arrow(sheet, below, "down", down, enabled=turn.offset < turn.furthest - 1)
    words, style = turn.told(sheet), theme.note_bold if aside else theme.body_bold
    y = between.y + (between.h - sheet.height_of(words, style, between.w)) / 2
    sheet.words(between.x, y, between.w, words, style, MUTED, middle=True)


def _arrow(sheet: Sheet, rect: Rect, name: str, by: float, *, enabled: bool) -> None:
    theme = sheet.theme
    pressed = sheet.hit(rect, f"scroll_{name}", "", "button", None, enabled=enabled, scroll=by)
    ground = TEAL_SOFT if pressed else SURFACE
    sheet.fill(rect, ground if enabled else OFF, theme.radius)
    if enabled:
        sheet.frame(rect, TEAL, theme.mm(0.7), theme.radius)
    size = theme.mm(11)
    x, y = rect.middle
    sheet.icon(Rect(x - size / 2, y - size / 2, size, size), name, TEAL if enabled else ON_OFF)
