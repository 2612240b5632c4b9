"""A JPEG (or a PNG from a file) from outside made into an image, or nothing; and an image into a JPEG.

By Pillow and not by OpenCV: a camera is looked at whenever the terminal starts, and OpenCV, which most visits never need,
is not loaded for that.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

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
            if not 0 < width * height <= MOST_PIXELS:
                return None
            colours = looked_at if looked_at.mode == "RGB" else looked_at.convert("RGB")
            turned = bytearray(colours.tobytes("raw", "BGR"))
    except (OSError, ValueError, SyntaxError, Pil.DecompressionBombError):
        return None
    return np.frombuffer(turned, np.uint8).reshape(height, width, 3)


def encoded(image: Image, quality: int) -> bytes:
    """As a JPEG."""
    file = io.BytesIO()
    Pil.fromarray(np.ascontiguousarray(image[..., ::-1])).save(file, "JPEG", quality=quality)
    return file.getvalue()
