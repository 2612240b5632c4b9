"""It is done (or it waits): the number large, a code to take along, the document, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.document import Document, with_picture
from screens.pages.footer import footer, halves, height_below, is_wide
from screens.pages.reading import section_blocks
from screens.palette import MUTED, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.coded import Coded
from screens.parts.numbered import Headline, Number
from screens.parts.rows import RowTable
from screens.parts.scroll import column
from screens.parts.tips import tip_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import ResultBody

SHARES = (0.42,)
"""Of a wide screen, for the state and the number."""
_GAP_MM = 6


def result(body: ResultBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    told: list[Block] = [RowTable(body.rows)] if body.rows else []
    for heading, rows in ((body.rules_title, body.rules), (body.parts_title, body.parts)):
        if rows:
            told.append(Stack([Paragraph(heading, theme.lead_bold, TEAL), RowTable(rows)], 3))
    after = [*tip_blocks(sheet, body.tips), *section_blocks(sheet, body.sections)]
    if body.document_picture is not None:
        document = Document(body.document_title, body.document_picture)
        with_picture(
            sheet,
            area,
            [*_head(body, sheet, area.w / 2 if is_wide(sheet) else area.w), *told],
            document,
            after,
            body.buttons,
        )
        return
    if body.document_title:
        told.append(Paragraph(body.document_title, theme.body_bold, MUTED))
    if is_wide(sheet) and (told or after) and _beside(body, sheet, area, told, after):
        return
    rest = footer(sheet, area, body.buttons)
    column(sheet, rest, [*_head(body, sheet, rest.w), *told, *after], gap_mm=_GAP_MM)


def _head(body: ResultBody, sheet: Sheet, width: float) -> list[Block]:
    """The state and the number; the code beside the state where the number needs the width."""
    state, number = Headline(body.mark, body.title), Number(body.number_label, body.number, body.qr)
    if not body.number and not body.qr:
        return [state]
    if number.large(sheet, width):
        return [state, number]
    return [Coded(state, body.qr, ""), Number(body.number_label, body.number, "")]


def _beside(
    body: ResultBody, sheet: Sheet, area: Rect, told: Sequence[Block], after: Sequence[Block]
) -> bool:
    """The state and the number on the left, with as much of the rest as has room there."""
    narrow, broad = halves(sheet, area, SHARES[0])
    head = _head(body, sheet, narrow.w)
    room = area.h - height_below(sheet, broad.w, body.buttons)
    shares = [one for one in _shares(head, told, after) if one[0].height(sheet, narrow.w) <= area.h + 1]
    fitting = (one for one in shares if one[1].closer().height(sheet, broad.w) <= room)
    left, right = next(
        fitting, shares[0] if shares else (Stack(head, _GAP_MM), Stack([*told, *after], _GAP_MM))
    )
    return beside(sheet, area, [left], [right.roomy(), right, right.closer()], body.buttons, SHARES)


def _shares(
    head: Sequence[Block], told: Sequence[Block], after: Sequence[Block]
) -> Iterator[tuple[Stack, Stack]]:
    """What may stand on the left and on the right, from as it should be to the least on the left."""
    for close in (False, True):
        for first, second in (
            ([*head, *told[:1]], [*told[1:], *after]),
            ([*head, *after], told),
        ):
            left = Stack(first, _GAP_MM)
            if second:
                yield left.closer() if close else left, Stack(second, _GAP_MM)
    yield Stack(head, _GAP_MM), Stack([*told, *after], _GAP_MM)
