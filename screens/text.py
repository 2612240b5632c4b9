"""Letters: their width, where a Chinese line may break, and their coverage (bounded, and emptied by `forget`)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import fonts
from screens.bounded import Bounded
from screens.settled import settled
from wording import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from screens.theme import Style

    Mask = NDArray[np.uint8]
    Pieces = tuple[tuple[Mask, int, int], ...]

NO_START = frozenset("，。、；：？！）】》〉」』”’…—～％·%,.;:?!)]}>°℃")
"""Never at the start of a line (after the rules of Chinese typesetting known as 避头尾; GB/T 15834 not
read)."""
NO_END = frozenset("（【《〈「『“‘([{<￥¥№")

_LINE_BYTES = 8 * 1024 * 1024
_GLYPH_BYTES = 6 * 1024 * 1024
_WRAPS = 600
_SHORT_NUMBER = 4
"""Digits; a longer number is broken off from what follows rather than pushed to a line of its own."""
_PAD = 2
"""Pixels on either side of a letter that it may reach into."""

_wraps: Bounded[tuple[str, int, bool, float], tuple[str, ...]] = Bounded(_WRAPS, lambda _: 1)
_lines: Bounded[tuple[str, int, bool], Pieces] = Bounded(
    _LINE_BYTES, lambda pieces: sum(int(mask.size) for mask, _, _ in pieces)
)
_glyphs: Bounded[tuple[str, int, str], Mask] = Bounded(_GLYPH_BYTES, lambda mask: int(mask.size))
"""Single characters say nothing about a visit, so these may stay."""


@lru_cache(maxsize=64)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


_NARROW = {"‘": "'", "’": "'"}
"""The font has them as wide as a Chinese character, which would tear English words apart (one’s own)."""
_QUOTES = str.maketrans("“”", '""')
"""Wide as well, and right so between Chinese characters; a text without any is set with narrow ones."""
_FIRST_CHINESE = "\u2e80"


def set_in(text: str) -> str:
    """The text with the quotation marks of its own script."""
    if ("“" in text or "”" in text) and all(char < _FIRST_CHINESE for char in text):
        return text.translate(_QUOTES)
    return text


@lru_cache(maxsize=4096)
def _advance(char: str, size: int, *, bold: bool) -> float:
    """Width of one character. Single characters say nothing about a visit, so this cache may stay."""
    char = _NARROW.get(char, char)
    if "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff60":
        return float(size)
    return float(_font(str(fonts.path_for(char, bold=bold)), size).getlength(char))


def width_of(text: str, style: Style) -> float:
    """Pixels from the first to past the last letter."""
    return _width(set_in(text), style)


def _width(text: str, style: Style) -> float:
    return sum(_advance(char, style.size, bold=style.bold) for char in text)


@lru_cache(maxsize=64)
def line_height(style: Style) -> float:
    """Pixels from one line to the next; 1.3 em at least, after the MIIT annex for older users (quoted, not
    read)."""
    return float(max(ceil(1.3 * style.size), _cell(str(_usual(bold=style.bold)), style.size)[1]))


def _usual(*, bold: bool) -> object:
    return fonts.BOLD if bold else fonts.REGULAR


@lru_cache(maxsize=64)
def _cell(path: str, size: int) -> tuple[int, int]:
    """From the top of a line to where letters stand, and to its bottom."""
    ascent, descent = _font(path, size).getmetrics()
    return ascent, ascent + descent


def _joins(char: str) -> bool:
    """Letters and digits that make up one word."""
    if (
        char < "\u2e80" and char.isalnum()
    ):  # Latin with its accents, Greek, Cyrillic; what is beyond breaks anywhere
        return True
    return char == "’" or char in "-_./@:'&+#*"


_UNITS = "分时天日月年号页项件份元个小"


def _counts(word: str, then: str) -> bool:
    """A short number, and what it counts."""
    return word.isdecimal() and len(word) <= _SHORT_NUMBER and then in _UNITS


_QUOTED = re.compile(r"“[^“”\s]{1,8}”|《[^《》\s]{1,10}》")
"""What is on a button, or the name of a paper."""


def _pieces(text: str, *, quoted: bool = True) -> list[str]:
    """Parts that no line may break inside; nor inside what is quoted, where there is room for all of it."""
    out: list[str] = []
    at, end = 0, len(text)
    while at < end:
        to = at
        name = _QUOTED.match(text, at) if quoted and text[at] in NO_END else None
        if name is not None:
            to = name.end()
            while to < end and text[to] in NO_START:
                to += 1
            out.append(text[at:to])
            at = to
            continue
        while to < end and text[to] in NO_END:
            to += 1
        if to < end:
            first = text[to]
            to += 1
            while to < end and _joins(first) and _joins(text[to]):
                to += 1
            if to < end and _counts(text[at:to], text[to]):
                to += 1
        while to < end and text[to] in NO_START:
            to += 1
        # From nine to five is one thing: 9:00—17:00.
        if to < end and text[to - 1] in "—～" and text[to].isdecimal() and text[at].isdecimal():
            while to < end and _joins(text[to]):
                to += 1
            while to < end and text[to] in NO_START:
                to += 1
        out.append(text[at:to])
        at = to
    return out


def _break(text: str, style: Style, width: float) -> tuple[str, ...]:
    narrow = set_in(text) != text
    out: list[str] = []
    for paragraph in text.split("\n"):
        for quoted in (True, False):
            pieces = _pieces(paragraph, quoted=quoted)
            widths = [_width(piece.translate(_QUOTES) if narrow else piece, style) for piece in pieces]
            if max(widths, default=0.0) <= width:
                break
        else:
            out += _broken_inside(pieces, widths, style, width)
            continue
        breaks = _breaks(pieces, widths, width)
        if breaks:
            # Of a long text only the end: a reader does not see that its lines could be more even.
            kept = 0 if len(breaks) < _LONG else len(breaks) - 1
            since = breaks[kept - 1] if kept else 0
            last = [one - since for one in breaks[kept:]]
            moved = settled(pieces[since:], widths[since:], last, width, even=not kept)
            breaks = [*breaks[:kept], *(one + since for one in moved)]
        edges = [0, *breaks, len(pieces)]
        lines = ["".join(pieces[one:to]) for one, to in pairwise(edges)]
        out += [lines[0].rstrip(), *(line.strip() for line in lines[1:])]
    return tuple(line.translate(_QUOTES) for line in out) if narrow else tuple(out)


_LONG = 3
"""Lines after the first."""


def _breaks(pieces: Sequence[str], widths: Sequence[float], width: float) -> list[int]:
    """The pieces that lines after the first begin with, when each line takes as much as there is room for."""
    out: list[int] = []
    used, empty = 0.0, True
    for number, (piece, wide) in enumerate(zip(pieces, widths, strict=True)):
        blank = not piece.strip()
        if not empty and used + wide > width:
            if blank:
                continue
            out.append(number)
            used, empty = 0.0, True
        if not (empty and blank):
            used, empty = used + wide, False
    return out


def _broken_inside(
    pieces: Sequence[str], widths: Sequence[float], style: Style, width: float
) -> Iterator[str]:
    """A number longer than the line is broken anywhere rather than losing its end."""
    line, used = "", 0.0
    for piece, wide in zip(pieces, widths, strict=True):
        if line and used + wide > width:
            if not piece.strip():
                continue
            yield line.rstrip()
            line, used = "", 0.0
        if wide > width:
            for char in piece:
                step = _width(char, style)
                if line and used + step > width:
                    # A closing mark takes the letter before it along.
                    keep = line[-1] if char in NO_START and len(line) > 1 else ""
                    yield line[: len(line) - len(keep)]
                    line, used = keep, _width(keep, style)
                line, used = line + char, used + step
        elif line or piece.strip():
            line, used = line + piece, used + wide
    yield line.rstrip()


def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Lines of a text, none wider than `width` pixels. Time grows with the length of the text, not faster."""
    key = (text, style.size, style.bold, width)
    return _wraps.get(key, lambda: _break(text, style, width))


def _glyph(path: str, size: int, char: str) -> Mask:
    """Coverage of one letter in a cell as high as a line, `_PAD` wider than the letter on both sides."""

    def draw() -> Mask:
        font, shown = _font(path, size), _NARROW.get(char, char)
        wide = ceil(font.getlength(shown)) + 2 * _PAD
        image = Image.new("L", (wide, _cell(path, size)[1]), 0)
        ImageDraw.Draw(image).text((_PAD, 0), shown, fill=255, font=font)
        return np.asarray(image)

    return _glyphs.get((path, size, char), draw)


def _render(text: str, size: int, *, bold: bool) -> Pieces:
    out: list[tuple[Mask, int, int]] = []
    at = 0.0
    stands = _cell(str(_usual(bold=bold)), size)[0]
    for path, run in fonts.runs(text, bold=bold):
        ascent, high = _cell(str(path), size)
        wide = ceil(sum(_advance(char, size, bold=bold) for char in run)) + 2 * _PAD + 1
        mask = np.zeros((high, wide), np.uint8)
        begin = round(at)
        for char in run:
            glyph = _glyph(str(path), size, char)
            left = round(at) - begin
            under = mask[:, left : left + glyph.shape[1]]
            np.maximum(under, glyph[:, : under.shape[1]], out=under)
            at += _advance(char, size, bold=bold)
        inked = np.flatnonzero(mask.any(axis=1))
        top, bottom = (int(inked[0]), int(inked[-1]) + 1) if inked.size else (0, 0)
        out.append((mask[top:bottom].copy(), begin - _PAD, stands - ascent + top))
    return tuple(out)


def masks(text: str, size: int, *, bold: bool) -> Pieces:
    """Coverage of one line: (mask, pixels to the right, pixels down), one for each font it needs.

    No library here has fallback between fonts, so each run of characters is drawn with a font that has them.
    """
    return _lines.get((text, size, bold), lambda: _render(set_in(text), size, bold=bold))


_AHEAD = 200
"""Letters that make up most of what the pages say."""
_AT_A_TIME = 40


def ahead(styles: Iterable[Style]) -> Iterator[None]:
    """Draw the letters that pages mostly need, some at each step (about 2 ms)."""
    counted = Counter(char for one in sentences("zh").values() for char in one if not char.isspace())
    often = [char for char, _ in counted.most_common(_AHEAD)]
    for style in styles:
        for at in range(0, len(often), _AT_A_TIME):
            for char in often[at : at + _AT_A_TIME]:
                _glyph(str(fonts.path_for(char, bold=style.bold)), style.size, char)
            yield


def remembered() -> tuple[str, ...]:
    """Every text that is held now."""
    return tuple(key[0] for key in _wraps.entries) + tuple(key[0] for key in _lines.entries)


def forget() -> None:
    """Let go of every text and its picture."""
    _wraps.clear()
    _lines.clear()
