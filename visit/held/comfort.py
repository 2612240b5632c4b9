"""How a resident wants to be served: larger letters, stronger contrast, everything low, spoken. For this visit only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil


class Wish(StrEnum):
    """One of the ways; the name is the field of `Comfort`."""

    ELDER = "elder"
    CONTRAST = "contrast"
    SEATED = "seated"
    SPOKEN = "spoken"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Comfort:
    """What was asked for. Nothing of it is ever kept: who comes next begins as anybody."""

    elder: bool = False
    """长辈版: larger, fewer things a page, more time, and what to do is spoken (`visit/reading.py`)."""
    contrast: bool = False
    """Yellow and white on black, 7:1 (WCAG 2.2 1.4.6)."""
    seated: bool = False
    """Every control within reach of somebody who sits."""
    spoken: bool = False
    """Pages are read aloud, and everything can be done with the keypad."""
    quiet: bool = False
    """不读了: 长辈版 says nothing."""

    def has(self, wish: Wish) -> bool:
        return bool(getattr(self, wish.value))

    def fewer(self, usual: int) -> int:
        """Of things on a page: larger letters, and what of a display somebody who sits reaches, have room for three
        quarters of them; both together for half.
        """
        return ceil(usual * (4 - self.elder - self.seated) / 4)

    def with_wish(self, wish: Wish, *, on: bool) -> Comfort:
        return replace(self, **{wish.value: on})


USUAL = Comfort()
