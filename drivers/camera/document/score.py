"""How much four corners look like those of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drivers.camera.document.corners import area, side_lengths, usable
from drivers.camera.document.seen import RIM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.camera.document.corners import Corners
    from drivers.camera.document.seen import Seen

_STEPS = np.linspace(0.04, 0.96, 40)[:, None]
_EDGE = 10.0
"""Gradient from which on a pixel counts as part of an edge."""
_STRONG_CONTRAST = 25.0
"""Distance in Lab between inside and outside from which on more says nothing more."""
_MOST_SLANT = 0.6
"""Cosine between neighbouring sides: beyond it the camera looks too flatly at the page, or it is no page."""
_LARGEST = 0.96
"""Share of the frame; more is the frame itself."""


def score(corners: Corners, seen: Seen) -> float:
    """0 (no page) to 1: an edge along each side, another colour outside than inside, corners nearly square.
    The weights were set by trial on drawn pages, not on photographs."""
    if not usable(corners):
        return 0.0
    lengths = side_lengths(corners)
    along = (np.roll(corners, -1, axis=0) - corners) / lengths[:, None]
    slant = float(np.abs((along * np.roll(along, -1, axis=0)).sum(axis=1)).max())
    if slant > _MOST_SLANT or area(corners) > _LARGEST * _frame_area(seen) or lengths.min() < 8:
        return 0.0
    support, contrast = [], []
    for start, length, way in zip(corners, lengths, along, strict=True):
        line = start + _STEPS * length * way
        outwards = np.array([way[1], -way[0]])  # the corners run clockwise
        support.append(float((_strongest(line, outwards, seen) > _EDGE).mean()))
        inside, outside = (_colour(line + off * outwards, seen) for off in (-7, 7))
        contrast.append(float(np.linalg.norm(inside - outside)))
    edge = (np.mean(support) + min(support)) / 2
    apart = min(1.0, float(np.median(contrast)) / _STRONG_CONTRAST)
    return float(np.clip(0.6 * edge + 0.4 * apart - 0.4 * slant, 0, 1))


def _frame_area(seen: Seen) -> int:
    height, width = seen.light.shape
    return int(height - 2 * RIM) * int(width - 2 * RIM)


def _strongest(line: NDArray[np.float64], outwards: NDArray[np.float64], seen: Seen) -> NDArray[np.float32]:
    """Along the line, the strongest gradient within two pixels of it."""
    best = np.zeros(len(line), np.float32)
    for off in range(-2, 3):
        x, y = _pixels(line + off * outwards, seen)
        best = np.maximum(best, seen.edges[y, x])
    return best


def _colour(line: NDArray[np.float64], seen: Seen) -> NDArray[np.float32]:
    x, y = _pixels(line, seen)
    return np.asarray(np.median(seen.lab[y, x], axis=0), np.float32)


def _pixels(points: NDArray[np.float64], seen: Seen) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    height, width = seen.light.shape
    whole = np.round(points).astype(np.int64)
    return np.clip(whole[:, 0], 0, width - 1), np.clip(whole[:, 1], 0, height - 1)
