"""When to take the picture by itself: a good page that has lain still for some frames, each page once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from drivers.camera.document.corners import side_lengths
from drivers.camera.document.hints import Hint

if TYPE_CHECKING:
    from drivers.camera.document.checks import Look
    from drivers.camera.document.corners import Corners


@dataclass(frozen=True, eq=False)
class AutoCapture:
    """State between frames: `capture = capture.step(look(frame.image))`, then ask `ready`."""

    needed: int = 5
    """Good frames in a row."""
    still_share: float = 0.015
    """Of the page's longest side that a corner may move and still count as still."""
    good: int = 0
    taken: bool = False
    """The page that lies there was captured; the next one may come after it was moved or taken away."""
    anchor: Corners | None = None
    """Where the page lay at the first frame of the row, so that a slow drift is seen too."""
    hint: Hint | None = Hint.NO_PAGE
    """What to say to the resident now; None: nothing to change."""

    @property
    def ready(self) -> bool:
        return self.good >= self.needed and not self.taken

    def step(self, look: Look) -> AutoCapture:
        if not look.page.found:
            return replace(self, good=0, taken=False, anchor=None, hint=look.hints[0])
        still = self._lies_still(look.page.corners)
        taken = self.taken and still
        anchor = self.anchor if still else look.page.corners
        if look.hints:
            return replace(self, good=0, taken=taken, anchor=anchor, hint=look.hints[0])
        good = self.good + 1 if still else 1
        hint = None if good >= self.needed else Hint.HOLD_STILL
        return replace(self, good=good, taken=taken, anchor=anchor, hint=hint)

    def after_taking(self) -> AutoCapture:
        """The picture was taken: wait for another page."""
        return replace(self, good=0, taken=True)

    def _lies_still(self, corners: Corners) -> bool:
        if self.anchor is None:
            return False
        moved = float(np.linalg.norm(corners - self.anchor, axis=1).max())
        return moved <= self.still_share * float(side_lengths(corners).max())
