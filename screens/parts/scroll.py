"""A column that scrolls when it must, by two large arrows: nobody has to know how to swipe (but may)."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from screens.palette import MUTED, OFF, ON_OFF, SURFACE, TEAL, TEAL_SOFT
from screens.parts.block import roomy
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
    furthest = float(max(ceil(flow.total - view.h), 1))
    wanted = sheet.scrolled.get(name)
    if wanted is None:
        wanted = 0.0 if reveal is None else flow.bottom_of(blocks[reveal]) - view.h
    offset = round(min(max(wanted, 0.0), furthest))
    sheet.hit(view, "scroll", "", "scroll", None)
    sheet.scroll = ScrollArea(view, offset, furthest)
    with sheet.clipped(view):
        flow.draw(sheet, view.x, view.y - offset, view)
    _arrows(sheet, arrows, view.h, offset, furthest)


class _Flow:
    """Blocks with their places; a block without height takes no gap either."""

    def __init__(self, sheet: Sheet, blocks: Sequence[Block], gap: float, width: float) -> None:
        self.width = width
        self.placed: list[tuple[float, float, Block]] = []
        down = 0.0
        for block in blocks:
            high = block.height(sheet, width)
            if high:
                self.placed.append((down, high, block))
                down += high + gap
        self.total = down - gap if self.placed else 0.0

    def bottom_of(self, wanted: Block) -> float:
        return next((top + high for top, high, block in self.placed if block is wanted), 0.0)

    def draw(self, sheet: Sheet, x: float, y: float, view: Rect) -> None:
        """Only what shows in the view, unless a focus looks for something."""
        for top, high, block in self.placed:
            if sheet.whole or (y + top < view.bottom and y + top + high > view.y):
                block.draw(sheet, x, y + top, self.width)


def _arrows(sheet: Sheet, bar: Rect, page: float, offset: float, furthest: float) -> None:
    theme = sheet.theme
    # Two lines stay in sight, to find the place again, and a button that was cut through is whole at the next stop.
    step = max(page - max(theme.mm(22), 1.5 * theme.smallest), page / 2)
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
    _arrow(sheet, above, "up", -step, enabled=offset > 0)
    _arrow(sheet, below, "down", step, enabled=offset < furthest - 1)
    pages = max(2, round(furthest / step + 1.49))
    now = pages if offset >= furthest - 1 else min(pages - 1, int(offset / step + 0.01) + 1)
    words, style = f"{now} / {pages}", theme.note_bold if aside else theme.body_bold
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
