"""Contrast as it is painted: the colour of each text against the ground that is really under its letters."""

from __future__ import annotations

import numpy as np
import pytest
from screens_rules import painted as shapes_of
from screens_walk import PANELS

from screens.compose import compose
from screens.palette import contrast
from screens.samples import Samples
from screens.shapes import Fill, Layer, Picture, Rect, Words
from screens.still import painted
from screens.theme import Theme
from visit.held.comfort import Comfort

WAYS = {
    "day": (PANELS["27 portrait"], Comfort(), False, "zh"),
    "night": (PANELS["27 portrait"], Comfort(), True, "en"),
    "high contrast": (PANELS["15.6 landscape"], Comfort(elder=True, contrast=True), False, "zh"),
}
DIMMED = ("attract_dimmed",)
"""At night, with nobody before it: it is not there to be read."""
SEEN = 60
"""Of 255: a pixel that a letter changed by so much belongs to the letter."""


def _bare(picture: Picture) -> Picture:
    """The same without letters."""
    layers = tuple(
        Layer(layer.clip, tuple(shape for shape in layer.shapes if not isinstance(shape, Words)))
        for layer in picture.layers
    )
    return Picture(layers, picture.hits, picture.scroll)


def _bytes(pixels):
    return pixels[..., np.newaxis].view(np.uint8)[..., :3].astype(np.int16)


def faults(picture: Picture, theme: Theme):
    """Texts that have too little contrast, or that something lies over."""
    shown, bare = (painted(one, theme.whole, theme.palette) for one in (picture, _bare(picture)))
    known: dict[tuple[str, int], float] = {}
    for shape, clip in shapes_of(picture):
        if not isinstance(shape, Words) or not shape.text.strip():
            continue
        rect = shape.rect if clip is None else shape.rect.cut(clip)
        if rect.h < shape.rect.h / 2 or not rect.w:
            continue  # more than half of it is scrolled out of sight
        box = np.s_[round(rect.y) : round(rect.bottom), round(rect.x) : round(rect.right)]
        under = np.ascontiguousarray(bare[box])
        over = np.ascontiguousarray(shown[box])
        changed = np.abs(_bytes(over) - _bytes(under)).max(axis=2) > SEEN
        if not changed.any():
            yield f"“{shape.text}” cannot be seen"
            continue
        ink = theme.palette[shape.colour]
        for ground in np.unique(under[changed]).tolist():
            pair = ink, ground
            if pair not in known:
                known[pair] = contrast(ink, f"#{ground:06X}")
            if known[pair] < theme.palette.text_contrast:
                yield f"“{shape.text}” ({shape.colour}) has {known[pair]:.2f}"
                break


@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("way", WAYS)
def test_every_text_can_be_read_on_its_ground(way, part):
    panel, comfort, night, language = WAYS[way]
    theme = Theme(panel, comfort, night=night)
    views = [one for one in Samples(language).all().items() if one[0] not in DIMMED][part::2]
    found = [f"{name}: {fault}" for name, view in views for fault in faults(compose(view, theme), theme)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "over",
    [
        (
            Fill(Rect(0, 0, 400, 200), "teal"),
            Words(Rect(10, 10, 200, 60), "看不清", 40, bold=False, colour="muted"),
        ),
        (
            Words(Rect(10, 10, 200, 60), "被盖住", 40, bold=False, colour="ink"),
            Fill(Rect(0, 0, 400, 200), "paper"),
        ),
    ],
    ids=["too little", "covered"],
)
def test_what_cannot_be_read_is_found(over):
    theme = Theme(PANELS["27 portrait"])
    assert list(faults(Picture((Layer(None, over),), (), None), theme))
