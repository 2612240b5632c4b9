"""The questions of a form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.palette import DANGER, EDGE, INK, MUTED, SURFACE, TEAL
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.button import button_height, draw_button
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
    from screens.theme import Style


@dataclass(frozen=True)
class QuestionLook:
    """How much room a question takes."""

    large: bool = True
    """As large as the title of a page."""
    section: bool = True
    """With the name of its part of the form above."""
    close: bool = False
    """With the least air."""
    notes: bool = True
    """What explains an option is as large as other text."""


FEW_OPTIONS, FEW_IN_A_COLUMN = 6, 3
LOOKS = (
    QuestionLook(),
    QuestionLook(large=False),
    QuestionLook(large=False, notes=False),
    QuestionLook(large=False, section=False, notes=False),
    QuestionLook(large=False, section=False, close=True, notes=False),
)
"""The largest first."""


def asked(sheet: Sheet, question: Question, look: QuestionLook) -> Stack:
    """The question, how and why it is asked, and what is wrong with the answer: all above what is touched, so that neither
    field nor options move when something is told.
    """
    theme = sheet.theme
    style = theme.title if look.large else theme.heading
    close = look.close
    told: list[Block] = [
        Paragraph(question.question, style, INK),
        Paragraph(question.hint, theme.body, MUTED),
        *([] if close else [purpose(sheet, question)]),
    ]
    return Stack(
        [
            Stack(told, 0.5 if close else 2),
            *tip_blocks(sheet, question.tips),
            Notice(Mark.TROUBLE, question.problem, theme.body_bold),
        ],
        2 if close else 4,
    )


def purpose(sheet: Sheet, question: Question) -> Paragraph:
    """Why it is asked."""
    return Paragraph(question.purpose, sheet.theme.note, MUTED)


def answer(question: Question, look: QuestionLook) -> Block:
    """What the question is answered with."""
    match question:
        case ChoiceQuestion():
            tall = 27 if len(question.options) <= FEW_OPTIONS else 20
            return OptionGrid(question.options, question.several, tall_mm=tall, large_notes=look.notes)
        case MonthQuestion():
            return Months(question)
        case EntryQuestion():
            return Entry(question)
        case PartsQuestion():
            return JointParts(question)


def answers_beside(question: Question) -> list[Block]:
    """The same in all its looks for a wide screen, where it stands beside the question: the largest first."""
    match question:
        case ChoiceQuestion():
            explained = any(one.note for one in question.options)
            grid = OptionGrid(question.options, question.several, large_notes=True)
            sizes = [replace(grid, tall_mm=tall) for tall in (36, 27, 20)]
            sizes.append(replace(sizes[-1], large_notes=False))
            one, two = ([replace(size, across=across) for size in sizes] for across in (1, 0))
            looks = [*one, *two] if explained or len(question.options) <= FEW_IN_A_COLUMN else [*two, *one]
            return [*looks, *(replace(last, small=True) for last in (two[-1], one[-1]))]
        case MonthQuestion():
            return [Months(question, across, tall) for across, tall in ((4, 30), (4, 24), (6, 24))]
        case _:
            return [answer(question, LOOKS[-1])]


def question_blocks(sheet: Sheet, question: Question, look: QuestionLook) -> list[Block]:
    """Question and answer. Where room is short, why it is asked comes last: that, and not the question, is scrolled to."""
    told, given = asked(sheet, question, look), answer(question, look)
    return [told, given, purpose(sheet, question)] if look.close else [Stack([told, given], 6)]


STEP_SHARE = 0.36
"""Of the width for each of the two buttons that step through the years."""


@dataclass(frozen=True)
class Months:
    """A year to step through and its twelve months."""

    question: MonthQuestion
    across: int = 4
    tall_mm: float = 24

    def roomy(self) -> Months:
        return replace(self, tall_mm=30)

    def height(self, sheet: Sheet, width: float) -> float:
        return self._above(sheet, width) + sheet.theme.gap + self._grid().height(sheet, width)

    def _above(self, sheet: Sheet, width: float) -> float:
        """Height of the buttons that step through the years."""
        turns = (self.question.year_before, self.question.year_after)
        return max(button_height(sheet, one, STEP_SHARE * width) for one in turns)

    def _grid(self) -> OptionGrid:
        return OptionGrid(self.question.months, across=self.across, marked=False, tall_mm=self.tall_mm)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        side, high = STEP_SHARE * width, self._above(sheet, width)
        draw_button(sheet, Rect(x, y, side, high), self.question.year_before, icon="before")
        draw_button(sheet, Rect(x + width - side, y, side, high), self.question.year_after, icon_after="next")
        style = theme.title
        left = x + (width - width_of(self.question.year, style)) / 2
        sheet.line(left, y + (high - line_height(style)) / 2, self.question.year, style, TEAL)
        self._grid().draw(sheet, x, y + high + theme.gap, width)


@dataclass(frozen=True)
class Entry:
    """What has been typed so far. It grows downwards: nothing typed is ever out of sight."""

    question: EntryQuestion

    def _typed(self) -> str:
        return self.question.shown + self.question.composing

    def _room(self, sheet: Sheet, width: float) -> float:
        return width - 2 * sheet.theme.mm(7) - self._beside(sheet)

    def _style(self, sheet: Sheet, width: float) -> Style:
        """A number or an address of the net stays on one line: it is compared with a paper digit by digit."""
        theme, typed = sheet.theme, self._typed()
        if not typed.isascii():
            return theme.heading
        styles = (theme.heading, theme.lead_bold, theme.body_bold)
        room = self._room(sheet, width)
        return next((one for one in styles if width_of(typed, one) <= room), theme.heading)

    def _lines(self, sheet: Sheet, width: float) -> tuple[str, ...]:
        return wrap(self._typed(), self._style(sheet, width), self._room(sheet, width))

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
        style = self._style(sheet, width)
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
