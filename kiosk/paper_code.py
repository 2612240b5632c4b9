"""The QR code in one picture of a paper. What it says is signed, so that no reading of it can be wrong unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2

from drivers.barcode_reader import Barcode
from drivers.barcode_reader.stages import enlarged, levelled, zbar, zxing
from drivers.camera.jpeg import decoded

if TYPE_CHECKING:
    from drivers.barcode_reader import Symbology
    from drivers.barcode_reader.decoder import Stage

QR: Final[tuple[Symbology, ...]] = ("qr",)
WAYS: Final[tuple[Stage, ...]] = (zxing, levelled, zbar, enlarged)
"""One after another until one finds something: there is one picture, and somebody who waits for it."""


def code_in(jpeg: bytes) -> str | None:
    """The text of the largest code. Takes a quarter of a second for a page, up to two where there is no code."""
    picture = decoded(jpeg)
    if picture is None:
        return None
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    for way in WAYS:
        found = way(grey, QR)  # type: ignore[arg-type]
        if found:
            best = max(found, key=lambda one: one.area)
            return Barcode(best.symbology, best.data).text
    return None
