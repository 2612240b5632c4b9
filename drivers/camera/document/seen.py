"""A frame as the search for a page sees it: small, smoothed, in colours whose distances mean something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.camera.frame import Image

LONG_SIDE = 640
"""Pixels of the copy that is searched."""
RIM = 12
"""Pixels of plain desk put around the copy, so that a page which the frame cuts off still has four sides."""


@dataclass(frozen=True, repr=False, eq=False)
class Seen:
    lab: NDArray[np.float32]
    """L, a, b of CIE 1976 as OpenCV scales them to 0..255."""
    light: Image
    saturation: Image
    edges: NDArray[np.float32]
    """Strength of the strongest gradient among L, a and b, in steps of grey a pixel."""
    from_desk: NDArray[np.float32]
    """Distance to the colour along the frame's edge, in units of that edge's own spread."""
    scale: float
    """Pixels of the copy for one of the frame."""

    def in_frame(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray((points - RIM) / self.scale, np.float32)


def seen(image: Image) -> Seen:
    scale = LONG_SIDE / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    smooth = np.asarray(cv2.bilateralFilter(small, 7, 35, 7), np.uint8)
    desk, spread = _desk(_lab(smooth).astype(np.float32))
    desk_bgr = cv2.cvtColor(np.clip(desk, 0, 255).astype(np.uint8).reshape(1, 1, 3), cv2.COLOR_LAB2BGR)
    colour = [int(one) for one in desk_bgr.ravel()]
    padded = cv2.copyMakeBorder(smooth, RIM, RIM, RIM, RIM, cv2.BORDER_CONSTANT, value=colour)
    whole = np.asarray(padded, np.uint8)
    lab = _lab(whole)
    exact = lab.astype(np.float32)
    return Seen(
        lab=exact,
        light=np.ascontiguousarray(lab[..., 0]),
        saturation=np.ascontiguousarray(cv2.cvtColor(whole, cv2.COLOR_BGR2HSV)[..., 1], np.uint8),
        edges=_edges(lab),
        from_desk=np.asarray(np.sqrt((((exact - desk) / spread) ** 2).sum(axis=2)), np.float32),
        scale=scale,
    )


def _lab(image: Image) -> Image:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2LAB), np.uint8)


def _desk(lab: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Median colour of the frame's edge and its spread: right while the page covers less than half of that."""
    strips = (lab[:8], lab[-8:], lab[:, :8], lab[:, -8:])
    edge = np.concatenate([strip.reshape(-1, 3) for strip in strips])
    middle = np.median(edge, axis=0)
    spread = (
        np.median(np.abs(edge - middle), axis=0) * 1.48 + 4
    )  # of the median deviation, as for a normal curve
    return middle.astype(np.float32), spread.astype(np.float32)


def _edges(lab: Image) -> NDArray[np.float32]:
    strongest = np.zeros(lab.shape[:2], np.float32)
    for channel in cv2.split(lab):
        soft = cv2.GaussianBlur(channel, (3, 3), 0)
        across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
        strongest = np.maximum(strongest, np.hypot(across, down) / 4)
    return strongest
