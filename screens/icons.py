"""One-colour signs, drawn here because the bundled font has none. Each is a drawing on a square of 24
units."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_FINER = 4
"""Drawn four times as large and shrunk: that smooths the edges."""
_UNITS = 24


class Pen:
    """Draws in units of a 24 x 24 square."""

    def __init__(self, size: int) -> None:
        self.image = Image.new("L", (size * _FINER, size * _FINER), 0)
        self._draw = ImageDraw.Draw(self.image)
        self._unit = size * _FINER / _UNITS

    def _at(self, *numbers: float) -> list[float]:
        return [number * self._unit for number in numbers]

    def line(self, *points: float, width: float = 2.2, ink: int = 255) -> None:
        scaled = self._at(*points)
        self._draw.line(scaled, fill=ink, width=round(width * self._unit), joint="curve")
        for x, y in zip(points[::2], points[1::2], strict=True):
            self.disc(x, y, width / 2, ink=ink)

    def disc(self, x: float, y: float, radius: float, *, ink: int = 255) -> None:
        self._draw.ellipse(self._at(x - radius, y - radius, x + radius, y + radius), fill=ink)

    def ring(self, x: float, y: float, radius: float, *, width: float = 2.2) -> None:
        box = self._at(x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(box, outline=255, width=round(width * self._unit))

    def arc(  # noqa: PLR0917 - coordinates
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, *, width: float = 2.2
    ) -> None:
        self._draw.arc(
            self._at(x - rx, y - ry, x + rx, y + ry), start, end, fill=255, width=round(width * self._unit)
        )

    def box(self, x: float, y: float, to_x: float, to_y: float, radius: float, *, ink: int = 255) -> None:
        self._draw.rounded_rectangle(self._at(x, y, to_x, to_y), radius=radius * self._unit, fill=ink)

    def area(self, *points: float, ink: int = 255) -> None:
        self._draw.polygon(self._at(*points), fill=ink)


def _back(pen: Pen) -> None:
    pen.line(14.5, 5, 7.5, 12, 14.5, 19, width=2.6)


def _exit(pen: Pen) -> None:
    pen.line(13, 4, 5, 4, 5, 20, 13, 20)
    pen.line(10, 12, 20, 12)
    pen.line(16.5, 8, 20.5, 12, 16.5, 16)


def _globe(pen: Pen) -> None:
    pen.ring(12, 12, 9.2, width=1.8)
    pen.arc(12, 12, 4.4, 9.2, 0, 360, width=1.8)
    pen.line(3.2, 12, 20.8, 12, width=1.6)


def _help(pen: Pen) -> None:
    """A head with a headset: a person answers."""
    pen.disc(12, 9.3, 4.1)
    pen.area(4.6, 21, 6.2, 16.6, 9.4, 14.8, 14.6, 14.8, 17.8, 16.6, 19.4, 21)
    pen.arc(12, 9.3, 6.9, 6.9, 180, 0, width=1.6)
    pen.box(4.2, 8.2, 6.4, 12.2, 1)
    pen.box(17.6, 8.2, 19.8, 12.2, 1)


def _check(pen: Pen) -> None:
    pen.line(5, 12.8, 10, 17.8, 19.4, 6.8, width=3)


def _done(pen: Pen) -> None:
    pen.disc(12, 12, 10.4)
    pen.line(7, 12.5, 10.6, 16.1, 17.2, 8.6, width=2.4, ink=0)


def _trouble(pen: Pen) -> None:
    pen.disc(12, 12, 10.4)
    pen.line(8.2, 8.2, 15.8, 15.8, width=2.4, ink=0)
    pen.line(15.8, 8.2, 8.2, 15.8, width=2.4, ink=0)


def _warning(pen: Pen) -> None:
    pen.area(12, 1.6, 23.2, 21.4, 0.8, 21.4)
    pen.line(12, 8.8, 12, 14.4, width=2.4, ink=0)
    pen.disc(12, 18, 1.4, ink=0)


def _waiting(pen: Pen) -> None:
    pen.ring(12, 12, 9.8)
    pen.line(12, 6.6, 12, 12.4, 15.8, 14.6, width=2)


def _now(pen: Pen) -> None:
    pen.ring(12, 12, 9.8)
    pen.disc(12, 12, 5)


def _up(pen: Pen) -> None:
    pen.area(12, 6, 20.5, 17.5, 3.5, 17.5)


def _down(pen: Pen) -> None:
    pen.area(12, 18, 20.5, 6.5, 3.5, 6.5)


def _next(pen: Pen) -> None:
    pen.line(9.5, 5, 16.5, 12, 9.5, 19, width=2.6)


def _before(pen: Pen) -> None:
    pen.line(14.5, 5, 7.5, 12, 14.5, 19, width=2.6)


def _delete(pen: Pen) -> None:
    pen.area(1.5, 12, 8, 5, 22.5, 5, 22.5, 19, 8, 19)
    pen.line(11.4, 8.8, 17.8, 15.2, width=2, ink=0)
    pen.line(17.8, 8.8, 11.4, 15.2, width=2, ink=0)


def _hand(pen: Pen) -> None:
    """A pointing hand: touch here."""
    pen.line(9.6, 14.5, 9.6, 4.4, width=3)
    pen.box(8.1, 9.4, 20, 16, 2.6)
    pen.area(4.6, 13.2, 7, 12, 9.4, 14.6, 19.9, 14, 19.2, 18.4, 17.4, 22, 10, 22)
    pen.disc(5.6, 13.2, 1.5)


def _search(pen: Pen) -> None:
    """A magnifying glass."""
    pen.ring(10, 10, 7)
    pen.line(15.2, 15.2, 20.6, 20.6, width=3)


def _arrow(pen: Pen) -> None:
    pen.area(4, 3, 22, 12, 4, 21)


def _hint(pen: Pen) -> None:
    """A lamp that is on."""
    pen.disc(12, 9.6, 7.4)
    pen.box(9, 15, 15, 18.4, 0.6)
    pen.box(9.6, 19.6, 14.4, 22.4, 1.2)


def _larger(pen: Pen) -> None:
    """A small and a large letter."""
    pen.line(1.5, 19, 5, 9.5, 8.5, 19)
    pen.line(2.9, 16, 7.1, 16)
    pen.line(10, 20, 16, 4, 22, 20)
    pen.line(12.2, 14.4, 19.8, 14.4)


def _person(pen: Pen) -> None:
    """Somebody with open arms in a ring, as on accessible things everywhere."""
    pen.ring(12, 12, 10)
    pen.disc(12, 6.6, 1.7)
    pen.line(6.6, 10, 12, 11, 17.4, 10)
    pen.line(12, 11, 12, 14)
    pen.line(9.2, 18.6, 12, 14, 14.8, 18.6)


def _sound(pen: Pen) -> None:
    """A loudspeaker, and what comes out of it."""
    pen.area(2, 9, 6.5, 9, 12.5, 3.5, 12.5, 20.5, 6.5, 15, 2, 15)
    pen.line(15.6, 8.6, 17, 12, 15.6, 15.4, width=2)
    pen.line(18.8, 5.8, 21.4, 12, 18.8, 18.2, width=2)


DRAWN: dict[str, Callable[[Pen], None]] = {
    "arrow": _arrow,
    "back": _back,
    "before": _before,
    "check": _check,
    "delete": _delete,
    "done": _done,
    "down": _down,
    "exit": _exit,
    "globe": _globe,
    "hand": _hand,
    "help": _help,
    "hint": _hint,
    "larger": _larger,
    "next": _next,
    "now": _now,
    "person": _person,
    "search": _search,
    "sound": _sound,
    "trouble": _trouble,
    "up": _up,
    "waiting": _waiting,
    "warning": _warning,
}


@lru_cache(maxsize=96)
def coverage(name: str, size: int) -> NDArray[np.uint8]:
    """The sign, `size` pixels square, 255 where it wholly covers. Signs say nothing about a visit, so they may stay."""
    pen = Pen(size)
    DRAWN[name](pen)
    return np.asarray(pen.image.resize((size, size), Image.Resampling.LANCZOS))
