"""Pages to read: the guide of an item, and what is asked before data is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.chrome import help_rect
from screens.pages.footer import footer, height_below, is_wide
from screens.palette import HAIRLINE, INK, MUTED, SURFACE, TEAL
from screens.parts.block import Block, Card, Paragraph, Space, Stack, Title
from screens.parts.button import ButtonRow
from screens.parts.code import code_side, draw_code
from screens.parts.coded import Coded
from screens.parts.looks import first_fitting
from screens.parts.rows import RowTable
from screens.parts.scroll import column
from screens.parts.tips import tip_blocks
from screens.shapes import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import Button, ConsentBody, GuideBody, Section


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
    buttons = (*others, body.next)
    rest = footer(sheet, area, buttons)
    words = Stack([Title(body.title), Paragraph(body.summary, theme.lead, MUTED)], 4)
    edition: Block = Paragraph(body.edition, theme.note, MUTED)
    blocks: list[Block] = [words]
    if not is_wide(sheet):
        blocks = [Coded(words, body.qr, body.qr_caption)]
    elif not _aside(body, sheet, area, buttons):
        edition = Coded(edition, body.qr, body.qr_caption)
    if body.see:
        blocks.append(ButtonRow(body.see, 1))
    if body.facts:
        blocks.append(RowTable(body.facts))
    blocks += tip_blocks(sheet, body.tips)
    column(sheet, rest, [*blocks, *section_blocks(sheet, body.sections), Space(1), edition], gap_mm=5)


def _aside(body: GuideBody, sheet: Sheet, area: Rect, buttons: Sequence[Button]) -> bool:
    """Draws the code above the buttons, where they stand beside the text of a wide screen and leave room for it."""
    if not body.qr or not is_wide(sheet):
        return False
    wide = help_rect(sheet.theme).w
    place = Rect(area.right - wide, area.y, wide, area.h - height_below(sheet, wide, buttons, 1))
    side = code_side(sheet, body.qr)
    caption = sheet.height_of(body.qr_caption, sheet.theme.note, place.w)
    if side + caption > place.h or side > place.w:
        return False
    draw_code(sheet, place.x + (place.w - side) / 2, place.y, body.qr)
    sheet.words(place.x, place.y + side, place.w, body.qr_caption, sheet.theme.note, MUTED, middle=True)
    return True


def consent(body: ConsentBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    rest = footer(sheet, area, (body.decline, body.agree))
    title = Paragraph(body.title, theme.title, INK)
    looks = [
        Stack([title, Card(_paragraphs(body, style, gap), SURFACE, HAIRLINE, pad)], gap)
        for style, gap, pad in ((theme.lead, 8, 9), (theme.lead, 5, 6), (theme.body, 5, 6))
    ]
    look = first_fitting(sheet, looks, rest.w, rest.h) or looks[-1]
    column(sheet, rest, look.blocks, gap_mm=look.gap_mm)


def _paragraphs(body: ConsentBody, style: Style, gap: float) -> Stack:
    return Stack([Paragraph(one, style, INK) for one in body.paragraphs], gap)
