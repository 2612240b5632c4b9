"""Pictures made for a case: the signature as PNG, a document's page for the screen."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from pdfium import opened
from visit.held.page_picture import PagePicture

Strokes = tuple[tuple[tuple[float, float], ...], ...]

SIGNATURE_SIZE = (900, 360)
"""Pixels; as wide to high as the field on the screen."""
PEN = 7
PAGE_WIDTH = 1000
"""Pixels of a document's page on the screen."""
PAGE_HEIGHT = 2000
"""Pixels; a page as long as a till roll is drawn narrower, as no screen's memory takes it at full width."""


def signature_png(strokes: Strokes) -> bytes:
    """Black ink on white. Points are in 0..1, y downwards."""
    width, height = SIGNATURE_SIZE
    picture = Image.new("1", SIGNATURE_SIZE, 1)
    pen = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [(x * width, y * height) for x, y in stroke]
        if not points:
            continue
        if len(points) == 1:
            points *= 2
        pen.line(points, fill=0, width=PEN, joint="curve")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def first_page(pdf: bytes) -> PagePicture:
    """The first page of a PDF. Raises ValueError for bytes that are none."""
    with opened(pdf) as document:
        if not len(document):
            raise ValueError("no page")
        page = document[0]
        # With a fourth byte a pixel, always 255, it is what the screen takes: no copy turns it over again.
        scale = min(PAGE_WIDTH / page.get_width(), PAGE_HEIGHT / page.get_height())
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        return PagePicture(bitmap.width, bitmap.height, bytes(bitmap.buffer))
