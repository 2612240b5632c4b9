"""好差评, five grades. Nothing is chosen beforehand, and not rating is as large a button as any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer, is_wide
from screens.palette import INK, MUTED
from screens.parts.block import Block, Paragraph
from screens.parts.options import OptionGrid
from screens.parts.scroll import EYE, column
from screens.text import width_of

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import RatingBody, TagsBody


def rating(body: RatingBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.skip,))
    blocks: list[Block] = [
        Paragraph(body.question, theme.title, INK),
        Paragraph(body.promise, theme.body, MUTED),
        # All grades in sight at once: one that must be scrolled to is chosen less often.
        OptionGrid(body.options, across=_across(body, sheet, rest.w), marked=False, tall_mm=40)
        if is_wide(sheet)
        else OptionGrid(body.options, across=1, tall_mm=30),
    ]
    column(sheet, rest, blocks, gap_mm=8, begin=EYE)


def _across(body: RatingBody, sheet: Sheet, width: float) -> int:
    """All in one row where the longest word fits into a fifth of it."""
    words = [word for one in body.options for word in one.label.split()]
    fifth = (width - 4 * sheet.theme.gap) / 5 - sheet.theme.mm(7)
    return 5 if all(width_of(word, sheet.theme.lead) <= fifth for word in words) else 3


def rating_why(body: TagsBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.next,))
    blocks: list[Block] = [
        Paragraph(body.question, theme.title, INK),
        OptionGrid(body.options, several=True, across=2 if is_wide(sheet) else 1),
    ]
    column(sheet, rest, blocks, gap_mm=8, begin=EYE)
