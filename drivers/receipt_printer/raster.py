"""Lines and QR codes as dots, for what a printer's own font cannot print and for printers whose font is not
trusted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

import fonts

if TYPE_CHECKING:
    from pathlib import Path

    from drivers.receipt_printer.job import Align

EM = 24
"""Dots of a size 1 character: 3 mm at 8 dots a millimetre, the size of the printers' own Chinese font."""
LEADING = 8
"""Dots between two lines."""
_ASCENT = 0.88
"""Share of the em above the baseline in Noto Sans SC; one baseline for all fonts of a line."""
_INK = 150
"""Grey value below which a dot is burnt: strokes of small Chinese type stay whole and do not clog."""


@lru_cache(maxsize=32)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def width(text: str, size: int = 1, *, bold: bool = False) -> int:
    """Dots that the text takes, on one line."""
    return round(sum(_font(path, EM * size).getlength(run) for path, run in fonts.runs(text, bold=bold)))


def height(size: int) -> int:
    return EM * size + LEADING


def line(text: str, size: int, align: Align, paper: int, *, bold: bool = False) -> Image.Image:
    """One line as wide as the paper. A text that is a little too wide is narrowed, never cut off."""
    natural = width(text, size, bold=bold)
    strip = _blank(max(natural, 1), height(size))
    pen, x = ImageDraw.Draw(strip), 0.0
    for path, run in fonts.runs(text, bold=bold):
        font = _font(path, EM * size)
        pen.text((x, round(EM * size * _ASCENT)), run, font=font, fill=0, anchor="ls")
        x += font.getlength(run)
    if natural > paper:
        strip = strip.resize((paper, strip.height), Image.Resampling.LANCZOS)
    spare = paper - strip.width
    out = _blank(paper, strip.height)
    out.paste(strip, ({"left": 0, "center": spare // 2, "right": spare}[align], 0))
    return out


def pair(left: str, right: str, paper: int, *, bold: bool = False) -> Image.Image:
    """Both ends of one line."""
    return ImageChops.darker(
        line(left, 1, "left", paper, bold=bold), line(right, 1, "right", paper, bold=bold)
    )


def rule(paper: int) -> Image.Image:
    """A dashed line: easier on the head than a full black one."""
    out = _blank(paper, 20)
    pen = ImageDraw.Draw(out)
    for x in range(0, paper, 12):
        pen.rectangle((x, 9, x + 7, 10), fill=0)
    return out


def qr_matrix(payload: str) -> list[list[bool]]:
    """Dark modules of the code, quiet zone of four included."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    matrix: list[list[bool]] = (np.array(code.to_image(scale=1, add_quiet_zones=True)) < _INK).tolist()
    return matrix


def qr_module(modules: int, wanted: int, paper: int) -> int:
    """Dots a module so that the code fits the paper."""
    return max(1, min(wanted, 16, paper // modules))


def qr(payload: str, module: int, paper: int) -> Image.Image:
    """The code, centred."""
    matrix = qr_matrix(payload)
    dots = qr_module(len(matrix), module, paper)
    small = Image.new("L", (len(matrix), len(matrix)), 255)
    small.putdata([0 if dark else 255 for row in matrix for dark in row])
    large = small.resize((len(matrix) * dots,) * 2, Image.Resampling.NEAREST)
    out = _blank(paper, large.height)
    out.paste(large, ((paper - large.width) // 2, 0))
    return out


def command(image: Image.Image) -> bytes:
    """GS v 0 for the picture, in strips that small buffers can hold."""
    black = image.point(lambda grey: 255 if grey < _INK else 0, mode="1")
    row = (black.width + 7) // 8
    out = bytearray()
    for top in range(0, black.height, _STRIP):
        part = black.crop((0, top, black.width, min(top + _STRIP, black.height)))
        out += (
            b"\x1dv0\0"
            + row.to_bytes(2, "little")
            + part.height.to_bytes(2, "little")
            + _defused(part.tobytes())
        )
    return bytes(out)


_STRIP = 128


def _defused(data: bytes) -> bytes:
    """Some printers obey real-time commands even inside a picture: one dot more makes them harmless."""
    for second in (0x04, 0x05, 0x14):
        data = data.replace(bytes((0x10, second)), bytes((0x10, second | 0x08)))
    return data


def _blank(columns: int, rows: int) -> Image.Image:
    return Image.new("L", (columns, rows), 255)
