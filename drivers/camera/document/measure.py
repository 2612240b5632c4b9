"""Sharpness, light and reflections of a page, each as one number.

None of these numbers is absolute: they depend on camera, lamp and what is printed. The limits that go with them
(`checks.py`) were set on drawn pages and must be set anew on the real camera.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from drivers.camera.frame import Image

_SHARP_PART = 98
"""Percentile: only the strongest edges say how sharp a page is; most of it is blank."""
_GLARE_LONG_SIDE = 360
_BLOWN_OUT = 247
_ABOVE_PAPER = 14


def sharpness(page: Image) -> float:
    """Curvature over slope on the strongest edges; independent of contrast. About 0.2 for print that is in focus,
    below 0.1 when edges are several pixels wide. A blank page has noise only and counts as sharp."""
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    slope = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0))
    curvature = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    strong = slope >= max(1.0, float(np.percentile(slope, _SHARP_PART)))
    if not strong.any():
        return 1.0
    return float(curvature[strong].mean() / slope[strong].mean())


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
