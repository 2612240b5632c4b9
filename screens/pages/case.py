"""One of the resident's own cases: how it stands large, then rows under their headings, then what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.footer import footer, halves, is_wide
from screens.palette import TEAL
from screens.parts.block import Block, Paragraph, Stack, Title
from screens.parts.marks import Notice
from screens.parts.rows import RowTable
from screens.parts.scroll import column
from screens.text import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import CaseBody, Row

SHARES = (0.4, 0.36, 0.3, 0.25)
ROUND_A_NUMBER_MM = 44
"""Edges of a table, and arrows beside it."""


def case(body: CaseBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    told: list[Block] = [Title(body.title), Notice(body.mark, body.status, theme.lead)]
    groups = [_group(sheet, heading, rows) for heading, rows in body.groups]
    if not (is_wide(sheet) and groups and _beside(body, sheet, area, told, groups)):
        column(sheet, footer(sheet, area, body.buttons), [*told, *groups], gap_mm=6)


def _group(sheet: Sheet, heading: str, rows: tuple[Row, ...]) -> Stack:
    return Stack([Paragraph(heading, sheet.theme.lead_bold, TEAL), RowTable(rows)], 3)


def _beside(body: CaseBody, sheet: Sheet, area: Rect, told: Sequence[Block], groups: Sequence[Stack]) -> bool:
    """What was done stands below how the case stands, where it has room there; what is wanted beside them, and numbers,
    which have no heading, last.
    """
    left, right = Stack([*told, groups[-1]], 6), list(groups[:-1])
    if not right or left.height(sheet, halves(sheet, area, SHARES[0])[0].w) > area.h:
        left, right = Stack(told, 6), list(groups)
    if not body.groups[0][0] and len(right) > 1:
        right.append(right.pop(0))
    answers = Stack(right, 6)
    shares = [share for share in SHARES if halves(sheet, area, share)[1].w >= _longest_number(sheet, body)]
    looks = [answers.roomy(), answers, answers.closer()]
    return bool(shares) and beside(sheet, area, [left], looks, body.buttons, shares)


def _longest_number(sheet: Sheet, body: CaseBody) -> float:
    """The width that no number is broken at."""
    values = [row.value for _, rows in body.groups for row in rows if row.value.isascii()]
    widest = max((width_of(one, sheet.theme.note_bold) for one in values), default=0.0)
    return widest + sheet.theme.mm(ROUND_A_NUMBER_MM)
