"""Bar codes (GS k) and stored pictures (GS ( L) as dots: what strangers' receipts carry, our own never do.

Numbers of the symbologies as in the manuals of several makers.
"""

from __future__ import annotations

import zxingcpp
from PIL import Image

_KINDS = ("UPCA", "UPCE", "EAN13", "EAN8", "Code39", "ITF", "Codabar", "Code93", "Code128")
_SECOND_FORM = 65
"""GS k counts them from 0, or from here on."""
_CODE_128 = 8
_WIDEST_MODULE = 6
_STORE, _STORE_HEAD = (b"0p0", 10)
PRINT_STORED = (b"02", b"0\x02")


def bars(number: int, data: bytes, module: int, height: int) -> tuple[Image.Image, str] | None:
    """The bars and what they say; None for what this printer does not print."""
    kind = number - _SECOND_FORM if number >= _SECOND_FORM else number
    if kind >= len(_KINDS):
        return None
    text = _code_128(data) if kind == _CODE_128 else data.rstrip(b"\0").decode("ascii", "replace")
    try:
        code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, _KINDS[kind]))
    except (ValueError, RuntimeError):
        return None
    drawn = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    row = Image.fromarray(drawn).crop((0, 0, drawn.shape[1], 1))
    size = row.width * max(1, min(module, _WIDEST_MODULE)), max(1, height)
    return row.resize(size, Image.Resampling.NEAREST), text


def _code_128(data: bytes) -> str:
    """Without the words that choose a code set: `{A`, `{B`; after `{C` each byte is two digits."""
    said, at, pairs = "", 0, False
    while at < len(data):
        if data[at : at + 1] == b"{":
            pairs = data[at + 1 : at + 2] == b"C"
            said += "{" if data[at + 1 : at + 2] == b"{" else ""
            at += 2
        else:
            said += f"{data[at]:02d}" if pairs else chr(data[at])
            at += 1
    return said


def stored(data: bytes) -> Image.Image | None:
    """The picture that a GS ( L carries for later; None when it is another function."""
    if not data.startswith(_STORE) or len(data) < _STORE_HEAD:
        return None
    width, rows = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    dots = data[_STORE_HEAD:]
    if not dots or len(dots) != (width + 7) // 8 * rows:
        return None
    picture = Image.frombytes("1", ((width + 7) // 8 * 8, rows), bytes(byte ^ 0xFF for byte in dots))
    picture = picture.crop((0, 0, width, rows)).convert("L")
    across, down = (2 if factor == 2 else 1 for factor in data[3:5])
    return picture.resize((width * across, rows * down), Image.Resampling.NEAREST)
