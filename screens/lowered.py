"""A picture for somebody who sits: the same, further down on the display."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.palette import BAR
from screens.shapes import Fill, Hit, Layer, Picture, Rect

if TYPE_CHECKING:
    from screens.shapes import Shape


def lowered(picture: Picture, by: float, width: float) -> Picture:
    """The picture with everything `by` pixels further down, and a calm ground above."""

    def moved(rect: Rect) -> Rect:
        return Rect(rect.x, rect.y + by, rect.w, rect.h)

    def shape(one: Shape) -> Shape:
        return replace(one, rect=moved(one.rect))

    def layer(one: Layer) -> Layer:
        clip = moved(one.clip) if one.clip is not None else None
        return Layer(clip, tuple(shape(part) for part in one.shapes))

    def hit(one: Hit) -> Hit:
        return replace(one, target=replace(one.target, y=one.target.y + by))

    scroll = picture.scroll
    above = Layer(None, (Fill(Rect(0, 0, width, by), BAR),))
    return Picture(
        (above, *(layer(one) for one in picture.layers)),
        tuple(hit(one) for one in picture.hits),
        replace(scroll, rect=moved(scroll.rect)) if scroll is not None else None,
        tuple(hit(one) for one in picture.beyond),
    )
