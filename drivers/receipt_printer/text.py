"""Chinese text for ESC/POS: what the printer's own font can print, how wide it is, where it may wrap.

python-escpos 3.1 turns lines without a character of U+4E00-U+9FA5 into question marks, so the encoding is
done here.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CLOSING = frozenset("、。，．：；！？）〕】》」』〉”’…％‰℃·,.:;!?)]}>%")
"""Never at the beginning of a line."""
OPENING = frozenset("（〔【《「『〈“‘([{<")
"""Never at the end of a line."""


def clean(text: str) -> str:
    """Control characters become spaces, because a printer would obey them; combined characters are
    composed."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        " " if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} else char for char in composed
    )


def columns(text: str) -> int:
    """Width in half-width columns: a Chinese character takes two."""
    return sum(2 if _is_wide(char) else 1 for char in text)


def encode(line: str) -> bytes | None:
    """The line in the two-byte part of GB 18030, or None when the printer's font cannot have all of it.

    Makers who say "GB18030" mean its one- and two-byte areas only. Private-use characters lie in that area
    too, but what a font shows there is anybody's guess.
    """
    out = bytearray()
    for char in line:
        if unicodedata.category(char) in {"Co", "Cn", "Cs"}:
            return None
        try:
            code = char.encode("gb18030")
        except UnicodeEncodeError:
            return None
        if len(code) > 2 or (len(code) == 1) != (not _is_wide(char)):
            return None
        out += code
    return bytes(out)


def wrap(text: str, width: int, measure: Callable[[str], int] = columns) -> list[str]:
    """Lines that are at most `width` wide by `measure`. A word of Latin letters or a number stays whole if
    it fits."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(clean(paragraph), width, measure)
    return lines


def _wrap_paragraph(text: str, width: int, measure: Callable[[str], int]) -> list[str]:
    lines: list[str] = []
    line = ""
    for unit in _units(text, width, measure):
        if not line or measure(line + unit) <= width:
            line += unit
        elif unit.isspace():
            lines.append(line.rstrip())
            line = ""
        else:
            lines.append(line.rstrip())
            line = unit
    return [*lines, line.rstrip()]


def _units(text: str, width: int, measure: Callable[[str], int]) -> list[str]:
    """Pieces that must not be torn: Latin words, closing marks with what is before them, opening with what
    follows."""
    units: list[str] = []
    for char in text:
        joined = units and (
            char in CLOSING or units[-1][-1] in OPENING or (_is_word(char) and _is_word(units[-1][-1]))
        )
        if joined and measure(units[-1] + char) <= width:
            units[-1] += char
        else:
            units.append(char)
    return units


def _is_word(char: str) -> bool:
    return not _is_wide(char) and not char.isspace()


def _is_wide(char: str) -> bool:
    """As the printer sees it: one byte is half width, two bytes are full width (so `·` and Greek are
    wide)."""
    return ord(char) >= 0x80
