"""Where each key stands: in the rows that the view gives, or, where those keys were too small to hit, in fewer columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.parts.keycap import is_special
from visit.events import KeyPressed, PinKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visit.views import Button

Row = list[tuple["Button", float]]
"""Keys of one row with their widths in pixels."""

_TAKES_MORE = {" ": 3.0, "delete": 1.0, "clear": 1.0, "capitals": 1.0, "@": 1.0}
"""Keys that share what a row leaves free, and in which parts: then all rows end at the same edges."""
_FEW = 4
"""A number pad has no more keys in a row."""


def is_few(rows: Sequence[Sequence[Button]]) -> bool:
    """A number pad, not an alphabet."""
    return max(len(row) for row in rows) <= _FEW


def arranged(rows: Sequence[Sequence[Button]], width: float, gap: float, smallest: float) -> list[Row]:
    """Every key at least `smallest` wide (pixels), in rows of at most `width`."""
    most = max(len(row) for row in rows)
    unit = (width - gap * (most - 1)) / most
    if unit < smallest:
        return _in_columns([button for row in rows for button in row], width, gap, smallest)
    return [_filled(row, unit, width - unit * len(row) - gap * (len(row) - 1)) for row in rows]


def _filled(row: Sequence[Button], unit: float, free: float) -> Row:
    shares = [_share(button) for button in row]
    total = sum(shares) or 1.0
    return [(button, unit + free * share / total) for button, share in zip(row, shares, strict=True)]


def _share(button: Button) -> float:
    return _TAKES_MORE.get(button.event.key, 0.0) if isinstance(button.event, KeyPressed | PinKey) else 0.0


def _in_columns(keys: Sequence[Button], width: float, gap: float, smallest: float) -> list[Row]:
    """In the order of the alphabet: where the usual rows are broken up, nobody finds a letter by them."""
    letters = sorted((one for one in keys if one.label.isalpha() and not is_special(one)), key=_of_alphabet)
    ordered = [*letters, *(one for one in keys if one not in letters)]
    columns = max(1, int((width + gap) / (smallest + gap)))
    wide = (width - gap * (columns - 1)) / columns
    rows: list[Row] = [
        [(button, wide) for button in ordered[at : at + columns]] for at in range(0, len(ordered), columns)
    ]
    last, free = rows[-1], columns - len(rows[-1])
    if free:  # the last key, which deletes, is as wide as there is room
        button, _ = last.pop()
        last.append((button, wide * (free + 1) + gap * free))
    return rows


def _of_alphabet(button: Button) -> str:
    return button.label
