"""Draws tokens on paper as a thermal printer would: one grid of cells, its own Chinese font, dots where
dots are sent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.exceptions import DataOverflowError

import fonts
from drivers.simulators.receipt_printer import escpos_codes
from drivers.simulators.receipt_printer.escpos_tokens import LINE_FEED, Char, Op, Token

if TYPE_CHECKING:
    from pathlib import Path

CELL = 12
EM = 24
_MARGIN = 32
_CUT_FEED = 60
"""Dots between head and cutter."""
_LONGEST_FEED = 8128
"""Dots that one command moves the paper at most, about a metre, as makers bound it."""
_QR_LEVELS = {
    ord("0"): qrcode.constants.ERROR_CORRECT_L,
    ord("1"): qrcode.constants.ERROR_CORRECT_M,
    ord("2"): qrcode.constants.ERROR_CORRECT_Q,
    ord("3"): qrcode.constants.ERROR_CORRECT_H,
}


@dataclass
class Style:
    """What ESC @ brings back to its start."""

    align: int = 0
    wide: int = 1
    high: int = 1
    bold: bool = False
    spacing: int = 34
    qr_module: int = 3
    qr_level: int = ord("0")
    qr_data: bytes = b""
    bar_module: int = 3
    bar_height: int = 162
    bar_text: int = 0
    """GS H: bit 0 above the bars, bit 1 below them."""
    stored: Image.Image | None = None


class Page:
    """Paper since the last cut."""

    def __init__(self, dots: int) -> None:
        self._dots = dots
        self._style = Style()
        self._line: list[tuple[Char, Style]] = []
        self._strips: list[Image.Image] = []

    @property
    def is_blank(self) -> bool:
        return not self._strips and not self._line

    def apply(self, token: Token) -> int:
        """Carry out one token; how many text lines of paper it used."""
        before = sum(strip.height for strip in self._strips)
        if isinstance(token, Char):
            self._type(token)
        elif token == LINE_FEED:
            self._end_line()
        elif token.name == "ESC @":
            self._line.clear()
            self._style = Style()
        else:
            self._obey(token)
        used = sum(strip.height for strip in self._strips) - before
        return -(-used // EM)

    def cut(self) -> Image.Image:
        """The receipt that falls off, with a margin around; the page is blank afterwards."""
        self._end_line(only_if_begun=True)
        self._feed(_CUT_FEED)
        height = sum(strip.height for strip in self._strips)
        out = Image.new("L", (self._dots + 2 * _MARGIN, height + _MARGIN), 255)
        y = _MARGIN
        for strip in self._strips:
            out.paste(strip, (_MARGIN, y))
            y += strip.height
        self._strips.clear()
        return out

    def _type(self, char: Char) -> None:
        cells = 2 if char.wide else 1
        used = sum((2 if c.wide else 1) * s.wide for c, s in self._line) * CELL
        if used + cells * self._style.wide * CELL > self._dots:
            self._end_line()  # a printer wraps by itself, wherever it happens to be
        self._line.append((char, Style(**vars(self._style))))

    def _end_line(self, *, only_if_begun: bool = False) -> None:
        if not self._line:
            if not only_if_begun:
                self._feed(self._style.spacing)
            return
        high = max(style.high for _, style in self._line) * EM
        pictures = [
            _glyph(char.text, char.wide, style.wide, style.high, style.bold) for char, style in self._line
        ]
        strip = self._blank(max(high, self._style.spacing))
        x = self._indent(sum(picture.width for picture in pictures))
        for picture in pictures:
            strip.paste(picture, (x, high - picture.height))
            x += picture.width
        self._strips.append(strip)
        self._line.clear()

    def _obey(self, op: Op) -> None:
        first = op.parameters[0] if op.parameters else 0
        match op.name:
            case "ESC d":
                self._end_line(only_if_begun=True)
                self._feed(first * self._style.spacing)
            case "ESC J":
                self._end_line(only_if_begun=True)
                self._feed(first)
            case "GS v":
                self._raster(op)
            case "GS (k":
                self._qr(op.data)
            case "GS k":
                self._bars(first, op.data)
            case "GS (L":
                self._stored(op.data)
            case _:
                self._restyle(op.name, first)

    def _restyle(self, name: str, first: int) -> None:
        style = self._style
        match name:
            case "ESC a":
                style.align = first % 48 % 3
            case "ESC E" | "ESC G":
                style.bold = bool(first & 1)
            case "ESC 2":
                style.spacing = 34
            case "ESC 3":
                style.spacing = first
            case "GS h":
                style.bar_height = first
            case "GS w":
                style.bar_module = first
            case "GS H":
                style.bar_text = first & 3
            case "GS !":
                style.wide, style.high = (first >> 4 & 7) + 1, (first & 7) + 1
            case "ESC !":
                style.wide, style.high = (2 if first & 0x20 else 1), (2 if first & 0x10 else 1)
                style.bold = bool(first & 0x08)
            case "FS !":
                style.wide, style.high = (2 if first & 0x04 else 1), (2 if first & 0x08 else 1)
            case "FS W":
                style.wide = style.high = 2 if first & 1 else 1
            case _:
                pass  # cut and status requests are the mechanism's; the rest changes nothing on paper

    def _raster(self, op: Op) -> None:
        self._end_line(only_if_begun=True)
        row, rows = int.from_bytes(op.parameters[2:4], "little"), int.from_bytes(op.parameters[4:6], "little")
        if not op.data or len(op.data) != row * rows:
            return  # of no size, or of one that no printer has the memory for
        picture = Image.frombytes("1", (row * 8, rows), bytes(byte ^ 0xFF for byte in op.data)).convert("L")
        mode = op.parameters[1] & 3
        picture = picture.resize((picture.width * (1 + (mode & 1)), picture.height * (1 + (mode >> 1))))
        self._stamp(picture)

    def _qr(self, data: bytes) -> None:
        style, function, rest = self._style, data[1:2], data[2:]
        if data[:1] != b"1":
            return
        if function == b"C" and rest:
            style.qr_module = max(1, min(rest[0], 16))
        elif function == b"E" and rest:
            style.qr_level = rest[0]
        elif function == b"P":
            style.qr_data = rest[1:]
        elif function == b"Q" and style.qr_data:
            self._end_line(only_if_begun=True)
            try:
                picture = _qr_picture(style.qr_data, style.qr_level, style.qr_module)
            except (DataOverflowError, ValueError):  # the library says it in two ways
                return  # printers print nothing for what no code can hold
            self._stamp(picture)

    def _bars(self, number: int, data: bytes) -> None:
        self._end_line(only_if_begun=True)
        drawn = escpos_codes.bars(number, data, self._style.bar_module, self._style.bar_height)
        if drawn is None or drawn[0].width > self._dots:
            return  # printers print nothing for what no code can hold, or no paper
        for bit, of_text in ((1, True), (0, False), (2, True)):
            if not of_text:
                self._stamp(drawn[0])
            elif self._style.bar_text & bit:
                for character in drawn[1]:
                    # A code may hold control characters; there are no letters for them, only a box.
                    self._type(Char(character if character.isprintable() else "", wide=False))
                self._end_line()

    def _stored(self, data: bytes) -> None:
        if data in escpos_codes.PRINT_STORED:
            self._end_line(only_if_begun=True)
            if self._style.stored is not None:
                self._stamp(self._style.stored)
        else:
            self._style.stored = escpos_codes.stored(data) or self._style.stored

    def _stamp(self, picture: Image.Image) -> None:
        strip = self._blank(picture.height)
        strip.paste(picture, (self._indent(picture.width), 0))
        self._strips.append(strip)

    def _indent(self, width: int) -> int:
        return max(0, (self._dots - width) * self._style.align // 2)

    def _feed(self, dots: int) -> None:
        if dots:
            self._strips.append(self._blank(min(dots, _LONGEST_FEED)))

    def _blank(self, rows: int) -> Image.Image:
        return Image.new("L", (self._dots, rows), 255)


def _qr_picture(data: bytes, level: int, module: int) -> Image.Image:
    # The quiet zone is the printer's white paper; four modules are kept so that neighbours stay clear of it.
    code = qrcode.QRCode(error_correction=_QR_LEVELS.get(level, 1), border=4)
    code.add_data(data)
    code.make(fit=True)
    matrix = code.get_matrix()
    small = Image.new("L", (len(matrix), len(matrix)), 255)
    small.putdata([0 if dark else 255 for row in matrix for dark in row])
    return small.resize((len(matrix) * module,) * 2, Image.Resampling.NEAREST)


@lru_cache(maxsize=16)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


@lru_cache(maxsize=2048)
def _glyph(text: str, wide: bool, across: int, high: int, bold: bool) -> Image.Image:
    """One cell. A character that the printer's font lacks is an empty box, as on the real one."""
    size = EM * high
    cell = size if wide else size // 2
    picture = Image.new("L", (cell, size), 255)
    pen = ImageDraw.Draw(picture)
    if not text:
        pen.rectangle((2 * high, 2 * high, cell - 3 * high, size - 3 * high), outline=0, width=high)
    else:
        font = _font(fonts.path_for(text, bold=bold), size if wide else size - 3 * high)
        advance = max(1, round(font.getlength(text)))
        drawn = Image.new("L", (max(advance, cell), size), 255)
        baseline = 0.88 if wide else 0.8  # half-width letters sit higher, so that a g keeps its tail
        spot = ((drawn.width - advance) / 2, round(size * baseline))
        ImageDraw.Draw(drawn).text(spot, text, font=font, fill=0, anchor="ls")
        picture = drawn if drawn.width == cell else drawn.resize((cell, size), Image.Resampling.LANCZOS)
    return picture if across == high else picture.resize((cell * across // high, size))
