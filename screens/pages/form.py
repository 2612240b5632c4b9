"""One question, or a few that belong together, with the on-screen keys they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.footer import footer
from screens.pages.keyed import asked_above_keys
from screens.palette import TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.looks import first_fitting
from screens.parts.questions import LOOKS, QuestionLook, answers_beside, asked, purpose, question_blocks
from screens.parts.scroll import EYE, column
from visit.views import EntryQuestion, FormBody

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import Question


def form(body: FormBody, sheet: Sheet, area: Rect) -> None:
    buttons = (*body.also, body.next)
    if body.keys is None and len(body.questions) == 1:
        (one,) = body.questions
        told = [_under(sheet, body, look, _asked(sheet, one, look)) for look in LOOKS]
        if beside(sheet, area, told, answers_beside(one), buttons):
            return
    looks = [
        _under(
            sheet,
            body,
            look,
            [block for one in body.questions for block in question_blocks(sheet, one, look)],
        )
        for look in LOOKS
    ]
    at = _revealed(body)
    if body.keys is not None:
        asked_above_keys(sheet, area, body.keys, buttons, looks, reveal=at)
        return
    rest = footer(sheet, area, buttons)
    look = first_fitting(sheet, looks, rest.w, rest.h) or looks[-1]
    column(sheet, rest, look.blocks, gap_mm=look.gap_mm, begin=EYE, reveal=at)


def _under(sheet: Sheet, body: FormBody, look: QuestionLook, blocks: list[Block]) -> Stack:
    """What is asked, under the name of its part of the form."""
    section = Paragraph(body.title if look.section else "", sheet.theme.lead_bold, TEAL)
    return Stack([section, *blocks], 3 if look.close else 6)


def _asked(sheet: Sheet, question: Question, look: QuestionLook) -> list[Block]:
    told = asked(sheet, question, look)
    return [told, purpose(sheet, question)] if look.close else [told]


def _revealed(body: FormBody) -> int | None:
    """The answer to bring into sight: what is being typed, else what is wrong. Only the last look has to be scrolled: its
    questions are three blocks each, under the name of the part.
    """
    numbered = list(enumerate(body.questions))
    typed = [number for number, one in numbered if isinstance(one, EntryQuestion) and one.active]
    wrong = [number for number, one in numbered if one.problem]
    return next((2 + 3 * number for number in (*typed, *wrong)), None)
