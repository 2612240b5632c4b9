"""Outlines that might be a page: from colour, from brightness and from edges. Which one it is, `score` decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.camera.document.corners import ordered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.camera.document.corners import Corners
    from drivers.camera.document.seen import Seen
    from drivers.camera.frame import Image

SMALLEST = 0.01
"""Share of the picture below which no outline is looked at."""
_MOST_A_MASK = 4
_FAR_FROM_DESK = 4.0
_ROUGHNESS = (0.015, 0.02, 0.03, 0.05, 0.08)
"""Shares of the outline's length by which four corners may miss it, tried in this order."""


def candidates(seen: Seen) -> Iterator[Corners]:
    """In the coordinates of the searched copy."""
    for mask in _masks(seen):
        yield from _outlines(mask)


def _masks(seen: Seen) -> Iterator[Image]:
    yield _solid(np.asarray(cv2.GaussianBlur(seen.from_desk, (0, 0), 2) > _FAR_FROM_DESK, np.uint8) * 255)
    for channel in (seen.light, 255 - seen.saturation):
        soft = cv2.GaussianBlur(channel, (0, 0), 2)
        yield _solid(np.asarray(cv2.threshold(soft, 0, 255, cv2.THRESH_OTSU)[1], np.uint8))
    for low, high in ((20, 60), (50, 130)):
        yield np.asarray(cv2.dilate(cv2.Canny(seen.light, low, high), np.ones((5, 5), np.uint8)), np.uint8)


def _solid(mask: Image) -> Image:
    """Without the holes of print and without crumbs."""
    square = np.ones((9, 9), np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, square, iterations=2)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, square), np.uint8)


def _outlines(mask: Image) -> Iterator[Corners]:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:_MOST_A_MASK]:
        hull = cv2.convexHull(contour)
        if cv2.contourArea(hull) < SMALLEST * mask.size:
            return
        around = cv2.arcLength(hull, True)  # noqa: FBT003  OpenCV's word for "closed" is its place
        for roughness in _ROUGHNESS:
            four = cv2.approxPolyDP(hull, roughness * around, True)  # noqa: FBT003
            if len(four) == 4:
                yield ordered(four)
                break
        else:
            yield ordered(cv2.boxPoints(cv2.minAreaRect(hull)))
