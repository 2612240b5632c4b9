"""PDFs without a person in them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

A4_POINTS = (595, 842)
STAMP_POINTS = (60, 85)
"""Drawn a hundred times as fast."""


def pdf(pages: int = 1, points: tuple[int, int] = A4_POINTS) -> bytes:
    """Blank pages."""
    blank = [Image.new("1", points, 1) for _ in range(pages)]
    file = BytesIO()
    blank[0].save(file, "PDF", save_all=True, append_images=blank[1:])
    return file.getvalue()
