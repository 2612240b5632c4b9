"""A JPEG (or a PNG from a file) from outside made into an image, or nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image as Pil

if TYPE_CHECKING:
    from drivers.camera.frame import Image

MOST_PIXELS = 40_000_000
"""A larger claim in a header is not believed: decoding would take memory as claimed, not as sent."""


def decoded(data: bytes) -> Image | None:
    """None for whatever is no picture of a size that a camera has."""
    try:
        # No other format: what looks at the size and what decodes must be sure to read the same picture.
        with Pil.open(io.BytesIO(data), formats=("JPEG", "PNG")) as looked_at:
            width, height = looked_at.size
    except (OSError, ValueError, SyntaxError, Pil.DecompressionBombError):
        return None
    if not 0 < width * height <= MOST_PIXELS:
        return None
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if image is None else np.asarray(image, np.uint8)
