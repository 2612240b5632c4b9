"""好差评, five grades. Nothing is chosen beforehand, and not rating is as large a button as any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.footer import footer
from screens.palette import INK, MUTED
from screens.parts.block import Paragraph, Stack
from screens.parts.options import OptionGrid
from screens.parts.scroll import EYE, column

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import RatingBody, TagsBody


def rating(body: RatingBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    asked = [
        Stack(
            [
                Paragraph(body.question, style, INK),
                Paragraph(body.promise, theme.body, MUTED),
            ],
            5,
        )
        for style in (theme.title, theme.heading)
    ]
    # All grades in sight at once, one below the other: one that must be looked for is chosen less often.
    grades = [OptionGrid(body.options, across=1, tall_mm=tall) for tall in (30, 26, 22, 20)]
    if not beside(sheet, area, asked, grades, (body.skip,)):
        column(sheet, footer(sheet, area, (body.skip,)), [asked[0], grades[0]], gap_mm=8, begin=EYE)


def rating_why(body: TagsBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    asked = [Stack([Paragraph(body.question, style, INK)]) for style in (theme.title, theme.heading)]
    tags = [OptionGrid(body.options, several=True, across=2, small=small) for small in (False, True)]
    if beside(sheet, area, asked, tags, (body.next,)):
        return
    tall = OptionGrid(body.options, several=True, across=1)
    column(sheet, footer(sheet, area, (body.next,)), [asked[0], tall], gap_mm=8, begin=EYE)
