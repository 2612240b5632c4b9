"""Nobody is here: what this terminal is, what can be done now; a touch anywhere begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.pages.footer import halves, is_wide
from screens.parts.block import Paragraph, Stack
from screens.parts.rows import RowTable
from screens.shapes import Rect
from screens.text import line_height, width_of
from screens.theme import ON_TEAL, TEAL, TEAL_DARK, TEAL_SOFT

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from visit.views import AttractBody


def attract(body: AttractBody, sheet: Sheet, area: Rect) -> None:
    theme = sheet.theme
    pressed = sheet.hit(_everywhere(sheet, area), body.start.id, body.start.label, "button", body.start.event)
    if is_wide(sheet):
        left, right = halves(sheet, area, 0.46)
        _welcome(body, sheet, left, pressed=pressed)
        table = _fitting(body, sheet, right)
        table.draw(sheet, right.x, right.y + max(0, (right.h - table.height(sheet, right.w)) / 2), right.w)
        return
    table = _fitting(body, sheet, Rect(area.x, area.y, area.w, area.h - theme.mm(160)))
    high = table.height(sheet, area.w)
    _welcome(body, sheet, Rect(area.x, area.y, area.w, area.h - high - theme.mm(8)), pressed=pressed)
    table.draw(sheet, area.x, area.bottom - high, area.w)


def _everywhere(sheet: Sheet, area: Rect) -> Rect:
    panel = sheet.theme.panel
    return Rect(0, 0, panel.width_px, area.bottom + sheet.theme.mm(6))


def _fitting(body: AttractBody, sheet: Sheet, area: Rect) -> RowTable:
    """As many rows as there is room for: this page cannot be scrolled, a touch begins the visit."""
    rows = body.services
    while len(rows) > 1 and RowTable(rows, 0.56, large=not is_wide(sheet)).height(sheet, area.w) > area.h:
        rows = rows[:-1]
    return RowTable(rows, 0.56, large=not is_wide(sheet))


def _welcome(body: AttractBody, sheet: Sheet, area: Rect, *, pressed: bool) -> None:
    theme = sheet.theme
    sheet.fill(area, TEAL, theme.mm(7))
    pad = theme.mm(12)
    inner = area.w - 2 * pad
    words = Stack(
        [
            Paragraph(body.title, theme.giant, ON_TEAL, middle=True),
            Paragraph(body.subtitle, theme.lead, TEAL_SOFT, middle=True),
        ],
        6,
    )
    high = max(theme.mm(38), line_height(theme.title) + theme.mm(14))
    call = Rect(area.x + pad, area.bottom - pad - high, inner, high)
    space = call.y - area.y
    words.draw(sheet, area.x + pad, area.y + max(pad, (space - words.height(sheet, inner)) / 2), inner)
    sheet.fill(call, TEAL_DARK if pressed else ON_TEAL, theme.mm(5))
    ink = ON_TEAL if pressed else TEAL
    sign = theme.mm(18)
    label = body.invitation or body.start.label
    style = theme.title if width_of(label, theme.title) + sign + theme.mm(20) <= inner else theme.lead_bold
    left = call.x + (call.w - width_of(label, style) - sign - theme.mm(5)) / 2
    sheet.icon(Rect(left, call.y + (high - sign) / 2, sign, sign), "hand", ink)
    sheet.line(left + sign + theme.mm(5), call.y + (high - line_height(style)) / 2, label, style, ink)
