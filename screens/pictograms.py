"""Larger drawings in colour: what to do at the machine, or what it is doing. On a square of 100 units."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from screens.brush import Brush
from screens.palette import (
    AMBER,
    AMBER_DARK,
    DANGER,
    DONE,
    EDGE,
    INK,
    MUTED,
    OFF,
    ON_AMBER,
    SURFACE,
    TEAL,
    TEAL_DARK,
    TEAL_SOFT,
)
from screens.trouble_drawings import PARTS, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from screens.palette import Palette


def _reader(brush: Brush, glow: str) -> None:
    """The plate of the card reader with the sign of radio waves."""
    brush.box(10, 60, 90, 92, 7, TEAL_DARK)
    brush.box(14, 64, 86, 86, 5, glow)
    brush.box(16, 90, 84, 94, 2, INK)


def _card(brush: Brush, x: float, y: float) -> None:
    """An identity card without anybody's data: a head and lines. No emblem."""
    brush.box(x, y, x + 46, y + 29, 3.4, SURFACE, EDGE)
    brush.disc(x + 35.5, y + 10.5, 4.2, MUTED)
    brush.area(x + 28.5, y + 22.5, x + 31, y + 17, x + 40, y + 17, x + 42.5, y + 22.5, ink=MUTED)
    for row, length in ((7, 19), (12.5, 15), (18, 19), (23.5, 34)):
        brush.line(x + 5, y + row, x + 5 + min(length, 20), y + row, ink=TEAL, width=1.9)


def _sign(brush: Brush, kind: str) -> None:
    """A round sign at the top right."""
    x, y, radius = 78, 24, 16
    brush.disc(x, y, radius + 2.4, SURFACE)
    brush.disc(x, y, radius, {"done": DONE, "trouble": DANGER, "asking": AMBER}[kind])
    if kind == "done":
        brush.line(x - 7.5, y + 0.6, x - 2, y + 6, x + 8, y - 5.6, ink=SURFACE, width=3.6)
    elif kind == "trouble":
        brush.line(x, y - 8, x, y + 2, ink=SURFACE, width=3.8)
        brush.disc(x, y + 8.2, 2.3, SURFACE)
    else:
        brush.arc(x, y - 3, 5.2, 170, 60, ON_AMBER, 3)
        brush.line(x + 2.4, y + 1.4, x, y + 3.6, ink=ON_AMBER, width=2.8)
        brush.disc(x, y + 9, 2, ON_AMBER)


def _lay_card(brush: Brush) -> None:
    _reader(brush, TEAL_SOFT)
    _card(brush, 27, 8)
    brush.line(50, 43, 50, 57, ink=AMBER_DARK, width=4)
    brush.area(41, 53.5, 59, 53.5, 50, 63, ink=AMBER_DARK)


def _reading(brush: Brush) -> None:
    _reader(brush, AMBER)
    _card(brush, 27, 44)
    for radius in (12, 20, 28):
        brush.arc(50, 38, radius, 225, 315, TEAL, 3)


def _card_trouble(brush: Brush) -> None:
    _reader(brush, OFF)
    _card(brush, 22, 36)
    _sign(brush, "trouble")


def _card_done(brush: Brush) -> None:
    _reader(brush, TEAL_SOFT)
    _card(brush, 22, 36)
    _sign(brush, "done")


def _chip_card(brush: Brush, x: float, y: float) -> None:
    """A social security card without anybody's data: chip ahead, a head and lines. No emblem."""
    brush.box(x, y, x + 46, y + 29, 3.4, SURFACE, EDGE)
    brush.box(x + 18, y + 20, x + 28, y + 27, 1.6, AMBER, AMBER_DARK)
    brush.disc(x + 38, y + 7.5, 3.4, MUTED)
    brush.area(x + 32.5, y + 17, x + 34.5, y + 12.5, x + 41.5, y + 12.5, x + 43.5, y + 17, ink=MUTED)
    for row, length in ((6, 20), (11, 15), (16, 18)):
        brush.line(x + 5, y + row, x + 5 + length, y + row, ink=TEAL, width=1.9)


def _slot(brush: Brush, glow: str) -> None:
    """The mouth of the reader for chip cards, over whatever is in it."""
    brush.box(10, 62, 90, 92, 7, TEAL_DARK)
    brush.box(20, 58, 80, 68, 4, glow)
    brush.box(25, 61.5, 75, 65, 1.5, INK)


def _insert_card(brush: Brush) -> None:
    _chip_card(brush, 27, 8)
    _slot(brush, TEAL_SOFT)
    brush.line(50, 41, 50, 48, ink=AMBER_DARK, width=4)
    brush.area(41, 46, 59, 46, 50, 56, ink=AMBER_DARK)


def _insert_trouble(brush: Brush) -> None:
    _chip_card(brush, 27, 24)
    _slot(brush, OFF)
    _sign(brush, "trouble")


def _insert_done(brush: Brush) -> None:
    _chip_card(brush, 27, 42)
    _slot(brush, TEAL_SOFT)
    _sign(brush, "done")


def _take_card(brush: Brush) -> None:
    _reader(brush, TEAL_SOFT)
    _card(brush, 27, 27)
    brush.line(50, 22, 50, 12, ink=AMBER_DARK, width=4)
    brush.area(41, 14.5, 59, 14.5, 50, 4, ink=AMBER_DARK)


def _paper_out(brush: Brush) -> None:
    brush.box(12, 40, 88, 84, 7, TEAL_DARK)
    brush.box(18, 46, 82, 58, 3, TEAL)
    brush.disc(75, 70, 3.2, AMBER)
    brush.box(24, 64, 66, 70, 2, INK)
    _sign(brush, "trouble")


def _still_there(brush: Brush) -> None:
    brush.disc(42, 36, 15, TEAL)
    brush.area(12, 90, 16, 70, 28, 58, 56, 58, 68, 70, 72, 90, ink=TEAL)
    _sign(brush, "asking")


def _lay_paper(brush: Brush) -> None:
    """A sheet of paper below the arm of the document camera."""
    brush.area(22, 58, 78, 58, 92, 92, 8, 92, ink=TEAL_SOFT)
    brush.area(30, 62, 70, 62, 79, 87, 21, 87, ink=SURFACE)
    for y, reach in ((68, 15), (74, 18), (80, 21)):
        brush.line(50 - reach, y, 50 + reach, y, ink=MUTED, width=1.9)
    brush.line(84, 92, 84, 14, 56, 14, ink=TEAL_DARK, width=5)
    brush.box(40, 8, 62, 24, 4, TEAL_DARK)
    brush.disc(51, 27, 5, TEAL)
    brush.line(51, 36, 51, 50, ink=AMBER_DARK, width=4)
    brush.area(42, 46.5, 60, 46.5, 51, 56, ink=AMBER_DARK)


def _leave(brush: Brush) -> None:
    brush.box(18, 10, 58, 90, 3, TEAL_SOFT, TEAL)
    brush.disc(50, 52, 2.6, TEAL_DARK)
    brush.line(46, 66, 88, 66, ink=AMBER_DARK, width=4.4)
    brush.line(76, 54, 88, 66, 76, 78, ink=AMBER_DARK, width=4.4)


def _information(brush: Brush) -> None:
    brush.disc(50, 50, 40, TEAL)
    brush.disc(50, 30, 5.4, SURFACE)
    brush.line(50, 46, 50, 71, ink=SURFACE, width=9)


DRAWN: dict[str, Callable[[Brush], None]] = {
    "card_done": _card_done,
    "card_trouble": _card_trouble,
    "information": _information,
    "insert_card": _insert_card,
    "insert_done": _insert_done,
    "insert_trouble": _insert_trouble,
    "lay_card": _lay_card,
    "lay_paper": _lay_paper,
    "leave": _leave,
    "paper_out": _paper_out,
    "reading": _reading,
    "still_there": _still_there,
    "take_card": _take_card,
    **PLAIN,
}


def drawing(name: str, size: int, palette: Palette) -> Image.Image:
    """The drawing, `size` pixels square; a name that is not drawn shows the information sign."""
    brush = Brush(size, palette)
    if name in PARTS:
        PARTS[name](brush)
        _sign(brush, "trouble")
    else:
        DRAWN.get(name, _information)(brush)
    return brush.finished()


@lru_cache(maxsize=24)
def pixels(name: str, size: int, palette: Palette) -> NDArray[np.uint8]:
    """Rows of (blue, green, red, opacity)."""
    red, green, blue, opacity = drawing(name, size, palette).split()
    return np.asarray(Image.merge("RGBA", (blue, green, red, opacity)))
