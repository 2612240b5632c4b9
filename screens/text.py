"""Letters: their width, where a Chinese line may break, and their textures (bounded, and emptied by
`forget`)."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import fonts

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.theme import Style

NO_START = frozenset("，。、；：？！）】》〉」』”’…—～％·%,.;:?!)]}>°℃")
"""Never at the start of a line (after the rules of Chinese typesetting known as 避头尾; GB/T 15834 not
read)."""
NO_END = frozenset("（【《〈「『“‘([{<￥¥№")

_TEXTURE_BYTES = 24 * 1024 * 1024
_WRAPS = 600

K = TypeVar("K")
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """Least recently used entries leave when their weight goes over the limit."""

    def __init__(self, limit: int, weigh: Callable[[V], int]) -> None:
        self.limit, self.weigh, self.weight = limit, weigh, 0
        self.entries: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        if key in self.entries:
            self.entries.move_to_end(key)
            return self.entries[key]
        value = self.entries[key] = make()
        self.weight += self.weigh(value)
        while self.weight > self.limit and len(self.entries) > 1:
            self.weight -= self.weigh(self.entries.popitem(last=False)[1])
        return value

    def clear(self) -> None:
        self.entries.clear()
        self.weight = 0


def _line_weight(pieces: tuple[tuple[Any, float, float], ...]) -> int:
    return sum(int(texture.width * texture.height * 4) for texture, _, _ in pieces)


_wraps: Bounded[tuple[str, int, bool, float], tuple[str, ...]] = Bounded(_WRAPS, lambda _: 1)
_lines: Bounded[tuple[str, int, bool], tuple[tuple[Any, float, float], ...]] = Bounded(
    _TEXTURE_BYTES, _line_weight
)


def _label(path: str, size: int, text: str = "") -> Any:
    from kivy.core.text import Label

    return Label(text=text, font_name=path, font_size=size)


@lru_cache(maxsize=64)
def _pen(path: str, size: int) -> Any:
    """A label that only measures; it never holds a text."""
    return _label(path, size)


@lru_cache(maxsize=4096)
def _advance(char: str, size: int, *, bold: bool) -> float:
    """Width of one character. Single characters say nothing about a visit, so this cache may stay."""
    if "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff60":
        return float(size)
    width = _pen(str(fonts.path_for(char, bold=bold)), size).get_extents(char)[0]
    return float(width)


def width_of(text: str, style: Style) -> float:
    """Pixels from the first to past the last letter."""
    return sum(_advance(char, style.size, bold=style.bold) for char in text)


@lru_cache(maxsize=64)
def line_height(style: Style) -> float:
    """Pixels from one line to the next; 1.3 em at least, after the MIIT annex for older users (quoted, not
    read)."""
    pen = _pen(str(fonts.BOLD if style.bold else fonts.REGULAR), style.size)
    return float(max(ceil(1.3 * style.size), pen.get_extents("国")[1]))


def _joins(char: str) -> bool:
    """Letters and digits that make up one word."""
    return char.isascii() and (char.isalnum() or char in "-_./@:'&+#*")


def _pieces(text: str) -> list[str]:
    """Parts that no line may break inside."""
    out: list[str] = []
    at, end = 0, len(text)
    while at < end:
        to = at
        while to < end and text[to] in NO_END:
            to += 1
        if to < end:
            first = text[to]
            to += 1
            while to < end and _joins(first) and _joins(text[to]):
                to += 1
        while to < end and text[to] in NO_START:
            to += 1
        out.append(text[at:to])
        at = to
    return out


def _break(text: str, style: Style, width: float) -> tuple[str, ...]:
    out: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for piece in _pieces(paragraph):
            wide = width_of(piece, style)
            if line and used + wide > width:
                if not piece.strip():
                    continue
                out.append(line.rstrip())
                line, used = "", 0.0
            if wide > width:  # a number longer than the line: break it anywhere rather than lose its end
                for char in piece:
                    step = width_of(char, style)
                    if line and used + step > width:
                        # A closing mark takes the letter before it along.
                        keep = line[-1] if char in NO_START and len(line) > 1 else ""
                        out.append(line[: len(line) - len(keep)])
                        line, used = keep, width_of(keep, style)
                    line, used = line + char, used + step
            elif line or piece.strip():
                line, used = line + piece, used + wide
        out.append(line.rstrip())
    return tuple(out)


def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Lines of a text, none wider than `width` pixels. Time grows with the length of the text, not faster."""
    key = (text, style.size, style.bold, width)
    return _wraps.get(key, lambda: _break(text, style, width))


def _render(text: str, size: int, *, bold: bool) -> tuple[tuple[Any, float, float], ...]:
    out: list[tuple[Any, float, float]] = []
    x = 0.0
    usual = _pen(str(fonts.BOLD if bold else fonts.REGULAR), size)
    for path, run in fonts.runs(text, bold=bold):
        label = _label(str(path), size, run)
        label.refresh()
        texture = label.texture
        if texture is not None:
            down = (
                usual.get_ascent() - label.get_ascent()
                if out or path not in (fonts.REGULAR, fonts.BOLD)
                else 0
            )
            out.append((texture, x, float(down)))
            x += texture.width
    return tuple(out)


def textures(text: str, size: int, *, bold: bool) -> tuple[tuple[Any, float, float], ...]:
    """White textures of one line: (texture, pixels to the right, pixels down), one for each font it needs.

    SDL2_ttf has no fallback between fonts, so each run of characters is drawn with a font that has them.
    """
    return _lines.get((text, size, bold), lambda: _render(text, size, bold=bold))


def remembered() -> tuple[str, ...]:
    """Every text that is held now."""
    return tuple(key[0] for key in _wraps.entries) + tuple(key[0] for key in _lines.entries)


def forget() -> None:
    """Let go of every text and its picture."""
    _wraps.clear()
    _lines.clear()
