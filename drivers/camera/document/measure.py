"""Sharpness, light and reflections of a page, each as one number.

None of these numbers is absolute: they depend on camera, lamp and what is printed. The limits that go with them
(`checks.py`) were set on drawn pages and must be set anew on the real camera.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.camera.frame import Image

_SHARP_PART = 98
"""Percentile: only the strongest edges say how sharp a page is; most of it is blank."""
_GLARE_LONG_SIDE = 360
_BLOWN_OUT = 247
_ABOVE_PAPER = 14


def sharpness(page: Image) -> float:
    """Curvature over slope on the strongest edges, across and down, the worse of the two. Independent of contrast.
    On drawn pages: 0.35 and more in focus, 0.17 for a blur of one pixel (standard deviation), 0.07 for two. A blank
    page has noise only and counts as sharp."""
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    ratios = []
    for x, y in ((1, 0), (0, 1)):
        slope, strong = _slope(grey, x, y)
        curvature = np.abs(cv2.Sobel(grey, cv2.CV_32F, 2 * x, 2 * y))
        there = slope >= strong
        ratios.append(float(curvature[there].mean() / slope[there].mean()) if there.any() else 1.0)
    return min(ratios)


def evenness(page: Image) -> float:
    """The strongest edges across against those down, the weaker over the stronger: 0.7 and more for print at rest,
    below 0.35 for print that moved by seven pixels. A page of lines in one direction only counts as moved."""
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    across, down = _slope(grey, 1, 0)[1], _slope(grey, 0, 1)[1]
    return min(across, down) / max(across, down)


def _slope(grey: Image, x: int, y: int) -> tuple[NDArray[np.float32], float]:
    """Of each pixel, and from which on it counts as strong."""
    slope = np.asarray(np.abs(cv2.Sobel(grey, cv2.CV_32F, x, y)), np.float32)
    return slope, max(1.0, float(np.percentile(slope, _SHARP_PART)))


def paper_level(page: Image) -> float:
    """Brightness of the paper itself, 0 to 255: most of a page is blank."""
    return float(np.percentile(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), 60))


def brightest_level(image: Image) -> float:
    """Of a whole frame, 0 to 255, a few sparkles left aside."""
    return float(np.percentile(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), 95))


def glare_share(page: Image) -> float:
    """Part of the page that is blown out and clearly brighter than the paper. Not to be seen on paper that is blown
    out itself; only round spots were tried, not the band of a lamp."""
    scale = min(1.0, _GLARE_LONG_SIDE / max(page.shape[:2]))
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    level = np.asarray(cv2.medianBlur(small.max(axis=2), 5), np.float32)
    paper = float(np.percentile(level, 60))
    spot = ((level >= _BLOWN_OUT) & (level > paper + _ABOVE_PAPER)).astype(np.uint8)
    return float(np.asarray(cv2.morphologyEx(spot, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))).mean())
