"""Pages to read: the guide of an item, and what is asked before data is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import footer
from screens.palette import HAIRLINE, INK, MUTED, SURFACE, TEAL
from screens.parts.block import Block, Card, Paragraph, Space, Stack
from screens.parts.button import ButtonRow
from screens.parts.coded import Coded
from screens.parts.rows import RowTable
from screens.parts.scroll import column
from screens.parts.tips import tip_blocks

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from visit.views import ConsentBody, GuideBody, Section


def section_blocks(sheet: Sheet, sections: tuple[Section, ...]) -> list[Block]:
    """Heading and lines of each section. Every line is a block of its own, so that only lines in sight are
    drawn."""
    theme = sheet.theme
    out: list[Block] = []
    for section in sections:
        out += [Space(0.5), Paragraph(section.heading, theme.heading, TEAL)]
        out += [Paragraph(line, theme.body, INK) for line in section.lines]
    return out


def guide(body: GuideBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    others = tuple(one for one in (body.checklist, body.appointment) if one is not None)
    rest = footer(sheet, area, (*others, body.next))
    words = Stack([Paragraph(body.title, theme.title, INK), Paragraph(body.summary, theme.lead, MUTED)], 4)
    blocks: list[Block] = [Coded(words, body.qr, body.qr_caption)]
    if body.see:
        blocks.append(ButtonRow(body.see, 1))
    if body.facts:
        blocks.append(RowTable(body.facts))
    blocks += tip_blocks(sheet, body.tips)
    edition = Paragraph(body.edition, theme.note, MUTED)
    column(sheet, rest, [*blocks, *section_blocks(sheet, body.sections), Space(1), edition], gap_mm=5)


def consent(body: ConsentBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.decline, body.agree))
    words = Stack([Paragraph(one, theme.lead, INK) for one in body.paragraphs], 7)
    column(
        sheet, rest, [Paragraph(body.title, theme.title, INK), Card(words, SURFACE, HAIRLINE, 9)], gap_mm=8
    )
