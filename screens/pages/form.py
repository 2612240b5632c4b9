"""One question, or a few that belong together, with the on-screen keys they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer, halves, is_wide
from screens.palette import TEAL
from screens.parts.block import Block, Paragraph
from screens.parts.keypad import Keypad
from screens.parts.questions import question_block
from screens.parts.scroll import column
from screens.shapes import Rect
from visit.views import EntryQuestion, FormBody

if TYPE_CHECKING:
    from screens.sheet import Sheet


def form(body: FormBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (*body.also, body.next))
    if body.keys is not None:
        pad = Keypad(body.keys)
        if is_wide(sheet):
            rest, keys = halves(sheet, rest, 0.4)
            pad.draw(sheet, keys.x, keys.y, keys.w)
        else:
            high = pad.height(sheet, rest.w)
            pad.draw(sheet, rest.x, rest.bottom - high, rest.w)
            rest = Rect(rest.x, rest.y, rest.w, rest.h - high - theme.mm(8))
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
        sink=0.5 if body.keys is None else 0.75,
        reveal=next(iter((*typed, *wrong)), None),
    )
