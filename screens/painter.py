"""Keeps the pixels of a display equal to a picture: only where shapes came, went or changed is anything painted again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from screens.palette import PAPER
from screens.raster import Box, Raster, bounds, box_of
from screens.shapes import Fill, Picture, Rect, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from screens.palette import Palette
    from screens.raster import Pixels

_MOST_COMPARED = 60
_MOST_BOXES = 12
"""More than that are painted as the one box round all of them."""


class Painter:
    """Paints pictures on one display. For the UI thread only."""

    def __init__(self, pixels: Pixels, palette: Palette) -> None:
        self._raster = Raster(pixels, palette)
        self._picture = Picture((), (), None)
        self._painted = False
        self._wet: list[Box] = []

    def paint(self, picture: Picture) -> list[Box]:
        """Show this picture; returns where pixels may have changed."""
        before, self._picture = self._picture, picture
        boxes = _few([*self._wet, *_changed(before, picture)]) if self._painted else [self._raster.whole()]
        self._painted = True
        self._wet.clear()
        boxes = [seen for one in boxes if not (seen := one.cut(self._raster.whole())).empty]
        for box in boxes:
            self._paint(box)
        return boxes

    def wet(self, points: tuple[tuple[float, float], ...], width: float, colour: str) -> list[Box]:
        """Ink on top of the picture, at once; the next picture has it or has not."""
        self._raster.within(self._raster.whole())
        box = self._raster.stroke(points, width, colour).cut(self._raster.whole())
        self._wet.append(box)
        return [box]

    def clear(self) -> list[Box]:
        """Nothing is held or shown afterwards."""
        self._painted = False
        boxes = self.paint(Picture((), (), None))
        self._painted = False
        return boxes

    def shapes(self) -> list[Shape]:
        """What is shown now."""
        return [shape for layer in self._picture.layers for shape in layer.shapes]

    def _paint(self, box: Box) -> None:
        raster = self._raster
        raster.within(box)
        raster.paint(Fill(Rect(box.x, box.y, box.to_x - box.x, box.to_y - box.y), PAPER))
        for layer in self._picture.layers:
            seen = box if layer.clip is None else box.cut(box_of(layer.clip))
            if seen.empty:
                continue
            raster.within(seen)
            for shape in layer.shapes:
                if not bounds(shape).cut(seen).empty:
                    raster.paint(shape)


def _changed(before: Picture, now: Picture) -> list[Box]:
    """Where two pictures differ. Other layers change everything, another order what stands in it."""
    if [one.clip for one in before.layers] != [one.clip for one in now.layers]:
        return [bounds(shape) for picture in (before, now) for one in picture.layers for shape in one.shapes]
    found: list[Box] = []
    for old, new in zip(before.layers, now.layers, strict=True):
        if old.shapes == new.shapes:
            continue
        went, came = _apart(old.shapes, new.shapes)
        had, has = Counter(went), Counter(came)
        other = [*(had - has), *(has - had)]
        kept_before = [shape for shape in went if shape in has]
        kept_now = [shape for shape in came if shape in had]
        if kept_before != kept_now:
            other += kept_now
        boxes = [bounds(shape) for shape in other]
        found += boxes if new.clip is None else [one.cut(box_of(new.clip)) for one in boxes]
    return [one for one in found if not one.empty]


def _apart(old: Sequence[Shape], new: Sequence[Shape]) -> tuple[Sequence[Shape], Sequence[Shape]]:
    """Without what both begin and end with: of a page whose clock goes on that is nearly all."""
    shorter = min(len(old), len(new))
    begin = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    end = next((at for at in range(shorter - begin) if old[-1 - at] != new[-1 - at]), shorter - begin)
    return old[begin : len(old) - end], new[begin : len(new) - end]


def _few(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that overlap become one; so do all of them when they are many, without comparing each with each."""
    given = list(boxes)
    if len(given) > _MOST_COMPARED:
        return [_round(given)]
    apart: list[Box] = []
    for box in given:
        grown = box
        while True:
            met = [one for one in apart if not one.cut(grown).empty]
            if not met:
                break
            apart = [one for one in apart if one not in met]
            for one in met:
                grown = grown.join(one)
        apart.append(grown)
    return apart if len(apart) <= _MOST_BOXES else [_round(apart)]


def _round(boxes: Sequence[Box]) -> Box:
    """The box round all of them."""
    return Box(
        min(one.x for one in boxes),
        min(one.y for one in boxes),
        max(one.to_x for one in boxes),
        max(one.to_y for one in boxes),
    )
