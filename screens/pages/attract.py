"""Nobody is here: what this terminal is, and the lists of the hall in turn (公布屏); a touch anywhere begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.pages.footer import halves, is_wide
from screens.palette import BAR, ON_BAR, ON_BAR_SOFT, WELCOME
from screens.parts.block import Paragraph, Stack
from screens.parts.board import BoardBlock, fitting_board
from screens.shapes import Rect
from screens.text import line_height, width_of, wrap

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style, Theme
    from visit.views import AttractBody

PAD_MM = 12
SIGN_MM = 18


def attract(body: AttractBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    pressed = sheet.hit(_everywhere(sheet, area), body.start.id, body.start.label, "button", body.start.event)
    if is_wide(sheet):
        left, right = halves(sheet, area, 0.45 if theme.low else 0.36)
        _welcome(body, sheet, left, pressed=pressed)
        _fitting(body, sheet, right).draw(sheet, right.x, right.y, right.w)
        return
    # The welcome keeps its size while the lists of different lengths take turns below it.
    welcome = Rect(area.x, area.y, area.w, max(_welcome_high(body, sheet, area.w), area.h * 0.3))
    rest = Rect(area.x, welcome.bottom + theme.mm(8), area.w, area.h - welcome.h - theme.mm(8))
    _welcome(body, sheet, welcome, pressed=pressed)
    _fitting(body, sheet, rest).draw(sheet, rest.x, rest.y, rest.w)


def _everywhere(sheet: Sheet, area: Rect) -> Rect:
    panel = sheet.theme.panel
    return Rect(0, 0, panel.width_px, area.bottom + sheet.theme.mm(6))


def _fitting(body: AttractBody, sheet: Sheet, area: Rect) -> BoardBlock:
    """As many lines as there is room for: this page cannot be scrolled, a touch begins the visit."""
    board = body.board
    while len(board.rows) > 1 and BoardBlock(board).height(sheet, area.w) > area.h:
        board = replace(board, rows=board.rows[:-1])
    return fitting_board(board, sheet, area)


def _words(body: AttractBody, style: Style, below: Style) -> Stack:
    title = Paragraph(body.title, style, ON_BAR, middle=True)
    return Stack([title, Paragraph(body.subtitle, below, ON_BAR_SOFT, middle=True)], 6)


def _sizes(theme: Theme) -> tuple[tuple[Style, Style], ...]:
    return (
        (theme.giant, theme.lead),
        (theme.title, theme.lead),
        (theme.heading, theme.body),
        (theme.lead_bold, theme.note),
    )


@dataclass(frozen=True)
class Call:
    """The invitation to touch, with a hand before it."""

    label: str
    pressed: bool

    def _fitting(self, sheet: Sheet, width: float) -> tuple[Style, tuple[str, ...]]:
        theme, room = sheet.theme, self._room(sheet, width)
        for style in (theme.title, theme.heading, theme.lead_bold):
            if width_of(self.label, style) <= room:
                return style, (self.label,)
        return theme.lead_bold, wrap(self.label, theme.lead_bold, room)

    def _room(self, sheet: Sheet, width: float) -> float:
        return width - sheet.theme.mm(SIGN_MM + 5 + 10)

    def height(self, sheet: Sheet, width: float) -> float:
        style, lines = self._fitting(sheet, width)
        return max(sheet.theme.mm(38), len(lines) * line_height(style) + sheet.theme.mm(10))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        call = Rect(x, y, width, self.height(sheet, width))
        sheet.fill(call, BAR if self.pressed else ON_BAR, theme.mm(5))
        ink = ON_BAR if self.pressed else WELCOME
        style, lines = self._fitting(sheet, width)
        widest = max(width_of(line, style) for line in lines)
        sign, gap = theme.mm(SIGN_MM), theme.mm(5)
        left = x + (width - widest - sign - gap) / 2
        sheet.icon(Rect(left, y + (call.h - sign) / 2, sign, sign), "hand", ink)
        top = y + (call.h - len(lines) * line_height(style)) / 2
        for line in lines:
            sheet.line(left + sign + gap, top, line, style, ink)
            top += line_height(style)


def _call(body: AttractBody, *, pressed: bool = False) -> Call:
    return Call(body.invitation or body.start.label, pressed)


def _welcome_high(body: AttractBody, sheet: Sheet, width: float) -> float:
    inner = width - 2 * sheet.theme.mm(PAD_MM)
    words = _words(body, *_sizes(sheet.theme)[0]).height(sheet, inner)
    return words + _call(body).height(sheet, inner) + 3 * sheet.theme.mm(PAD_MM)


def _welcome(body: AttractBody, sheet: Sheet, area: Rect, *, pressed: bool) -> None:
    theme = sheet.theme
    sheet.fill(area, WELCOME, theme.mm(7))
    pad = theme.mm(PAD_MM)
    inner = area.w - 2 * pad
    call = _call(body, pressed=pressed)
    high = call.height(sheet, inner)
    space = area.h - 3 * pad - high
    sizes = [_words(body, *pair) for pair in _sizes(theme)]
    words = next((one for one in sizes if one.height(sheet, inner) <= space), sizes[-1])
    words.draw(sheet, area.x + pad, area.y + pad + max(0.0, (space - words.height(sheet, inner)) / 2), inner)
    call.draw(sheet, area.x + pad, area.bottom - pad - high, inner)
