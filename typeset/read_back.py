"""What a PDF really says: its words and its codes, read from the finished file as a person or a phone reads them."""

from __future__ import annotations

import zxingcpp

from pdfium import opened

_MM = 72 / 25.4
_SCALE = 200 / 72
"""Codes are looked for at 200 dots an inch: what is read then is read by any phone from paper."""


def text_of(pdf: bytes, top_mm: float, bottom_mm: float) -> str:
    """The words between the margins of all pages, in the order in which they were set, without heads and feet.
    Raises `pdfium.NotAPdfError`.
    """
    with opened(pdf) as document:
        found = []
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            inside = text.get_text_bounded(0, bottom_mm * _MM, width, height - top_mm * _MM)
            found.append(inside)
        return "\n".join(found)


def codes_of(pdf: bytes) -> frozenset[str]:
    """What every QR code of it holds. Raises `pdfium.NotAPdfError`."""
    with opened(pdf) as document:
        wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        pictures = (page.render(scale=_SCALE).to_pil().convert("L") for page in document)
        return frozenset(
            code.text for picture in pictures for code in zxingcpp.read_barcodes(picture, formats=wanted)
        )
