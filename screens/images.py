"""Textures of QR codes and of document pictures. Nothing is kept here: the canvas alone holds them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import qrcode
from PIL import Image


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
