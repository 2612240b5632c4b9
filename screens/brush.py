"""Draws a pictogram in the colours of a palette, finer than it will be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from screens.palette import Palette

_FINER = 3
_UNITS = 100


class Brush:
    """Draws in units of a 100 x 100 square."""

    def __init__(self, size: int, palette: Palette) -> None:
        self._palette = palette
        self._image = Image.new("RGBA", (size * _FINER, size * _FINER), (255, 255, 255, 0))
        self._draw = ImageDraw.Draw(self._image)
        self._unit = size * _FINER / _UNITS

    def _at(self, *numbers: float) -> list[float]:
        return [number * self._unit for number in numbers]

    def box(  # noqa: PLR0917 - coordinates
        self, x: float, y: float, to_x: float, to_y: float, radius: float, ink: str, edge: str = ""
    ) -> None:
        outline = {"outline": self._palette[edge], "width": round(1.4 * self._unit)} if edge else {}
        box = self._at(x, y, to_x, to_y)
        self._draw.rounded_rectangle(box, radius=radius * self._unit, fill=self._palette[ink], **outline)  # type: ignore[arg-type]

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        box = self._at(x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(box, fill=self._palette[ink])

    def arc(  # noqa: PLR0917 - coordinates
        self, x: float, y: float, radius: float, start: float, end: float, ink: str, width: float = 2.4
    ) -> None:
        box = self._at(x - radius, y - radius, x + radius, y + radius)
        self._draw.arc(box, start, end, fill=self._palette[ink], width=round(width * self._unit))

    def line(self, *points: float, ink: str, width: float = 3) -> None:
        self._draw.line(
            self._at(*points), fill=self._palette[ink], width=round(width * self._unit), joint="curve"
        )
        for x, y in zip(points[::2], points[1::2], strict=True):
            self.disc(x, y, width / 2, ink)

    def area(self, *points: float, ink: str) -> None:
        self._draw.polygon(self._at(*points), fill=self._palette[ink])

    def finished(self) -> Image.Image:
        """What was drawn, of the size that was asked for."""
        # Four times as quick as a finer filter: the first trouble of the day must not hold the picture up.
        return self._image.reduce(_FINER)
