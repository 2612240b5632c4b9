"""A copy of what was scanned, made a document for the printer. It is in memory only, and goes with the job."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from typeset.copies import copies_of

if TYPE_CHECKING:
    from visit.effects import PrintCopy
    from visit.held.page_picture import PagePicture

QUALITY = 85


def copy_pdf(order: PrintCopy) -> bytes:
    """Takes a tenth of a second a page."""
    return copies_of([_jpeg(page) for page in order.pages], asdict(order.words), datetime.now(UTC))


def _jpeg(page: PagePicture) -> bytes:
    made = BytesIO()
    picture = Image.frombytes("RGBA", (page.width, page.height), page.rgba)
    picture.convert("RGB").save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
