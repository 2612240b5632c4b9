"""Pages that tell something and offer little: out of service, an item closed here, farewell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.footer import below, footer, halves, height_below, is_wide
from screens.palette import INK, MUTED, TEAL
from screens.parts.art import Art
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.looks import first_fitting
from screens.parts.marks import Notice
from screens.parts.rows import RowTable
from screens.parts.scroll import EYE, TOP, column
from screens.parts.still import moved
from screens.shapes import Rect
from visit.views import BarredBody, ClosedBody, FarewellBody, Mark, OutOfServiceBody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import Button

ABOUT_HALF = (0.5, 0.46, 0.42)
CLOSEST_MM = 3
"""Between what is told, where there is hardly room; then in smaller letters too."""


def out_of_service(body: OutOfServiceBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    buttons = (body.look,) if body.look is not None else ()

    def told(picture_mm: float, gap_mm: float) -> Stack:
        art: list[Block] = [Art(body.picture, picture_mm)] if picture_mm else []
        title = Paragraph(body.title, theme.title, TEAL, middle=True)
        style = theme.lead if gap_mm > CLOSEST_MM else theme.body
        return Stack([*art, title, Paragraph(body.text, style, INK, middle=True)], gap_mm)

    tables = [RowTable(body.rows, large=True), RowTable(body.rows)] if body.rows else []
    if is_wide(sheet) and body.rows:
        looks = [told(mm, gap) for mm, gap in ((50, 6), (36, 6), (26, 4), (0, 4), (0, CLOSEST_MM))]
        if _side_by_side(sheet, moved(area, theme, body.phase), looks, tables, buttons):
            return
    rest = moved(footer(sheet, area, buttons), theme, body.phase)
    pages = [
        Stack([told(mm, gap), *tables[number : number + 1]], gap)
        for mm, gap, number in ((80, 12, 0), (80, 10, 1), (50, 7, 1), (0, 6, 1), (0, CLOSEST_MM, 1))
    ]
    page = first_fitting(sheet, pages, rest.w, rest.h) or pages[-1]
    column(sheet, rest, page.blocks, gap_mm=page.gap_mm, begin=EYE)


def _side_by_side(  # noqa: PLR0917 - what a notice is made of
    sheet: Sheet,
    area: Rect,
    told: Sequence[Block],
    tables: Sequence[Block],
    buttons: Sequence[Button],
    shares: Sequence[float] = ABOUT_HALF,
    begin: float = EYE,
) -> bool:
    """What happened on the left, what follows from it on the right, with the buttons under that; both are looks, the
    largest first. Nothing is drawn where all of it has no room.
    """
    for share in shares:
        left, right = halves(sheet, area, share)
        low = height_below(sheet, right.w, buttons, min(3, len(buttons)))
        one = first_fitting(sheet, told, left.w, left.h)
        other = first_fitting(sheet, tables, right.w, right.h - low)
        if one is not None and other is not None:
            rest = below(sheet, right, buttons, min(3, len(buttons)))
            for block, part in ((one, left), (other, rest)):
                # At one height with each other, a little above the middle.
                down = min(begin * area.h, part.h - block.height(sheet, part.w))
                block.draw(sheet, part.x, part.y + round(max(0.0, down)), part.w)
            return True
    return False


def closed(body: ClosedBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    others = tuple(one for one in (body.more, body.appointment) if one is not None)
    buttons = (*others, body.back)

    near: list[Block] = []
    if body.near:
        near = [Paragraph(body.near_title, theme.lead_bold, TEAL), RowTable(body.near)]
    if body.near_note:
        near.append(Paragraph(body.near_note, theme.note, MUTED))
    window: list[Block] = [Paragraph(body.window_title, theme.lead_bold, TEAL), RowTable(body.rows)]

    def why(title: Style, reason: Style) -> list[Block]:
        notices = [Notice(Mark.WARNING, one, reason) for one in body.reasons]
        return [Paragraph(body.title, title, TEAL), *notices]

    for title, reason in ((theme.title, theme.lead), (theme.heading, theme.body)):
        head = Stack(why(title, reason), 4)
        high = head.height(sheet, area.w) + theme.mm(5)
        under = Rect(area.x, area.y + high, area.w, area.h - high)
        places = [Stack(near, 3)], [Stack(window, 3)], buttons, (0.54, 0.5)
        if is_wide(sheet) and near and _side_by_side(sheet, under, *places, TOP):
            head.draw(sheet, area.x, area.y, area.w)
            return
    column(sheet, footer(sheet, area, buttons), [*why(theme.title, theme.lead), *near, *window], gap_mm=7)


def barred(body: BarredBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    sizes = ((theme.title, theme.lead, 7), (theme.heading, theme.lead, 4), (theme.heading, theme.body, 4))
    looks = [Stack(_barred(sheet, body, title, reason), gap) for title, reason, gap in sizes]
    window: list[Block] = [
        Paragraph(body.window_title, theme.lead_bold, TEAL),
        RowTable(body.window),
        Paragraph(body.help, theme.body, INK),
    ]
    windows = [Stack(window, 4), Stack(window, 4).closer()]
    if beside(sheet, area, [*looks, looks[-1].closer()], windows, (body.back,), ABOUT_HALF):
        return
    column(sheet, footer(sheet, area, (body.back,)), [*looks[0].blocks, *window], gap_mm=7)


def _barred(sheet: Sheet, body: BarredBody, title: Style, reason: Style) -> list[Block]:
    """What cannot be done, why, and by which facts."""
    blocks: list[Block] = [Paragraph(body.title, title, TEAL)]
    blocks += [Notice(Mark.WARNING, one, reason) for one in body.reasons]
    if body.because:
        blocks += [Paragraph(body.because_title, sheet.theme.lead_bold, TEAL), RowTable(body.because)]
    return blocks


def farewell(body: FarewellBody, sheet: Sheet, area: Rect) -> None:
    """It stands for some seconds only: nothing of it may have to be scrolled to."""
    theme, wide = sheet.theme, is_wide(sheet)
    picture = "take_card" if body.card_warning else "card_done"

    def told(picture_mm: float, title: Style, warning: Style, gap_mm: float) -> Stack:
        blocks: list[Block] = [Art(picture, picture_mm)] if picture_mm else []
        blocks.append(Paragraph(body.title, title, TEAL, middle=True))
        if body.card_warning:
            blocks.append(Notice(Mark.WARNING, body.card_warning, warning))
        return Stack(blocks, gap_mm)

    first = theme.title if body.card_warning else theme.giant
    tables = [RowTable(body.lines, large=True), RowTable(body.lines)] if body.lines else []
    if wide and body.lines:
        looks = [
            told(60, first, theme.title, 8),
            told(44, first, theme.title, 6),
            told(36, theme.title, theme.heading, 5),
        ]
        if _side_by_side(sheet, area, looks, tables, (), (0.42, 0.36)):
            return
    sizes = (
        (100, first, theme.title, 12, 0),
        (80, first, theme.title, 10, 1),
        (60, first, theme.title, 8, 1),
        (44, theme.title, theme.heading, 5, 1),
        (0, theme.heading, theme.heading, 4, 1),
    )
    pages = [
        Stack([told(mm, title, warning, gap), *tables[number : number + 1]], gap)
        for mm, title, warning, gap, number in sizes
    ]
    page = first_fitting(sheet, pages, area.w, area.h) or pages[-1]
    column(sheet, area, page.blocks, gap_mm=page.gap_mm, begin=EYE)
