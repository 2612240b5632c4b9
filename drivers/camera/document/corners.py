"""Four corners of a page in a frame, in pixels: top left, top right, bottom right, bottom left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from drivers.camera.frame import Image

    Corners = NDArray[np.float32]
    """Shape (4, 2), x before y."""


_FARTHEST = 100_000.0
"""Pixels; no camera has a frame of that size, and beyond it the arithmetic loses its grip."""


def ordered(points: ArrayLike) -> Corners:
    """Any four points clockwise as seen, beginning with the one nearest to the top left."""
    four = np.asarray(points, np.float64).reshape(4, 2)
    with np.errstate(invalid="ignore"):  # what is no number stays none; `usable` refuses it
        away = four - four.mean(axis=0)
    around = np.arctan2(away[:, 1], away[:, 0])
    clockwise = four[np.argsort(around)]
    return np.asarray(np.roll(clockwise, -int(clockwise.sum(axis=1).argmin()), axis=0), np.float32)


def whole_frame(image: Image) -> Corners:
    """To be dragged inwards when no page was found."""
    height, width = image.shape[:2]
    right, bottom = width - 1, height - 1
    return np.array([(0, 0), (right, 0), (right, bottom), (0, bottom)], np.float32)


def area(corners: Corners) -> float:
    """Square pixels; negative when the corners run the other way round."""
    x, y = corners[:, 0].astype(float), corners[:, 1].astype(float)
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def side_lengths(corners: Corners) -> NDArray[np.float64]:
    """Top, right, bottom, left, in pixels."""
    return np.asarray(np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1), np.float64)


def usable(corners: Corners) -> bool:
    """Near a frame, convex and not crossed: a picture can be straightened with them."""
    if not (np.abs(corners) <= _FARTHEST).all():  # also for what is no number
        return False
    along = (np.roll(corners, -1, axis=0) - corners).astype(float)
    after = np.roll(along, -1, axis=0)
    turns = along[:, 0] * after[:, 1] - along[:, 1] * after[:, 0]
    return bool((turns > 0).all()) and area(corners) >= 1
