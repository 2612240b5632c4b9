"""The ways to find codes in one grey picture. Each is pure: a picture in, what it holds out.

Measured on labelled photographs, zxing-cpp is the one to ask first: it reads every kind, gives the bytes as they stand
in the code and runs without locks between threads. The others find some codes that it misses. Not used: OpenCV's own
detectors (they read less, and one raises on text that is not UTF-8), sharpening (it made a wrong Code 128 with a
right check sum).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

    from drivers.barcode_reader import Symbology

    Grey = NDArray[np.uint8]

try:
    from pyzbar import pyzbar  # type: ignore[import-untyped]
except ImportError:  # the system has no libzbar; one way less
    pyzbar = None

FLAT: Final[frozenset[Symbology]] = frozenset({"qr", "pdf417", "datamatrix", "aztec"})
"""Those with error correction. The one-dimensional ones have a check digit at best, which noise passes now and then."""

_ZXING: Final[dict[Symbology, zxingcpp.BarcodeFormat]] = {
    "qr": zxingcpp.BarcodeFormat.QRCode,
    "code128": zxingcpp.BarcodeFormat.Code128,
    "ean13": zxingcpp.BarcodeFormat.EAN13,
    "ean8": zxingcpp.BarcodeFormat.EAN8,
    "pdf417": zxingcpp.BarcodeFormat.PDF417,
    "datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
    "aztec": zxingcpp.BarcodeFormat.Aztec,
}
_NAMES: Final[dict[str, Symbology]] = {str(format_): name for name, format_ in _ZXING.items()}

_ZBAR: Final[dict[str, Symbology]] = {"QRCODE": "qr", "CODE128": "code128", "EAN13": "ean13"}
"""What it may be asked for. Its PDF417 never decodes; it sees Code 39 and Interleaved 2 of 5 where there is none."""

_BARS: Final[frozenset[Symbology]] = frozenset({"code128", "ean13", "ean8", "pdf417"})

_CLAHE_LIMIT, _CLAHE_TILES = 3.0, (8, 8)
_ENLARGED_AT_MOST = 1600
"""Pixels of the longer side after enlarging; beyond that it takes too long for a live picture."""


@dataclass(frozen=True, repr=False)
class Seen:
    """One code in one picture. Its repr shows no content."""

    symbology: Symbology
    data: bytes
    area: float
    """Square pixels of the picture."""

    def __repr__(self) -> str:
        return f"Seen({self.symbology}, {len(self.data)} bytes)"


def zxing(grey: Grey, wanted: Collection[Symbology]) -> list[Seen]:
    formats = [_ZXING[one] for one in wanted if one in _ZXING]
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(formats))
    return [
        Seen(_NAMES[str(one.format)], bytes(one.bytes), _area(one.position))
        for one in found
        if str(one.format) in _NAMES and one.bytes
    ]


def levelled(grey: Grey, wanted: Collection[Symbology]) -> list[Seen]:
    """Contrast made even, for shadows, glare and dim light."""
    return zxing(_grey(cv2.createCLAHE(_CLAHE_LIMIT, _CLAHE_TILES).apply(grey)), wanted)


def zbar(grey: Grey, wanted: Collection[Symbology]) -> list[Seen]:
    """Good at thin and faint bars. It guesses a charset and hands out its guess as UTF-8, so of a QR code only pure
    ASCII is believed: other bytes cannot be told from the guess any more.
    """
    names = [name for name, symbology in _ZBAR.items() if symbology in wanted]
    if pyzbar is None or not names:
        return []
    found = pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol[name] for name in names])
    return [
        Seen(_ZBAR[one.type], one.data, float(one.rect.width * one.rect.height))
        for one in found
        if one.type in _ZBAR and one.data and one.data.isascii()
    ]


def enlarged(grey: Grey, wanted: Collection[Symbology]) -> list[Seen]:
    """For modules of less than two pixels."""
    factor = min(2.0, _ENLARGED_AT_MOST / max(grey.shape))
    if factor <= 1.0:
        return []
    larger = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return [Seen(one.symbology, one.data, one.area / factor**2) for one in zxing(_grey(larger), wanted)]


def turned(grey: Grey, wanted: Collection[Symbology]) -> list[Seen]:
    """By 45 degrees: zxing-cpp looks for bars along rows and columns."""
    bars = [one for one in wanted if one in _BARS]
    if not bars:
        return []
    height, width = grey.shape
    side = int((height**2 + width**2) ** 0.5)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 45, 1)
    matrix[:, 2] += (side / 2 - width / 2, side / 2 - height / 2)
    return zxing(_grey(cv2.warpAffine(grey, matrix, (side, side), borderValue=128.0)), bars)


def _area(position: zxingcpp.Position) -> float:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(a.x * b.y - b.x * a.y for a, b in pairs)) / 2


def _grey(picture: object) -> Grey:
    """OpenCV's types allow any number; of bytes it makes bytes."""
    return picture  # type: ignore[return-value]
