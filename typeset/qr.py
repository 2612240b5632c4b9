"""A QR code as SVG, one path, so that the page stays sharp and small."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUIET_ZONE = 4
"""Modules of white around the code that ISO/IEC 18004 asks for (not read; general knowledge)."""


def qr_svg(text: str) -> str:
    """SVG of the code for `text`, error correction M, one unit a module."""
    code: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    dark = "".join(f"M{x} {y}h{long}v1h-{long}z" for y, line in enumerate(matrix) for x, long in _runs(line))
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )


def _runs(line: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Beginning and length of each stretch of dark modules: a bar is drawn as one, not as a row of squares."""
    at = 0
    for dark, group in groupby(line):
        long = len(list(group))
        if dark:
            yield at, long
        at += long
