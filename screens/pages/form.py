"""One question, or a few that belong together, with the on-screen keys they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer
from screens.pages.keyed import keyed
from screens.palette import TEAL
from screens.parts.block import Block, Paragraph
from screens.parts.questions import question_block
from screens.parts.scroll import EYE, LOW, column
from visit.views import EntryQuestion, FormBody

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet


def form(body: FormBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    buttons = (*body.also, body.next)
    rest = footer(sheet, area, buttons) if body.keys is None else keyed(sheet, area, body.keys, buttons)
    blocks: list[Block] = [Paragraph(body.title, theme.lead_bold, TEAL)]
    blocks += [question_block(sheet, one) for one in body.questions]
    asked = list(enumerate(body.questions, 1))
    typed = [number for number, one in asked if isinstance(one, EntryQuestion) and one.active]
    # What is wrong is brought into sight, unless it is being typed anew.
    wrong = [number for number, one in asked if one.problem]
    column(
        sheet,
        rest,
        blocks,
        gap_mm=9,
        begin=EYE if body.keys is None else LOW,
        reveal=next(iter((*typed, *wrong)), None),
    )
