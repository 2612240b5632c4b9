"""Reads codes out of a live picture: one frame after another, and what may be believed when.

Every frame is given to zxing-cpp, and to one other way in turn: all of them on one frame would take half a second and
more when there is no code in it. A two-dimensional code that zxing-cpp reads in a plain frame counts at once. A
one-dimensional code, or anything that only another way finds, counts when a second frame agrees: noise passes a check
digit now and then, but hardly twice with the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2

from drivers.barcode_reader import Barcode
from drivers.barcode_reader.stages import FLAT, Seen, enlarged, levelled, turned, zbar, zxing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from drivers.barcode_reader import Symbology
    from drivers.barcode_reader.stages import Grey
    from drivers.camera.frame import Image

    Stage = Callable[[Grey, Collection[Symbology]], list[Seen]]

LATER: Final[tuple[Stage, ...]] = (levelled, zbar, turned, enlarged)

AGREES_WITHIN = 12
"""Frames between two that agree: three rounds of the later stages, about a second."""


class Decoder:
    """For one read: what it has seen once belongs to one resident."""

    def __init__(self, wanted: Collection[Symbology], later: Sequence[Stage] = LATER) -> None:
        self._wanted = tuple(wanted)
        self._later = tuple(later)
        self._turn = 0
        self._frame = 0
        self._seen_at: dict[tuple[Symbology, bytes], int] = {}

    def look(self, image: Image) -> Barcode | None:
        """The code in this frame (grey or blue-green-red), once it may be believed. Of several the largest flat one:
        it is held nearest.
        """
        grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        self._frame += 1
        found = zxing(grey, self._wanted)  # type: ignore[arg-type]
        sure = [one for one in found if one.symbology in FLAT]
        if not found and self._later:
            stage = self._later[self._turn % len(self._later)]
            found = stage(grey, self._wanted)  # type: ignore[arg-type]
            # What found something is asked again at once, for the second opinion.
            self._turn += 0 if found else 1
        believed = sure or [one for one in found if self._agrees(one)]
        if not believed:
            return None
        best = max(believed, key=lambda one: (one.symbology in FLAT, one.area))
        return Barcode(best.symbology, best.data)

    def _agrees(self, seen: Seen) -> bool:
        """Takes note of it, too."""
        key = (seen.symbology, seen.data)
        before = self._seen_at.get(key)
        self._seen_at[key] = self._frame
        return before is not None and 0 < self._frame - before <= AGREES_WITHIN
