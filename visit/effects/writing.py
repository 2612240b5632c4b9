"""Orders to the ways of writing."""

from dataclasses import dataclass, field

from visit.effects.base import Effect


@dataclass(frozen=True)
class LookUpPinyin(Effect):
    letters: str = field(repr=False)
    part: str = ""
    """Of a person's name: `whole`, or `given` when the surname stands there; empty for anything else."""


@dataclass(frozen=True)
class LookUpStrokes(Effect):
    """横竖撇点折 as 1 to 5, * for one that is not known."""

    strokes: str = field(repr=False)


@dataclass(frozen=True)
class ReadInk(Effect):
    """What was drawn with the finger; without strokes: be ready, somebody is about to draw."""

    drawn: int
    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)
    aspect: float
    """Width of the field by its height."""


@dataclass(frozen=True)
class SuggestWords(Effect):
    """What often follows these characters."""

    after: str = field(repr=False)
