"""Pages that stand for hours do not burn into the panel: they move by some millimetres, and change sides, every so often.

Never while anybody looks: what moves catches the eye. So there is no animation, the page simply stands elsewhere the next
time that it is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.shapes import Rect

if TYPE_CHECKING:
    from screens.theme import Theme

REACH_MM = 4
"""How far a page moves from where it stood first: wider than the strokes of the largest letters."""
STEPS = ((0, 0), (2, 1), (4, 2), (3, 4), (1, 3), (0, 4), (2, 2), (4, 0))
"""Millimetres to the right and down. Neighbours differ by one and more in both."""
A_SIDE = 3
"""Steps for which the parts of a page keep their sides."""


def moved(area: Rect, theme: Theme, phase: int) -> Rect:
    """The area a little smaller, at the place that is due."""
    reach = theme.mm(REACH_MM)
    right, down = (theme.mm(step) for step in STEPS[phase % len(STEPS)])
    return Rect(area.x + right, area.y + down, area.w - reach, area.h - reach)


def mirrored(phase: int) -> bool:
    """Whether what usually stands first stands last."""
    return phase // A_SIDE % 2 == 1
