"""Nobody is here: what this terminal is, and the lists of the hall in turn (公布屏); a touch anywhere begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.pages.footer import halves, is_wide
from screens.palette import BAR, ON_BAR, ON_BAR_SOFT, WELCOME
from screens.parts.block import Paragraph, Stack
from screens.parts.board import BoardBlock, fitting_board
from screens.shapes import Rect
from screens.text import line_height, width_of

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import AttractBody

PAD_MM = 12


def attract(body: AttractBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    pressed = sheet.hit(_everywhere(sheet, area), body.start.id, body.start.label, "button", body.start.event)
    if is_wide(sheet):
        left, right = halves(sheet, area, 0.36)
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


def _words(body: AttractBody, sheet: Sheet) -> Stack:
    title = Paragraph(body.title, sheet.theme.giant, ON_BAR, middle=True)
    return Stack([title, Paragraph(body.subtitle, sheet.theme.lead, ON_BAR_SOFT, middle=True)], 6)


def _call_high(sheet: Sheet) -> float:
    return max(sheet.theme.mm(38), line_height(sheet.theme.title) + sheet.theme.mm(14))


def _welcome_high(body: AttractBody, sheet: Sheet, width: float) -> float:
    pad = sheet.theme.mm(PAD_MM)
    return _words(body, sheet).height(sheet, width - 2 * pad) + _call_high(sheet) + 3 * pad


def _welcome(body: AttractBody, sheet: Sheet, area: Rect, *, pressed: bool) -> None:
    theme = sheet.theme
    sheet.fill(area, WELCOME, theme.mm(7))
    pad = theme.mm(PAD_MM)
    inner = area.w - 2 * pad
    words = _words(body, sheet)
    high = _call_high(sheet)
    call = Rect(area.x + pad, area.bottom - pad - high, inner, high)
    space = call.y - area.y
    words.draw(sheet, area.x + pad, area.y + max(pad, (space - words.height(sheet, inner)) / 2), inner)
    sheet.fill(call, BAR if pressed else ON_BAR, theme.mm(5))
    ink = ON_BAR if pressed else WELCOME
    sign = theme.mm(18)
    label = body.invitation or body.start.label
    style = theme.title if width_of(label, theme.title) + sign + theme.mm(20) <= inner else theme.lead_bold
    left = call.x + (call.w - width_of(label, style) - sign - theme.mm(5)) / 2
    sheet.icon(Rect(left, call.y + (high - sign) / 2, sign, sign), "hand", ink)
    sheet.line(left + sign + theme.mm(5), call.y + (high - line_height(style)) / 2, label, style, ink)
