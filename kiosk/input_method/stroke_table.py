"""笔画: a character by the order of its strokes, for one whose sound nobody knows. Rare ones are in it, common first.

The order of strokes is Debian's `rime-data-stroke` (LGPL-3, read as data); how common a character is, the pinyin table
says, which counts it in running text. librime's own stroke schema knows no frequency: it would offer 㐀 before 一.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import fonts
from kiosk.input_method.serving import MissingError
from visit.by_number import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STROKES = "stroke.dict.yaml"
_LETTERS = str.maketrans("12345", "hspnz")
"""横竖撇点折, as the table writes them."""
_ANY = "*"


def commonest_first(data: Path, common: dict[str, int]) -> str:
    """An order of strokes and its character a line; `common`: how often characters are used. Raises `MissingError`.

    One long text is searched faster than it could be indexed, and is small.
    """
    path = data / STROKES
    if not path.is_file():
        raise MissingError(f"{path} is missing (package rime-data-stroke)")
    pairs = re.findall(r"^(.)\t([hspnz]+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    pairs.sort(key=lambda pair: (-common.get(pair[0], 0), len(pair[1])))
    return "\n" + "\n".join(f"{code}\t{char}" for char, code in pairs) + "\n"


class StrokeTable:
    """115,000 rows."""

    def __init__(self, rows: str) -> None:
        """`rows` as `commonest_first` gives them."""
        self._rows = rows

    def rows(self) -> Iterator[tuple[str, str]]:
        """Every order of strokes (in the letters of the table) with its character, the commonest first."""
        for row in self._rows.strip("\n").split("\n"):
            code, _, char = row.partition("\t")
            yield code, char

    def candidates(self, strokes: str, limit: int) -> list[tuple[str, int]]:
        """Characters written with just these strokes, then those that begin so; each uses all of them."""
        wanted = "".join("[hspnz]" if one == _ANY else one for one in strokes.translate(_LETTERS))
        found: dict[str, None] = {}
        for rest in ("", "[hspnz]+"):
            for match in re.finditer(f"\n{wanted}{rest}\t(.)(?=\n)", self._rows):
                if len(found) == limit:
                    break
                if is_han(match[1]) and fonts.shows(match[1]):
                    found[match[1]] = None
        return [(char, len(strokes)) for char in found]
