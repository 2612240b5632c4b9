"""A QR code as SVG, one path, so that the page stays sharp and small."""

from __future__ import annotations

from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Modules of white around the code that ISO/IEC 18004 asks for (not read; general knowledge)."""


def qr_svg(text: str) -> str:
    """SVG of the code for `text`, error correction M, one unit a module."""
    code: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, line in enumerate(matrix) for x, module in enumerate(line) if module
    )
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )
