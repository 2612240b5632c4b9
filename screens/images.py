"""Textures of corners, QR codes and document pictures. Only corners are kept: they say nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from visit.page_picture import PagePicture

_FINER = 4
"""Drawn four times as large and shrunk: that smooths the edges."""


def texture_of(image: Image.Image, *, sharp: bool = False) -> Any:
    """A Kivy texture of a picture; `sharp` keeps the edges of pixels when it is enlarged."""
    texture = _texture(image.size, image.convert("RGBA").tobytes())
    if sharp:
        texture.mag_filter = texture.min_filter = "nearest"
    return texture


def _texture(size: tuple[int, int], rgba: bytes) -> Any:
    from kivy.graphics.texture import Texture

    texture = Texture.create(size=size, colorfmt="rgba")
    # Rows come from the top; OpenGL's first is the bottom one.
    texture.blit_buffer(rgba, colorfmt="rgba", bufferfmt="ubyte")
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
    """A QR code of error correction M, one pixel a module, quiet zone included."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return Image.fromarray(np.array(code.to_image(scale=1, add_quiet_zones=True)))


def code_texture(payload: str) -> Any:
    return texture_of(code_image(payload), sharp=True)


def page_texture(page: PagePicture) -> Any:
    """A document's page, as it came."""
    return _texture((page.width, page.height), page.rgba)
