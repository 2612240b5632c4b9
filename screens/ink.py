"""Strokes of a pen with smooth edges."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from screens.bounded import Bounded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Stroke = tuple[int, int, NDArray[np.uint8]]

_FINER = 3
"""Drawn three times as large and shrunk: that smooths the edges."""
_BYTES = 4 * 1024 * 1024

_strokes: Bounded[tuple[tuple[tuple[float, float], ...], float], Stroke] = Bounded(
    _BYTES, lambda stroke: int(stroke[2].size)
)


def stroke(points: tuple[tuple[float, float], ...], width: float) -> Stroke:
    """Left, top and coverage of a stroke through these points; a single one makes a dot. Pixels."""
    return _strokes.get((points, width), lambda: _draw(points, width))


def forget() -> None:
    """Let go of every stroke."""
    _strokes.clear()


def _draw(points: tuple[tuple[float, float], ...], width: float) -> Stroke:
    out = width / 2 + 1
    left, top = floor(min(x for x, _ in points) - out), floor(min(y for _, y in points) - out)
    right, bottom = ceil(max(x for x, _ in points) + out), ceil(max(y for _, y in points) + out)
    image = Image.new("L", ((right - left) * _FINER, (bottom - top) * _FINER), 0)
    pen = ImageDraw.Draw(image)
    finer = [((x - left) * _FINER, (y - top) * _FINER) for x, y in points]
    if len(finer) > 1:
        pen.line(finer, fill=255, width=round(width * _FINER))
    radius = width * _FINER / 2
    for x, y in finer:  # round ends and joints
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return left, top, np.asarray(image.reduce(_FINER))
