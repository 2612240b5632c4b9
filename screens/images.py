"""Textures of corners, QR codes and document pictures. Only corners are kept: they say nothing."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import qrcode
from PIL import Image, ImageDraw

_FINER = 4
"""Drawn four times as large and shrunk: that smooths the edges."""


def texture_of(image: Image.Image, *, sharp: bool = False) -> Any:
    """A Kivy texture of an RGBA picture; `sharp` keeps the edges of pixels when it is enlarged."""
    from kivy.graphics.texture import Texture

    image = image.convert("RGBA")
    texture = Texture.create(size=image.size, colorfmt="rgba")
    if sharp:
        texture.mag_filter = texture.min_filter = "nearest"
    # Pillow's first row is the top one, OpenGL's the bottom one.
    texture.blit_buffer(image.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


@lru_cache(maxsize=64)
def corner_texture(radius: int, line: int = 0) -> Any:
    """A white square with round corners, to be stretched between them; with `line` only its edge, so thick."""
    side = 2 * radius + 2
    mask = Image.new("L", (side * _FINER, side * _FINER), 0)
    edge = side * _FINER - 1
    drawn = {"outline": 255, "width": line * _FINER} if line else {"fill": 255}
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, edge, edge), radius * _FINER, **drawn)  # type: ignore[arg-type]
    white = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    white.putalpha(mask.resize((side, side), Image.Resampling.LANCZOS))
    return texture_of(white)


def code_image(payload: str) -> Image.Image:
    """A QR code, one pixel a module, with the quiet zone of four modules that ISO/IEC 18004 asks for (not
    read)."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(payload)
    code.make(fit=True)
    matrix = code.get_matrix()
    image = Image.new("L", (len(matrix), len(matrix)), 255)
    image.putdata([0 if dark else 255 for row in matrix for dark in row])
    return image


def code_texture(payload: str) -> Any:
    return texture_of(code_image(payload), sharp=True)


def photo_size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) for bytes that are no picture."""
    try:
        with Image.open(BytesIO(png)) as image:
            return image.size
    except OSError:
        return 0, 0


def photo_texture(png: bytes) -> Any:
    """The page as a texture, made no larger than 1600 pixels on its long side."""
    with Image.open(BytesIO(png)) as image:
        image.thumbnail((1600, 1600))
        return texture_of(image)
