"""What a camera sees of a code that is held before it: drawn anew each time, well and badly held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import zxingcpp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drivers.barcode_reader import Symbology

    Grey = NDArray[np.uint8]

_FORMATS = {
    "qr": zxingcpp.BarcodeFormat.QRCode,
    "code128": zxingcpp.BarcodeFormat.Code128,
    "ean13": zxingcpp.BarcodeFormat.EAN13,
    "ean8": zxingcpp.BarcodeFormat.EAN8,
    "pdf417": zxingcpp.BarcodeFormat.PDF417,
    "datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
    "aztec": zxingcpp.BarcodeFormat.Aztec,
}
_DRAWN = 8
"""Pixels a module before it is held before the camera."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """How a code is held. Blur and module are in pixels of the camera, angles in degrees."""

    module_px: float = 4.0
    blur: float = 0.0
    """Sigma of a lens out of focus."""
    turned: float = 0.0
    """In the plane of the picture."""
    tilted: float = 0.0
    """Away from the camera, about the upright axis, seen from three code widths away."""
    light: float = 1.0
    """Times the light that makes white paper 220."""
    noise: float = 2.0
    """Of the sensor, in grey levels."""


def drawn(symbology: Symbology, data: bytes | str) -> Grey:
    """The code in black and white with its quiet zone, 8 pixels a module."""
    code = zxingcpp.create_barcode(data, _FORMATS[symbology])
    return np.array(zxingcpp.write_barcode_to_image(code, scale=_DRAWN), np.uint8)


def seen(code: Grey, held: Held, rng: np.random.Generator, size: tuple[int, int] = (1280, 720)) -> Grey:
    """One frame of the code before a camera of that many pixels. Calls with one generator differ in their noise."""
    return exposed(laid(code, held, size), held, rng)


def laid(code: Grey, held: Held, size: tuple[int, int] = (1280, 720)) -> Grey:
    """Its geometry alone, drawn at twice the size first, so that thin bars are averaged as on a sensor."""
    width, height = size
    rows, columns = code.shape
    half = np.array([columns, rows]) * held.module_px / _DRAWN / 2
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    tilt, turn = np.radians(held.tilted), np.radians(held.turned)
    away = 6 * max(half)
    depth = away / (away + corners[:, :1] * np.sin(tilt))
    flat = np.hstack([corners[:, :1] * np.cos(tilt), corners[:, 1:]]) * depth
    spin = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    there = (flat @ spin + (width / 2, height / 2)) * 2
    source = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    how = cv2.getPerspectiveTransform(source, there.astype(np.float32))
    desk = np.full((height * 2, width * 2), 120, np.uint8)
    paper = 25 + code.astype(np.float32) * (195 / 255)
    placed = cv2.warpPerspective(
        paper.astype(np.uint8), how, (width * 2, height * 2), dst=desk, borderMode=cv2.BORDER_TRANSPARENT
    )
    return _bytes(cv2.resize(placed, size, interpolation=cv2.INTER_AREA))


def exposed(picture: Grey, held: Held, rng: np.random.Generator) -> Grey:
    """Focus, light and noise."""
    if held.blur:
        picture = _bytes(cv2.GaussianBlur(picture, (0, 0), held.blur))
    lit = picture.astype(np.float32) * held.light
    return _bytes(lit + rng.standard_normal(picture.shape, np.float32) * held.noise)


def _bytes(values: Any) -> Grey:
    clipped: Grey = np.clip(values, 0, 255).astype(np.uint8)
    return clipped
