"""PDFs without a person in them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

A4_POINTS = (595, 842)


def pdf(pages: int = 1) -> bytes:
    """Blank A4 pages."""
    blank = [Image.new("1", A4_POINTS, 1) for _ in range(pages)]
    file = BytesIO()
    blank[0].save(file, "PDF", save_all=True, append_images=blank[1:])
    return file.getvalue()
