"""The questions of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.palette import DANGER, EDGE, INK, MUTED, SURFACE, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.button import draw_button
from screens.parts.joint import JointParts
from screens.parts.keycap import draw_key
from screens.parts.marks import Notice
from screens.parts.options import OptionGrid
from screens.parts.tips import tip_blocks
from screens.shapes import Rect
from screens.text import line_height, width_of, wrap
from visit.views import ChoiceQuestion, EntryQuestion, Mark, MonthQuestion, PartsQuestion, Question

if TYPE_CHECKING:
    from screens.sheet import Sheet


def question_block(sheet: Sheet, question: Question) -> Block:
    """Question, why it is asked, what to answer with, and what is wrong with the answer."""
    theme = sheet.theme
    asked: list[Block] = [
        Paragraph(
            question.question, theme.title if isinstance(question, ChoiceQuestion) else theme.heading, INK
        ),
        Paragraph(question.hint, theme.body, MUTED),
    ]
    match question:
        case ChoiceQuestion():
            answer: Block = OptionGrid(
                question.options, question.several, tall_mm=27 if len(question.options) <= 6 else 20
            )
        case MonthQuestion():
            answer = Months(question)
        case EntryQuestion():
            answer = Entry(question)
        case PartsQuestion():
            answer = JointParts(question)
    after: list[Block] = [
        Notice(Mark.TROUBLE, question.problem, theme.body_bold),
        *tip_blocks(sheet, question.tips),
        Paragraph(question.purpose, theme.note, MUTED),
    ]
    return Stack([*asked, answer, *after], 4)


@dataclass(frozen=True)
class Months:
    """A year to step through and its twelve months."""

    question: MonthQuestion

    def height(self, sheet: Sheet, width: float) -> float:
        return sheet.theme.target + sheet.theme.gap + self._grid(sheet).height(sheet, width)

    def _grid(self, sheet: Sheet) -> OptionGrid:
        across = 6 if sheet.theme.wide else 4
        return OptionGrid(self.question.months, across=across, marked=False, tall_mm=24)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        side = width * 0.3
        high = theme.target
        draw_button(sheet, Rect(x, y, side, high), self.question.year_before, icon="before")
        draw_button(sheet, Rect(x + width - side, y, side, high), self.question.year_after, icon_after="next")
        style = theme.title
        left = x + (width - width_of(self.question.year, style)) / 2
        sheet.line(left, y + (high - line_height(style)) / 2, self.question.year, style, TEAL)
        self._grid(sheet).draw(sheet, x, y + high + theme.gap, width)


@dataclass(frozen=True)
class Entry:
    """What has been typed so far. It grows downwards: nothing typed is ever out of sight."""

    question: EntryQuestion

    def _typed(self) -> str:
        return self.question.shown + self.question.composing

    def _lines(self, sheet: Sheet, width: float) -> tuple[str, ...]:
        room = width - 2 * sheet.theme.mm(7) - self._beside(sheet)
        return wrap(self._typed(), sheet.theme.heading, room)

    def _beside(self, sheet: Sheet) -> float:
        """Width of the key that empties the field."""
        clear = self.question.clear
        if clear is None:
            return 0.0
        return max(width_of(clear.label, sheet.theme.body_bold) + sheet.theme.mm(6), sheet.theme.smallest)

    def height(self, sheet: Sheet, width: float) -> float:
        high = len(self._lines(sheet, width)) * line_height(sheet.theme.heading) + sheet.theme.mm(8)
        return max(high, sheet.theme.mm(26), sheet.theme.smallest + sheet.theme.mm(6))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme, question = sheet.theme, self.question
        rect = Rect(x, y, width, self.height(sheet, width))
        beside = self._beside(sheet)
        sheet.hit(
            Rect(x, y, width - beside - theme.mm(3) if beside else width, rect.h),
            question.focus.id,
            question.focus.label,
            "button",
            question.focus.event,
            chosen=question.active,
        )
        sheet.fill(rect, SURFACE, theme.radius)
        edge = DANGER if question.problem else TEAL if question.active else EDGE
        sheet.frame(rect, edge, theme.mm(1.2 if question.active else 0.6), theme.radius)
        if question.clear is not None:
            pad = theme.mm(3)
            draw_key(
                sheet, Rect(rect.right - beside - pad, y + pad, beside, rect.h - 2 * pad), question.clear
            )
        style = theme.heading
        lines = self._lines(sheet, width)
        pitch = line_height(style)
        top = y + (rect.h - len(lines) * pitch) / 2
        left = x + theme.mm(7)
        end = left
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            fixed = line.removesuffix(question.composing) if last and question.composing else line
            end = left + sheet.line(left, top + number * pitch, fixed, style, INK)
            if last and fixed != line:
                wide = sheet.line(end, top + number * pitch, question.composing, style, TEAL)
                sheet.fill(Rect(end, top + (number + 1) * pitch - theme.mm(1.2), wide, theme.mm(0.8)), TEAL)
                end += wide
        if question.active:
            sheet.fill(
                Rect(
                    end + theme.mm(0.6),
                    top + len(lines) * pitch - pitch + theme.mm(2),
                    theme.mm(0.9),
                    pitch - theme.mm(4),
                ),
                TEAL,
            )
