"""Where the page lies in a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from drivers.camera.document.candidates import candidates
from drivers.camera.document.corners import whole_frame
from drivers.camera.document.refine import refined
from drivers.camera.document.score import score
from drivers.camera.document.seen import seen

if TYPE_CHECKING:
    from drivers.camera.document.corners import Corners
    from drivers.camera.frame import Image

SURE_ENOUGH = 0.55
"""Confidence from which on a page is said to be there."""


_LONGEST_SHAPE = 80
"""Long side over short side; what is longer is no camera's frame."""


@dataclass(frozen=True, eq=False)
class FoundPage:
    corners: Corners
    """In pixels of the frame; without a page those of the whole frame, to be dragged."""
    confidence: float
    """0 to 1."""

    @property
    def found(self) -> bool:
        return self.confidence >= SURE_ENOUGH


def find_page(image: Image) -> FoundPage:
    """The most page-like outline in a frame, which may be of any size.

    Good on a dark or coloured mat. White paper on a white desk is often not found, a cluttered desk now and then
    gives a wrong outline with full confidence, and a page that covers more than half of the frame's edge is taken
    for the desk: always show the outline to the resident, with corners that can be dragged. All trials were on
    drawn pages; none on photographs.
    """
    short, long = sorted(image.shape[:2])
    if short * _LONGEST_SHAPE < long:
        return FoundPage(
            whole_frame(image), 0.0
        )  # nothing would be left of it in the small copy that is searched
    view = seen(image)
    best, confidence = None, 0.0
    for corners in candidates(view):
        worth = score(corners, view)
        if worth > confidence:
            best, confidence = corners, worth
    if best is None or confidence < SURE_ENOUGH:
        return FoundPage(whole_frame(image), confidence)
    edge = whole_frame(image)[2]
    return FoundPage(np.clip(view.in_frame(refined(best, view)), 0, edge), confidence)
