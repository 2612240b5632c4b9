"""It is done (or it waits): the number large, a code to take along, the document, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.pages.footer import footer, halves, is_wide
from screens.pages.reading import section_blocks
from screens.palette import EDGE, HAIRLINE, INK, MARK_COLOURS, MUTED, SURFACE, TEAL
from screens.parts.block import Block, Paragraph
from screens.parts.code import code_side, draw_code
from screens.parts.marks import SIGNS, draw_mark
from screens.parts.rows import RowTable
from screens.parts.scroll import column
from screens.parts.tips import tip_blocks
from screens.shapes import Photo, Rect
from screens.text import width_of

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style, Theme
    from visit.page_picture import PagePicture
    from visit.views import ResultBody


@dataclass(frozen=True)
class Headline:
    """The state with a large sign."""

    body: ResultBody

    def _indent(self, sheet: Sheet) -> float:
        return sheet.theme.mm(26) if self.body.mark in SIGNS else 0.0

    def height(self, sheet: Sheet, width: float) -> float:
        words = sheet.height_of(self.body.title, sheet.theme.title, width - self._indent(sheet))
        return max(words, sheet.theme.mm(20))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        size, high = theme.mm(19), self.height(sheet, width)
        draw_mark(sheet, x, y + (high - size) / 2, size, self.body.mark)
        indent = self._indent(sheet)
        words = sheet.height_of(self.body.title, theme.title, width - indent)
        sheet.words(
            x + indent,
            y + (high - words) / 2,
            width - indent,
            self.body.title,
            theme.title,
            MARK_COLOURS[self.body.mark][0],
        )


@dataclass(frozen=True)
class Number:
    """The number to ask with later, and the same as a QR code."""

    body: ResultBody

    def _sizes(self, sheet: Sheet, width: float) -> tuple[float, float]:
        code = code_side(sheet, self.body.qr) if self.body.qr else 0.0
        return code, width - code - sheet.theme.mm(18)

    def _style(self, theme: Theme, room: float) -> Style:
        """As large as leaves the number on one line: broken in two it would be read as two."""
        larger = (theme.title, theme.heading, theme.lead_bold, theme.body_bold)
        return next((one for one in larger if width_of(self.body.number, one) <= room), theme.note_bold)

    def height(self, sheet: Sheet, width: float) -> float:
        theme = sheet.theme
        code, room = self._sizes(sheet, width)
        words = sheet.height_of(self.body.number_label, theme.body, room)
        words += sheet.height_of(self.body.number, self._style(theme, room), room)
        return max(code, words) + theme.mm(12)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        rect = Rect(x, y, width, self.height(sheet, width))
        sheet.fill(rect, SURFACE, theme.radius)
        sheet.frame(rect, HAIRLINE, theme.mm(0.4), theme.radius)
        code, room = self._sizes(sheet, width)
        label = sheet.height_of(self.body.number_label, theme.body, room)
        style = self._style(theme, room)
        number = sheet.height_of(self.body.number, style, room)
        top = y + (rect.h - label - number) / 2
        left = x + theme.mm(8)
        if label:
            sheet.words(left, top, room, self.body.number_label, theme.body, MUTED)
        if number:
            sheet.words(left, top + label, room, self.body.number, style, INK)
        if code:
            draw_code(sheet, rect.right - code - theme.mm(4), y + (rect.h - code) / 2, self.body.qr)


@dataclass(frozen=True)
class Document:
    """The first page of the document, as large as the width or the given height allows."""

    title: str
    picture: PagePicture
    tallest: float

    def _size(self, width: float) -> tuple[float, float]:
        scale = min(width / self.picture.width, self.tallest / self.picture.height)
        return self.picture.width * scale, self.picture.height * scale

    def height(self, sheet: Sheet, width: float) -> float:
        return sheet.height_of(self.title, sheet.theme.body_bold, width) + self._size(width)[1]

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        down = sheet.height_of(self.title, theme.body_bold, width)
        if self.title:
            sheet.words(x, y, width, self.title, theme.body_bold, MUTED)
        wide, high = self._size(width)
        rect = Rect(x + (width - wide) / 2, y + down, wide, high)
        sheet.add(Photo(rect, self.picture))
        sheet.frame(rect, EDGE, max(1.0, theme.mm(0.4)))


def result(body: ResultBody, sheet: Sheet, area: Rect) -> None:
    rest = footer(sheet, area, body.buttons)
    blocks: list[Block] = [Headline(body)]
    if body.number or body.qr:
        blocks.append(Number(body))
    if body.rows:
        blocks.append(RowTable(body.rows))
    for heading, rows in ((body.rules_title, body.rules), (body.parts_title, body.parts)):
        if rows:
            blocks += [Paragraph(heading, sheet.theme.lead_bold, TEAL), RowTable(rows)]
    after = [*tip_blocks(sheet, body.tips), *section_blocks(sheet, body.sections)]
    if body.document_picture is None:
        if body.document_title:
            blocks.append(Paragraph(body.document_title, sheet.theme.body_bold, MUTED))
        column(sheet, rest, [*blocks, *after], gap_mm=6)
        return
    if is_wide(sheet):
        left, right = halves(sheet, rest, 0.62)
        title = sheet.height_of(body.document_title, sheet.theme.body_bold, right.w)
        document = Document(body.document_title, body.document_picture, right.h - title)
        document.draw(sheet, right.x, right.y, right.w)
        column(sheet, left, [*blocks, *after], gap_mm=6)
        return
    # Whole on the first page as long as it can be told apart there; otherwise large, on the next one.
    gap = 6
    above = sum(block.height(sheet, rest.w) + sheet.theme.mm(gap) for block in blocks)
    title = sheet.height_of(body.document_title, sheet.theme.body_bold, rest.w)
    room = rest.h - above - title - sheet.theme.mm(gap)
    tallest = room if room >= rest.h * 0.4 else rest.h * 0.7
    column(
        sheet,
        rest,
        [*blocks, Document(body.document_title, body.document_picture, tallest), *after],
        gap_mm=gap,
    )
