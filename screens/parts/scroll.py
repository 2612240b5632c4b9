"""A column that scrolls when it must, by two large arrows: nobody has to know how to swipe (but may)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.shapes import Rect, ScrollArea
from screens.theme import MUTED, OFF, ON_OFF, SURFACE, TEAL, TEAL_SOFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.parts.block import Block
    from screens.sheet import Sheet

PAGE = "page"


def column(
    sheet: Sheet,
    area: Rect,
    blocks: Sequence[Block],
    *,
    gap_mm: float = 6,
    sink: float = 0.0,
    reveal: int | None = None,
    name: str = PAGE,
) -> None:
    """Blocks one below the other, scrolling only when they must.

    `sink` is the part of the room left over that goes above them: things to touch are better low on a tall
    screen, where a person in a wheelchair reaches. `reveal` is the block to bring into sight while nobody has
    scrolled yet.
    """
    gap = sheet.theme.mm(gap_mm)
    placed: list[tuple[float, float, Block]] = []
    down = 0.0
    for block in blocks:
        high = block.height(sheet, area.w)
        if high:
            placed.append((down, high, block))
            down += high + gap
        elif reveal is not None and len(placed) < reveal:
            reveal -= 1
    total = down - gap if placed else 0.0
    if total <= area.h + 1:
        start = area.y + round(max(0.0, area.h - total) * sink)
        for top, _, block in placed:
            block.draw(sheet, area.x, start + top, area.w)
        return

    bar = sheet.theme.target
    view = Rect(area.x, area.y, area.w, area.h - bar - sheet.theme.mm(4))
    furthest = total - view.h
    wanted = sheet.scrolled.get(name)
    if wanted is None:
        wanted = max(0.0, placed[reveal][0] + placed[reveal][1] - view.h) if reveal is not None else 0.0
    offset = round(min(max(wanted, 0.0), furthest))
    sheet.hit(view, "scroll", "", "scroll", None)
    sheet.scroll = ScrollArea(view, offset, furthest)
    with sheet.clipped(view):
        for top, high, block in placed:
            if offset - high < top < offset + view.h:
                block.draw(sheet, view.x, view.y + top - offset, view.w)
    _arrows(sheet, Rect(area.x, area.bottom - bar, area.w, bar), view.h, offset, furthest)


def _arrows(sheet: Sheet, bar: Rect, page: float, offset: float, furthest: float) -> None:
    theme = sheet.theme
    step = page - theme.mm(22)  # two lines stay in sight, to find the place again
    middle = theme.mm(60)
    wide = (bar.w - middle) / 2
    for id_, name, rect, by, can in (
        ("scroll_up", "up", Rect(bar.x, bar.y, wide, bar.h), -step, offset > 0),
        ("scroll_down", "down", Rect(bar.right - wide, bar.y, wide, bar.h), step, offset < furthest - 1),
    ):
        pressed = sheet.hit(rect, id_, "", "button", None, enabled=can, scroll=by)
        ground = TEAL_SOFT if pressed else SURFACE
        sheet.fill(rect, ground if can else OFF, theme.radius)
        if can:
            sheet.frame(rect, TEAL, theme.mm(0.7), theme.radius)
        size = theme.mm(11)
        x, y = rect.middle
        sheet.icon(Rect(x - size / 2, y - size / 2, size, size), name, TEAL if can else ON_OFF)
    pages = max(2, round(furthest / step + 1.49))
    now = pages if offset >= furthest - 1 else min(pages - 1, int(offset / step + 0.01) + 1)
    words = f"{now} / {pages}"
    sheet.words(
        bar.x + wide,
        bar.y + (bar.h - sheet.height_of(words, theme.body_bold, middle)) / 2,
        middle,
        words,
        theme.body_bold,
        MUTED,
        middle=True,
    )
