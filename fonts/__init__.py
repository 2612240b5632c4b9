"""Chinese fonts inside the package, and which file has a glyph for a character.

Noto Sans SC (SIL Open Font License, see OFL.txt) covers GBK and CJK extension A. A name with a character beyond
(e.g. 𠮷, extension B) falls back to Debian's fonts-hanazono, one character at a time, because neither SDL2_ttf nor
Pillow falls back by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent

REGULAR = _HERE / "NotoSansSC-Regular.otf"
BOLD = _HERE / "NotoSansSC-Bold.otf"

RARE = (
    Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"),  # up to extension A and compatibility forms
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),  # extension B and later
)
"""Debian and Ubuntu put fonts-hanazono here."""

_SUPPLEMENTARY = 0x20000
_IN_RARE = (
    (0x3400, 0x4DB5),  # extension A
    (0x4E00, 0x9FEA),
    (0x20000, 0x2A6D6),  # extension B
    (0x2A700, 0x2B734),  # C
    (0x2B740, 0x2B81D),  # D
    (0x2B820, 0x2CEA1),  # E
    (0x2CEB0, 0x2EBE0),  # F
)
"""What fonts-hanazono has without a gap; a test reads it in the files."""


@cache
def _coverage() -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = [line.split("-") for line in (_HERE / "coverage.txt").read_text(encoding="ascii").split()]
    return tuple(int(low, 16) for low, _ in pairs), tuple(int(high, 16) for _, high in pairs)


def covers(char: str) -> bool:
    """Whether the bundled fonts have a glyph for this one character."""
    starts, ends = _coverage()
    code = ord(char)
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@cache
def path_for(char: str, *, bold: bool = False) -> Path:
    """The font file to draw this character with. Without any glyph it is the bundled font (an empty box)."""
    usual = BOLD if bold else REGULAR
    if covers(char):
        return usual
    rare = RARE[1] if ord(char) >= _SUPPLEMENTARY else RARE[0]
    return rare if rare.exists() else usual


def shows(char: str) -> bool:
    """Whether some font here has a glyph for this one character: otherwise an empty box would be seen and printed."""
    if covers(char):
        return True
    rare = RARE[1] if ord(char) >= _SUPPLEMENTARY else RARE[0]
    return any(low <= ord(char) <= high for low, high in _IN_RARE) and rare.exists()


def runs(text: str, *, bold: bool = False) -> list[tuple[Path, str]]:
    """Split a text into pieces that one font file each can draw, in order."""
    out: list[tuple[Path, str]] = []
    for char in text:
        path = path_for(char, bold=bold)
        if out and out[-1][0] == path:
            out[-1] = (path, out[-1][1] + char)
        else:
            out.append((path, char))
    return out
