"""The drawings of what is in trouble: each there, each another, each with the red sign, in every palette."""

from __future__ import annotations

import pytest

from screens.palette import DANGER, DAY, HIGH_CONTRAST, NIGHT
from screens.pictograms import DRAWN, drawing
from screens.trouble_drawings import PARTS
from visit.pages.trouble_pictures import PICTURES, picture_of


def test_every_picture_that_a_page_names_is_drawn():
    named = {*PICTURES.values(), picture_of("anything else"), "store_trouble", "line_trouble", "upkeep"}
    assert named <= {*PARTS, *DRAWN}


@pytest.mark.parametrize("palette", [DAY, NIGHT, HIGH_CONTRAST], ids=lambda one: one.name)
def test_each_is_another_picture_with_the_red_sign(palette):
    seen = set()
    for name in PARTS:
        image = drawing(name, 120, palette)
        seen.add(image.tobytes())
        red = tuple(round(part * 255) for part in palette.rgba(DANGER)[:3])
        assert image.getpixel((round(120 * 0.68), round(120 * 0.24)))[:3] == red, name
    assert len(seen) == len(PARTS)
