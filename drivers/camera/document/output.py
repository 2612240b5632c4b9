"""Straight pages as files: one JPEG, or a PDF of several. Neither carries a date, a camera or a name."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import cv2
from PIL import Image as Pil

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.camera.frame import Image

_QUALITY = 85


def to_jpeg(page: Image, dpi: int, quality: int = _QUALITY) -> bytes:
    """With its resolution, so that it prints in its true size."""
    written = io.BytesIO()
    _as_pillow(page).save(written, "JPEG", quality=quality, dpi=(dpi, dpi))
    return written.getvalue()


def to_pdf(pages: Sequence[Image], dpi: int, quality: int = _QUALITY) -> bytes:
    """One page for each image, as pictures without a text layer. At least one is needed."""
    if not pages:
        raise ValueError("a PDF has at least one page")
    first, *others = map(_as_pillow, pages)
    written = io.BytesIO()
    # Pillow would write the time of making.
    first.save(
        written,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=float(dpi),
        quality=quality,
        creationDate=None,
        modDate=None,
    )
    return written.getvalue()


def _as_pillow(page: Image) -> Pil.Image:
    return Pil.fromarray(cv2.cvtColor(page, cv2.COLOR_BGR2RGB))
