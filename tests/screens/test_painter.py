"""Only what changed is painted again, and nobody can tell."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from PIL import Image

from screens.compose import LastPage, compose
from screens.pages import PAGES
from screens.pages.attract import attract
from screens.painter import Painter
from screens.palette import DAY, PAPER
from screens.raster import Box, Raster
from screens.samples import Samples
from screens.shapes import Fill, Frame, Layer, Picture, Rect
from screens.surface import image_of
from screens.theme import Panel, Theme
from visit.views import AttractBody

SMALL = Panel(27, 540, 960)
ROOT = __file__.rpartition("/tests/")[0]


def fresh(picture, panel=SMALL, palette=DAY):
    pixels = np.zeros((panel.height_px, panel.width_px), np.uint32)
    Painter(pixels, palette).paint(picture)
    return pixels


@pytest.mark.parametrize("seed", range(3))
def test_page_after_page_looks_as_if_each_were_painted_on_an_empty_display(seed):
    random, theme = Random(seed), Theme(SMALL)
    pixels = np.zeros((SMALL.height_px, SMALL.width_px), np.uint32)
    painter, last = Painter(pixels, DAY), LastPage()
    views = [*Samples("zh").all().values(), *(Samples("zh").digits("1" * count) for count in range(8))]
    for view in random.choices(views, k=25):
        pressed = random.choice(["", "next", "help"])
        scrolled = {"page": random.choice([0.0, 120.0])}
        picture = compose(view, theme, pressed=pressed, scrolled=scrolled)
        painter.paint(compose(view, theme, pressed=pressed, scrolled=scrolled, last=last))
        assert (pixels == fresh(picture)).all(), view.page


def test_what_is_told_covers_every_pixel_that_changed():
    theme = Theme(SMALL)
    pixels = np.zeros((SMALL.height_px, SMALL.width_px), np.uint32)
    painter = Painter(pixels, DAY)
    for view in (*Samples("en").all().values(), Samples("zh").digits("1"), Samples("zh").digits("12")):
        before = pixels.copy()
        boxes = painter.paint(compose(view, theme))
        for box in boxes:
            before[box.y : box.to_y, box.x : box.to_x] = pixels[box.y : box.to_y, box.x : box.to_x]
        assert (before == pixels).all(), view.page


def test_the_same_picture_paints_nothing():
    painter = Painter(np.zeros((SMALL.height_px, SMALL.width_px), np.uint32), DAY)
    picture = compose(Samples("zh").home(), Theme(SMALL))
    assert painter.paint(picture)
    assert painter.paint(compose(Samples("zh").home(), Theme(SMALL))) == []


def test_a_minute_later_the_clock_alone_is_laid_out_and_painted(monkeypatch):
    theme, last, laid_out = Theme(SMALL), LastPage(), []
    monkeypatch.setitem(PAGES, AttractBody, lambda *given: (laid_out.append(given), attract(*given)))
    painter = Painter(np.zeros((SMALL.height_px, SMALL.width_px), np.uint32), DAY)
    view = Samples("zh").attract()
    painter.paint(compose(view, theme, last=last))
    later = replace(view, chrome=replace(view.chrome, clock="23:59"))
    (box,) = painter.paint(compose(later, theme, last=last))
    assert len(laid_out) == 1
    assert box.area < SMALL.width_px * SMALL.height_px / 50
    last.forget()
    assert compose(later, theme, last=last) == compose(later, theme)
    assert len(laid_out) == 3


def test_shapes_in_another_order_are_painted_in_that_order():
    one, other = Fill(Rect(0, 0, 10, 10), "teal"), Fill(Rect(5, 5, 10, 10), "danger")
    pixels = np.zeros((20, 20), np.uint32)
    painter = Painter(pixels, DAY)
    painter.paint(Picture((Layer(None, (one, other)),), (), None))
    painter.paint(Picture((Layer(None, (other, one)),), (), None))
    assert pixels[7, 7] == int(DAY["teal"][1:], 16)


def test_nothing_is_painted_outside_a_clip_or_the_display():
    pixels = np.full((40, 40), 7, np.uint32)
    raster = Raster(pixels, DAY)
    raster.within(Box(10, 10, 20, 20))
    for shape in (
        Fill(Rect(-5, -5, 60, 60), "teal", 9),
        Frame(Rect(8, 8, 20, 20), "ink", 3, 6),
        Fill(Rect(12, 12, 90, 90), "scrim"),
    ):
        raster.paint(shape)
    outside = np.ones((40, 40), bool)
    outside[10:20, 10:20] = False
    assert (pixels[outside] == 7).all()
    assert (pixels[10:20, 10:20] != 7).all()


def test_a_corner_is_smooth_and_a_straight_edge_is_sharp():
    pixels = np.zeros((60, 60), np.uint32)
    raster = Raster(pixels, DAY)
    raster.within(raster.whole())
    raster.paint(Fill(Rect(0, 0, 60, 60), PAPER))
    raster.paint(Fill(Rect(10, 10, 40, 40), "ink", 12))
    shades = set(np.unique(pixels)) - {int(DAY[PAPER][1:], 16), int(DAY["ink"][1:], 16)}
    assert len(shades) > 5
    assert set(np.unique(pixels[30])) == {int(DAY[PAPER][1:], 16), int(DAY["ink"][1:], 16)}


def test_after_a_wipe_no_pixel_is_left():
    pixels = np.zeros((SMALL.height_px, SMALL.width_px), np.uint32)
    painter = Painter(pixels, DAY)
    painter.paint(compose(Samples("zh").check(), Theme(SMALL)))
    painter.clear()
    assert (pixels == int(DAY[PAPER][1:], 16)).all()
    assert painter.shapes() == []


def test_a_texture_shows_the_same_as_the_surface_of_the_window(tmp_path):
    """Read back from OpenGL, pixel by pixel."""
    names = "sign,home,comfort,result_document"
    for kind in ("window", "texture"):
        environment = {**os.environ, "BANGBAN_SURFACE": kind, "SDL_VIDEODRIVER": "offscreen"}
        command = [
            sys.executable,
            "-m",
            "screens.gallery",
            str(tmp_path / kind),
            "--only",
            names,
            "--language",
            "zh",
        ]
        subprocess.run(command, check=True, env=environment, cwd=ROOT, timeout=120, capture_output=True)
    pictures = sorted((tmp_path / "window").glob("*.png"))
    assert len(pictures) == 4
    for one in pictures:
        assert Image.open(one).tobytes() == Image.open(tmp_path / "texture" / one.name).tobytes(), one.name


def test_colours_of_the_picture_are_those_of_the_pixels():
    assert image_of(np.array([[0xFF0000, 0x00FF00]], np.uint32)).getpixel((0, 0)) == (255, 0, 0)
