"""Nobody is here: what this terminal is, and the lists of the hall in turn (公布屏); a touch anywhere begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.pages.footer import halves, is_wide
from screens.palette import BAR, ON_BAR, ON_BAR_SOFT, WELCOME
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.board import BoardBlock, fitting_board
from screens.parts.button import draw_button
from screens.parts.still import mirrored, moved
from screens.shapes import Rect
from screens.text import line_height, width_of, wrap

if TYPE_CHECKING:
    from screens.sheet import Sheet
    from screens.theme import Style, Theme
    from visit.views import AttractBody, Button

PAD_MM = 12
SIGN_MM = 18
NAMED_MM = 21
"""A button with the name of a language."""


def attract(body: AttractBody, sheet: Sheet, area: Rect) -> None:
    pressed = sheet.hit(_everywhere(sheet, area), body.start.id, body.start.label, "page", body.start.event)
    welcome, board = _parts(body, sheet, moved(area, sheet.theme, body.phase))
    _welcome(body, sheet, welcome, pressed=pressed)
    told = _fitting(body, sheet, board)
    if told.board.rows and told.height(sheet, board.w) <= board.h:
        told.draw(sheet, board.x, board.y, board.w)


def _parts(body: AttractBody, sheet: Sheet, area: Rect) -> tuple[Rect, Rect]:
    """Where the welcome stands, and where the lists do."""
    change = mirrored(body.phase)
    if is_wide(sheet):
        share = 0.45 if sheet.theme.low else 0.36
        left, right = halves(sheet, area, 1 - share if change else share)
        return (right, left) if change else (left, right)
    # The welcome keeps its size while the lists of different lengths take turns beside it.
    gap = sheet.theme.mm(8)
    high = max(_welcome_high(body, sheet, area.w), area.h * 0.3)
    welcome = Rect(area.x, area.bottom - high if change else area.y, area.w, high)
    board_y = area.y if change else welcome.bottom + gap
    return welcome, Rect(area.x, board_y, area.w, area.h - high - gap)


def _everywhere(sheet: Sheet, area: Rect) -> Rect:
    panel = sheet.theme.panel
    return Rect(0, 0, panel.width_px, area.bottom + sheet.theme.mm(6))


def _fitting(body: AttractBody, sheet: Sheet, area: Rect) -> BoardBlock:
    """As many lines as there is room for: this page cannot be scrolled, a touch begins the visit."""
    board = body.board
    if BoardBlock(board).height(sheet, area.w) <= area.h:
        return fitting_board(board, sheet, area)
    # Its version and day are on the list itself, behind the code.
    board = replace(board, edition="")
    while len(board.rows) > 1 and BoardBlock(board).height(sheet, area.w) > area.h:
        board = replace(board, rows=board.rows[:-1])
    return BoardBlock(board)


def _words(body: AttractBody, style: Style, below: Style, *, short: bool = False) -> Stack:
    told: list[Block] = [Paragraph(body.title, style, ON_BAR, middle=True)]
    if not short:
        told.append(Paragraph(body.subtitle, below, ON_BAR_SOFT, middle=True))
    if body.hours:
        told.append(Paragraph(body.hours, below, ON_BAR, middle=True))
    return Stack(told, 6)


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
    also: str = ""
    """The same in the other language, smaller."""

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
        return max(sheet.theme.mm(38), self._words_high(sheet, style, lines) + sheet.theme.mm(10))

    def _words_high(self, sheet: Sheet, style: Style, lines: tuple[str, ...]) -> float:
        return len(lines) * line_height(style) + (line_height(sheet.theme.note) if self.also else 0.0)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        call = Rect(x, y, width, self.height(sheet, width))
        sheet.fill(call, BAR if self.pressed else ON_BAR, theme.mm(5))
        ink = ON_BAR if self.pressed else WELCOME
        style, lines = self._fitting(sheet, width)
        widest = max([width_of(line, style) for line in lines] + [width_of(self.also, theme.note)])
        sign, gap = theme.mm(SIGN_MM), theme.mm(5)
        left = x + (width - widest - sign - gap) / 2
        sheet.icon(Rect(left, y + (call.h - sign) / 2, sign, sign), "hand", ink)
        top = y + (call.h - self._words_high(sheet, style, lines)) / 2
        for line in lines:
            sheet.line(left + sign + gap, top, line, style, ink)
            top += line_height(style)
        if self.also:
            sheet.line(left + sign + gap, top, self.also, theme.note, ink)


def _call(body: AttractBody, *, pressed: bool = False) -> Call:
    return Call(body.invitation or body.start.label, pressed, body.also)


def _welcome_high(body: AttractBody, sheet: Sheet, width: float) -> float:
    inner = width - 2 * sheet.theme.mm(PAD_MM)
    words = _words(body, *_sizes(sheet.theme)[0]).height(sheet, inner)
    under = _named_high(body, sheet, inner)
    return words + _call(body).height(sheet, inner) + under + 3 * sheet.theme.mm(PAD_MM)


def _named(body: AttractBody, sheet: Sheet, width: float) -> list[tuple[Button, Rect]]:
    """Where each language stands in its own name, from 0, 0 on: in equal columns, and so few rows as hold the longest."""
    theme = sheet.theme
    if not body.languages:
        return []
    gap, high = theme.gap, max(theme.mm(NAMED_MM), theme.smallest)
    widest = max(width_of(one.label, theme.lead_bold) for one in body.languages) + theme.mm(24)
    across = max(1, min(len(body.languages), int((width + gap) / (widest + gap))))
    wide = (width - (across - 1) * gap) / across
    return [
        (one, Rect(at % across * (wide + gap), at // across * (high + gap), wide, high))
        for at, one in enumerate(body.languages)
    ]


def _named_high(body: AttractBody, sheet: Sheet, width: float) -> float:
    """With the space above it."""
    return (
        max((place.bottom for _, place in _named(body, sheet, width)), default=-sheet.theme.gap)
        + sheet.theme.gap
    )


def _welcome(body: AttractBody, sheet: Sheet, area: Rect, *, pressed: bool) -> None:
    theme = sheet.theme
    sheet.fill(area, WELCOME, theme.mm(7))
    pad = theme.mm(PAD_MM)
    inner = area.w - 2 * pad
    call = _call(body, pressed=pressed)
    high = call.height(sheet, inner)
    under = _named_high(body, sheet, inner)
    space = area.h - 3 * pad - high - under
    sizes = [_words(body, *pair) for pair in _sizes(theme)]
    # On the smallest panel in the largest letters only what this is, and when it is open where there is room.
    sizes += [_words(body, *pair, short=True) for pair in _sizes(theme)[-2:]]
    sizes.append(Stack([Paragraph(body.title, theme.lead_bold, ON_BAR, middle=True)], 0))
    words = next((one for one in sizes if one.height(sheet, inner) <= space + 1), sizes[-1])
    words.draw(sheet, area.x + pad, area.y + pad + max(0.0, (space - words.height(sheet, inner)) / 2), inner)
    call.draw(sheet, area.x + pad, area.bottom - pad - under - high, inner)
    top = area.bottom - pad - under + theme.gap
    for one, place in _named(body, sheet, inner):
        draw_button(sheet, Rect(area.x + pad + place.x, top + place.y, place.w, place.h), one, icon="globe")
