"""One question over the page, or the help panel. The page stays in sight behind it but cannot be touched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.chrome import help_rect
from screens.palette import EDGE, HAIRLINE, INK, MUTED, PAPER, SCRIM, SURFACE, TEAL, TEAL_SOFT
from screens.parts.art import Art
from screens.parts.block import Block, Paragraph, Stack
from screens.parts.button import ButtonRow
from screens.parts.looks import first_fitting
from screens.parts.marks import Notice
from screens.parts.options import OptionGrid
from screens.parts.scroll import LOW, column
from screens.shapes import Rect
from screens.text import line_height, width_of
from visit.views import Bubble, ComfortOverlay, HelpOverlay, Overlay, QuestionOverlay

if TYPE_CHECKING:
    from screens.sheet import Sheet

HELP = "help"


def draw_overlay(sheet: Sheet, overlay: Overlay) -> None:
    panel = sheet.theme.panel
    sheet.drop_hits()
    sheet.scroll = None
    above = sheet.theme.top
    sheet.fill(Rect(0, -above, panel.width_px, panel.height_px + above), SCRIM)
    if isinstance(overlay, QuestionOverlay):
        _question(sheet, overlay)
    elif isinstance(overlay, ComfortOverlay):
        _comfort(sheet, overlay)
    else:
        _help(sheet, overlay)


def _room(sheet: Sheet) -> Rect:
    """The window without the bottom bar."""
    theme = sheet.theme
    bottom = help_rect(theme).y - theme.mm(10)
    wide = min(theme.panel.width_px - 2 * theme.mm(8), theme.mm(420))
    return Rect((theme.panel.width_px - wide) / 2, theme.mm(10), wide, bottom - theme.mm(10))


def _ground(sheet: Sheet, rect: Rect) -> None:
    theme = sheet.theme
    sheet.fill(rect, PAPER, theme.mm(6))
    # On black the panel would have no edge.
    sheet.frame(rect, EDGE, theme.mm(0.5), theme.mm(6))


def _question(sheet: Sheet, overlay: QuestionOverlay) -> None:
    theme = sheet.theme
    room = _room(sheet)
    pad = theme.mm(12)
    inner = room.w - 2 * pad
    wide = theme.wide
    buttons = ButtonRow(overlay.buttons, 2 if wide or len(overlay.buttons) == 2 else 1)
    foot = buttons.height(sheet, inner)
    free = room.h - foot - theme.mm(12) - 2 * pad
    # What is asked is read at once: the picture goes before anything must be scrolled to.
    looks = [_asked(sheet, overlay, mm, gap) for mm, gap in ((45 if wide else 80, 8), (36, 5), (0, 5))]
    words = first_fitting(sheet, looks, inner, free) or looks[-1]
    high = min(room.h, words.height(sheet, inner) + foot + theme.mm(12) + 2 * pad)
    # Low on a tall screen, where a person in a wheelchair reaches.
    top = room.bottom - high - (room.h - high) * (0.5 if wide else 0.3)
    rect = Rect(room.x, top, room.w, high)
    _ground(sheet, rect)
    area = Rect(rect.x + pad, rect.y + pad, inner, rect.h - 2 * pad - foot - theme.mm(12))
    column(sheet, area, [words], name="question")
    buttons.draw(sheet, rect.x + pad, rect.bottom - pad - foot, inner)


def _asked(sheet: Sheet, overlay: QuestionOverlay, picture_mm: float, gap_mm: float) -> Stack:
    theme = sheet.theme
    blocks: list[Block] = [Art(overlay.picture, picture_mm)] if overlay.picture and picture_mm else []
    blocks.append(Paragraph(overlay.title, theme.title, TEAL, middle=True))
    blocks.append(Paragraph(overlay.text, theme.lead, INK, middle=True))
    if overlay.seconds_left is not None:
        blocks.append(Paragraph(str(overlay.seconds_left), theme.giant, TEAL, middle=True))
    return Stack(blocks, gap_mm)


def _comfort(sheet: Sheet, overlay: ComfortOverlay) -> None:
    """Low on the display: who sits must reach it before anything has moved down."""
    theme = sheet.theme
    room = _room(sheet)
    close = ButtonRow((overlay.close,), 1)
    pad = theme.mm(10 if not theme.low else 7)
    inner = room.w - 2 * pad
    apart = theme.mm(8 if not theme.low else 5)
    foot = close.height(sheet, inner) + apart
    title, text = Paragraph(overlay.title, theme.title, TEAL), Paragraph(overlay.text, theme.body, MUTED)
    whole = OptionGrid(overlay.options, several=True, across=2 if theme.wide else 1)
    # With fewer words rather than with a choice out of sight.
    short = [replace(one, note="") for one in overlay.options]
    looks = [
        Stack([title, text, whole], 5),
        Stack([title, whole], 4),
        Stack([title, text, replace(whole, options=short)], 4),
        Stack([title, replace(whole, options=short)], 4),
        Stack([title, replace(whole, options=short, across=2)], 4),
    ]
    shown = first_fitting(sheet, looks, inner, room.h - foot - 2 * pad) or looks[-1]
    high = min(room.h, shown.height(sheet, inner) + foot + 2 * pad)
    rect = Rect(room.x, room.bottom - high, room.w, high)
    _ground(sheet, rect)
    area = Rect(rect.x + pad, rect.y + pad, inner, rect.h - 2 * pad - foot)
    column(sheet, area, [shown], name="question")
    close.draw(sheet, rect.x + pad, rect.bottom - pad - foot + apart, inner)


@dataclass(frozen=True)
class _Said:
    """One message, on the side of who wrote it."""

    bubble: Bubble

    def _inner(self, sheet: Sheet, width: float) -> float:
        return min(width * 0.78, width_of(self.bubble.text, sheet.theme.body) + sheet.theme.mm(1))

    def height(self, sheet: Sheet, width: float) -> float:
        theme = sheet.theme
        words = sheet.height_of(self.bubble.text, theme.body, self._inner(sheet, width))
        return words + theme.mm(8) + line_height(theme.note)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        theme = sheet.theme
        inner = self._inner(sheet, width)
        words = sheet.height_of(self.bubble.text, theme.body, inner)
        box = Rect(0, y, inner + theme.mm(12), words + theme.mm(7))
        left = x + width - box.w if self.bubble.mine else x
        box = Rect(left, y, box.w, box.h)
        sheet.fill(box, TEAL_SOFT if self.bubble.mine else SURFACE, theme.radius)
        sheet.frame(box, HAIRLINE, theme.mm(0.4), theme.radius)
        sheet.words(box.x + theme.mm(6), y + theme.mm(3.5), inner, self.bubble.text, theme.body)
        stamp = width_of(self.bubble.time, theme.note)
        at = box.right - stamp if self.bubble.mine else box.x
        sheet.line(at, box.bottom, self.bubble.time, theme.note, MUTED)


def _help(sheet: Sheet, overlay: HelpOverlay) -> None:
    """The state stays in sight, what was said scrolls; beside it on a wide screen, below it on a tall one."""
    theme = sheet.theme
    room = _room(sheet)
    _ground(sheet, room)
    pad, apart = (theme.mm(6), theme.mm(5)) if theme.low else (theme.mm(10), theme.mm(8))
    inner = Rect(room.x + pad, room.y + pad, room.w - 2 * pad, room.h - 2 * pad)
    last = ButtonRow((overlay.end, overlay.close), 2)
    foot = last.height(sheet, inner.w)
    last.draw(sheet, inner.x, inner.bottom - foot, inner.w)
    above = Rect(inner.x, inner.y, inner.w, inner.h - foot - apart)
    state = Stack(
        [
            Paragraph(overlay.title, theme.title, TEAL),
            Paragraph(overlay.number, theme.body_bold, MUTED),
            Notice(overlay.mark, overlay.status, theme.lead),
        ],
        4,
    )
    said: list[Block] = [_Said(one) for one in overlay.words]
    shown = _with_phrases(sheet, overlay, above, state, apart)
    talk = shown if shown is not None else _without(sheet, above, state, apart)
    if shown is None and overlay.phrases:
        said.append(ButtonRow(overlay.phrases, 2))
    column(sheet, talk, said, name=HELP, begin=LOW, reveal=len(said) - 1 if said else None)


def _least_talk(sheet: Sheet) -> float:
    """What was said last is seen, and the arrows beside it can be touched."""
    return max(sheet.theme.mm(40), 3 * sheet.theme.smallest)


def _with_phrases(sheet: Sheet, overlay: HelpOverlay, above: Rect, state: Stack, apart: float) -> Rect | None:
    """Draws the state and what can be answered; returns the room between them for what was said. None, and nothing drawn,
    where that is too little.
    """
    if not overlay.phrases:
        return None
    theme = sheet.theme
    side = above.w * _SIDE if theme.wide else above.w
    two, four = ButtonRow(overlay.phrases, 2), ButtonRow(overlay.phrases, len(overlay.phrases))
    if theme.wide:
        if state.height(sheet, side) + apart + two.height(sheet, side) <= above.h:
            state.draw(sheet, above.x, above.y, side)
            two.draw(sheet, above.x, above.bottom - two.height(sheet, side), side)
            return Rect(above.x + side + apart, above.y, above.w - side - apart, above.h)
        # In one row across: a low panel has the width for it.
        ready = four.height(sheet, above.w) + apart
        if max(state.height(sheet, side), _least_talk(sheet)) <= above.h - ready:
            state.draw(sheet, above.x, above.y, side)
            four.draw(sheet, above.x, above.bottom - ready + apart, above.w)
            return Rect(above.x + side + apart, above.y, above.w - side - apart, above.h - ready)
        return None
    down = state.height(sheet, above.w) + apart
    ready = two.height(sheet, above.w) + apart
    if above.h - down - ready < _least_talk(sheet):
        return None
    state.draw(sheet, above.x, above.y, above.w)
    two.draw(sheet, above.x, above.bottom - ready + apart, above.w)
    return Rect(above.x, above.y + down, above.w, above.h - down - ready)


_SIDE = 0.44
"""Of a wide panel for the state."""


def _without(sheet: Sheet, above: Rect, state: Stack, apart: float) -> Rect:
    """Draws the state; returns what is left for what was said."""
    side = above.w * _SIDE if sheet.theme.wide else above.w
    state.draw(sheet, above.x, above.y, side)
    if sheet.theme.wide:
        return Rect(above.x + side + apart, above.y, above.w - side - apart, above.h)
    down = state.height(sheet, above.w) + apart
    return Rect(above.x, above.y + down, above.w, above.h - down)
