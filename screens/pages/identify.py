"""Lay the card on the reader: one large drawing, one sentence, one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.beside import beside
from screens.pages.footer import footer, is_wide
from screens.palette import INK, MUTED
from screens.parts.art import Art, Drawn
from screens.parts.block import Block, Paragraph, Stack, Title
from screens.parts.marks import Notice
from screens.parts.scroll import EYE, column
from visit.views import Mark

if TYPE_CHECKING:
    from screens.shapes import Rect
    from screens.sheet import Sheet
    from screens.theme import Style
    from visit.views import IdentifyBody

SHARES = (0.4, 0.32, 0.24)
"""Of a wide screen for the drawing: as much as the words leave."""
BUTTONS_MM = 60
"""What buttons under the drawing take at most."""
LARGEST_MM, LEAST_MM = 150, 80
APART_MM = 12


def identify(body: IdentifyBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    buttons = (*body.alternatives, *((body.next,) if body.next else ()))
    if is_wide(sheet):
        sizes = ((theme.heading, 10), (theme.lead_bold, 6), (theme.lead_bold, 4))
        looks = [Stack(_told(sheet, body, state, middle=False), gap) for state, gap in sizes]
        drawn = [Stack([Drawn(body.picture, area.h - theme.mm(low))]) for low in (0, BUTTONS_MM)]
        if beside(sheet, area, drawn, looks, buttons, SHARES):
            return
    rest = footer(sheet, area, buttons)
    words = _told(sheet, body, theme.heading, middle=True)
    left = rest.h - Stack(words, APART_MM).height(sheet, rest.w) - theme.mm(APART_MM)
    art = Art(body.picture, min(LARGEST_MM, max(LEAST_MM, left / theme.mm(1))))
    column(sheet, rest, [*words[:2], art, *words[2:]], gap_mm=APART_MM, begin=EYE)


def _told(sheet: Sheet, body: IdentifyBody, state: Style, *, middle: bool) -> list[Block]:
    theme = sheet.theme
    how: list[Block] = [
        Paragraph(body.instruction, theme.lead, INK, middle=middle),
        Notice(body.mark, body.status, state, middle=middle),
    ]
    return [
        Title(body.title, middle=middle),
        # What went wrong says what to do now.
        *(reversed(how) if body.mark is Mark.TROUBLE else how),
        Paragraph(body.privacy, theme.body, MUTED, middle=middle),
    ]
