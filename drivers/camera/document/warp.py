"""A page made straight: from four corners in a frame to a sheet of A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.camera.document.corners import ordered, side_lengths, usable
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from drivers.camera.frame import Image

A4_MM = (210.0, 297.0)
"""ISO 216."""
_MM_PER_INCH = 25.4
FINEST_DPI = 600


def a4_size(dpi: int, *, landscape: bool = False) -> tuple[int, int]:
    """Width and height in pixels."""
    short, long = (round(mm / _MM_PER_INCH * dpi) for mm in A4_MM)
    return (long, short) if landscape else (short, long)


def warp(image: Image, corners: ArrayLike, dpi: int = 200) -> Outcome[Image]:
    """The quadrilateral between any four corners (in pixels of the frame, in any order, outside of it too) as an
    upright or lying A4 page, whichever fits its sides better. What the frame does not show comes out white.

    `corners_unusable` (RESIDENT): crossed, on one line or in one point. A page in another size is stretched to A4,
    and one that lies upside down stays so.
    """
    if not 1 <= dpi <= FINEST_DPI:
        raise ValueError(f"dpi must be from 1 to {FINEST_DPI}")
    from_here = ordered(corners)
    if not usable(from_here):
        return Failure("corners_unusable", Action.RESIDENT, "the four corners enclose no page")
    lengths = side_lengths(from_here)
    width, height = a4_size(dpi, landscape=bool(lengths[0] + lengths[2] > lengths[1] + lengths[3]))
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    how = cv2.getPerspectiveTransform(from_here, flat)
    shrinks = lengths.mean() > (width + height) / 2
    straight = cv2.warpPerspective(
        image,
        how,
        (width, height),
        flags=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return Ok(np.asarray(straight, np.uint8))
