"""Where each key stands: in the rows that the view gives, or, where those keys were too small to hit, in fewer columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.parts.keycap import is_special
from visit.events import KeyPressed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from visit.views import Button

Row = list[tuple["Button", float]]
"""Keys of one row with their widths in pixels."""

_WIDE = {" ": 5.0, "delete": 1.6, "clear": 1.6, "capitals": 1.4}
"""Keys that are wider than the others of a long row."""
_LESS_WIDE = {" ": 4.0}
"""The same on a narrow panel."""
_FEW = 4
"""A number pad has no more keys in a row."""


def is_few(rows: Sequence[Sequence[Button]]) -> bool:
    """A number pad, not an alphabet."""
    return max(len(row) for row in rows) <= _FEW


def arranged(rows: Sequence[Sequence[Button]], width: float, gap: float, smallest: float) -> list[Row]:
    """Every key at least `smallest` wide (pixels), in rows of at most `width`."""
    for wide in ({},) if is_few(rows) else (_WIDE, _LESS_WIDE):
        weights = [[_weight(button, wide) for button in row] for row in rows]
        unit = min((width - gap * (len(row) - 1)) / sum(row) for row in weights)
        if unit >= smallest:
            pairs = zip(rows, weights, strict=True)
            return [[(one, weight * unit) for one, weight in zip(*pair, strict=True)] for pair in pairs]
    return _in_columns([button for row in rows for button in row], width, gap, smallest)


def _weight(button: Button, wide: Mapping[str, float]) -> float:
    return wide.get(button.event.key, 1.0) if isinstance(button.event, KeyPressed) else 1.0


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
