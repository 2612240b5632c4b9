"""Corners made exact: each side is laid through the strongest edge near it, and the sides are crossed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.camera.document.corners import Corners
    from drivers.camera.document.seen import Seen

_REACH = 7
"""Pixels to either side of the rough line."""
_STEPS = np.linspace(0.06, 0.94, 50)
_FEWEST = 12
"""Points that make a line; with fewer the rough one stays."""
_WEAKEST = 8.0
_FARTHEST = 14.0
"""A corner that would move farther than so many pixels means that the lines went astray."""


def refined(rough: Corners, seen: Seen) -> Corners:
    """In the coordinates of the searched copy."""
    lines = [_line(rough[at], rough[(at + 1) % 4], seen) for at in range(4)]
    exact = rough.copy()
    for at in range(4):
        crossing = _crossing(lines[at - 1], lines[at])
        if crossing is not None:
            exact[at] = crossing
    return exact if np.abs(exact - rough).max() <= _FARTHEST else rough


def _line(start: NDArray[np.float32], end: NDArray[np.float32], seen: Seen) -> NDArray[np.float64]:
    """x, y of a point on it and its direction."""
    way = (end - start) / max(1e-6, float(np.linalg.norm(end - start)))
    across = np.array([-way[1], way[0]])
    points = start + _STEPS[:, None] * (end - start)
    offs = np.arange(-_REACH, _REACH + 1)
    near = np.round(points[:, None, :] + offs[None, :, None] * across).astype(np.int64)
    height, width = seen.light.shape
    inside = (near >= 0).all(axis=2) & (near[..., 0] < width) & (near[..., 1] < height)
    x, y = np.clip(near[..., 0], 0, width - 1), np.clip(near[..., 1], 0, height - 1)
    strength = np.where(inside, seen.edges[y, x], 0)
    best = strength.argmax(axis=1)
    good = strength.max(axis=1) > _WEAKEST
    if good.sum() < _FEWEST:
        return np.array([*start, *way], np.float64)
    on_edge = (points + offs[best][:, None] * across)[good].astype(np.float32)
    direction_x, direction_y, at_x, at_y = np.ravel(cv2.fitLine(on_edge, cv2.DIST_HUBER, 0, 0.01, 0.01))
    return np.array([at_x, at_y, direction_x, direction_y], np.float64)


def _crossing(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64] | None:
    determinant = one[2] * other[3] - one[3] * other[2]
    if abs(determinant) < 1e-3:
        return None
    along = ((other[0] - one[0]) * other[3] - (other[1] - one[1]) * other[2]) / determinant
    return np.asarray(one[:2] + along * one[2:], np.float64)
