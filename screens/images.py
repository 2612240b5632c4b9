"""Pixels of QR codes and of documents: `0x00RRGGBB` each, rows from the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import zxingcpp
from PIL import Image

from screens.bounded import Bounded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visit.held.page_picture import PagePicture

    Pixels = NDArray[np.uint32]

_CODES, _PAGE_BYTES = 16, 16 * 1024 * 1024

_made: Bounded[str, Image.Image] = Bounded(_CODES, lambda _: 1)
_codes: Bounded[tuple[str, int], Pixels] = Bounded(_CODES, lambda _: 1)
_pages: Bounded[tuple[PagePicture, int, int], Pixels] = Bounded(
    _PAGE_BYTES, lambda pixels: int(pixels.nbytes)
)


def forget() -> None:
    """Let go of every code and page."""
    _made.clear()
    _codes.clear()
    _pages.clear()


def code_image(payload: str) -> Image.Image:
    """A QR code of error correction M, one pixel a module, quiet zone included."""

    def make() -> Image.Image:
        code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        return Image.fromarray(np.array(code.to_image(scale=1, add_quiet_zones=True)))

    return _made.get(payload, make)


def code_pixels(payload: str, wide: int, high: int) -> Pixels:
    """The code as large as fits with every module as many whole pixels as the next: squares of different sizes are what
    a phone fails at. Where that would leave more than a quarter of the room empty, small is worse than uneven.
    """

    def draw() -> Pixels:
        image = code_image(payload).convert("L")
        room = min(wide, high)
        side = room // image.width * image.width
        return _grey(
            image.resize((side, side) if side >= 0.75 * room else (room, room), Image.Resampling.NEAREST)
        )

    return _codes.get((payload, min(wide, high)), draw)


def page_pixels(page: PagePicture, wide: int, high: int) -> Pixels:
    """A document's page, stretched to the room."""

    def draw() -> Pixels:
        image = Image.frombuffer("RGBA", (page.width, page.height), page.rgba, "raw", "RGBA", 0, 1)
        if image.size != (wide, high):
            image = image.resize((wide, high), Image.Resampling.BILINEAR)
        red, green, blue, _ = image.split()
        parts = np.asarray(Image.merge("RGBX", (blue, green, red, Image.new("L", image.size, 0))))
        return np.ascontiguousarray(parts).view(np.uint32)[:, :, 0]

    return _pages.get((page, wide, high), draw)


def _grey(image: Image.Image) -> Pixels:
    return np.asarray(image).astype(np.uint32) * np.uint32(0x010101)
