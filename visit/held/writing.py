"""Ways to put in Chinese: by sound, by hand, by strokes, by number. The one used last stays for the visit, no longer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

Stroke = tuple[tuple[float, float], ...]
"""Points in 0..1 of the field it was drawn in, y downwards."""

MOST_STROKES = 48
"""Of one character: more than any in use has, so a hand that scribbles comes to an end."""
MOST_POINTS = 300
"""Of one stroke."""


class Mode(StrEnum):
    PINYIN = "pinyin"
    HANDWRITING = "handwriting"
    STROKES = "strokes"
    """笔画: 横竖撇点折, for a character whose sound is not known."""
    DIGITS = "digits"
    LATIN = "latin"
    CODE = "code"
    """By its number in Unicode, as a register or a help desk tells it."""


TABS = (Mode.PINYIN, Mode.HANDWRITING, Mode.STROKES, Mode.DIGITS, Mode.LATIN)
"""In the order of the screen. The number belongs to the strokes: both are for what is rare."""

NEED_HELP = frozenset({Mode.PINYIN, Mode.HANDWRITING, Mode.STROKES})
"""Those that a dictionary or a recogniser beside the visit answers; it may be missing or lost."""


@dataclass(frozen=True)
class Writing:
    """How this resident writes, and what they are writing now besides the letters of the pinyin."""

    mode: Mode | None = None
    """The one chosen last; None while nobody chose."""
    lost: frozenset[Mode] = frozenset()
    """What failed during this visit."""
    ink: tuple[Stroke, ...] = field(default=(), repr=False)
    """Strokes of the character that is being drawn."""
    aspect: float = 1.0
    """Width of the drawn field by its height."""
    drawn: int = 0
    """Counts every change of the ink: an answer to older ink is known by it."""
    capitals: bool = False
    cleared: tuple[str, str] | None = field(default=None, repr=False)
    """What 清空 took, and of which field: it can be had back until something else is typed there."""

    def with_ink(self, ink: tuple[Stroke, ...]) -> Writing:
        return replace(self, ink=ink, drawn=self.drawn + 1)

    def put_down(self) -> Writing:
        """Another page or field: what was begun is dropped, the way of writing stays."""
        return replace(self.with_ink(()) if self.ink else self, cleared=None)


def usable(lost: frozenset[Mode]) -> tuple[Mode, ...]:
    """The tabs there are when these modes are lost."""
    return tuple(one for one in TABS if one not in lost)


def mode_of(writing: Writing, lost: frozenset[Mode], *, by_hand: bool) -> Mode:
    """The mode in use. `by_hand`: who has chosen none draws with the finger, as elders do first."""
    there = usable(lost | writing.lost)
    first = Mode.HANDWRITING if by_hand else Mode.PINYIN
    if writing.mode is Mode.CODE or writing.mode in there:
        return writing.mode
    return next(one for one in (first, *TABS) if one in there)
