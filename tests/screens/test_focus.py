"""The frame round what the keypad is on: seen on every ground, found wherever the page is scrolled to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens.aloud.script import KEYBOARD, PIN, script
from screens.palette import (
    AMBER,
    AMBER_SOFT,
    DANGER_SOFT,
    DAY,
    DONE_SOFT,
    FOCUS,
    FOCUS_EDGE,
    HIGH_CONTRAST,
    NIGHT,
    OFF,
    PAPER,
    SURFACE,
    TEAL,
    TEAL_SOFT,
    WELCOME,
    contrast,
)
from screens.shapes import Frame, Rect

GROUNDS = (PAPER, SURFACE, TEAL, TEAL_SOFT, AMBER, AMBER_SOFT, DANGER_SOFT, DONE_SOFT, OFF, WELCOME)
NOT_DRAWN = {KEYBOARD, PIN}
"""Stops for the ear alone."""


@pytest.mark.parametrize("palette", [DAY, NIGHT, HIGH_CONTRAST], ids=lambda one: one.name)
def test_the_frame_shows_on_every_ground(palette):
    assert contrast(palette[FOCUS], palette[FOCUS_EDGE]) >= 3
    for ground in GROUNDS:
        lines = (palette[FOCUS], palette[FOCUS_EDGE])
        assert max(contrast(line, palette[ground]) for line in lines) >= 3, ground


def _frames(picture):
    return [
        one
        for layer in picture.layers
        for one in layer.shapes
        if isinstance(one, Frame) and one.colour == FOCUS
    ]


def test_the_keypad_brings_every_target_of_every_page_into_sight(terminal, samples):
    window = Rect(0, 0, 1080, 1920)
    for name, view in samples.all().items():
        terminal.show(view)
        for stop in script(view).stops:
            if stop.is_text or stop.id in NOT_DRAWN:
                continue
            terminal.stage.focus(stop.id)
            framed = _frames(terminal.stage.picture)
            assert len(framed) == 1, (name, stop.id)
            assert framed[0].rect.cut(window).h > 0, (name, stop.id)
            assert any(one.id == stop.id for one in terminal.app.targets()), (name, stop.id)
        terminal.stage.focus("")
        assert not _frames(terminal.stage.picture)


def test_every_target_of_a_picture_is_a_stop(terminal, samples):
    for name, view in samples.all().items():
        page = script(view)
        known = {one.id for one in (*page.stops, *(key for row in page.keys for key in row))}
        terminal.show(view)
        touched = {one.id for one in terminal.app.targets() if not one.id.startswith("scroll")}
        assert touched <= known, name


def test_the_frame_stays_on_its_target_when_the_page_is_shown_anew(terminal, zh):
    page = zh.check()
    last = [one.id for one in script(page).stops if one.id.startswith("change:")][-1]
    terminal.show(page)
    terminal.stage.focus(last)
    before = _frames(terminal.stage.picture)[0].rect
    terminal.show(replace(page, chrome=replace(page.chrome, clock="14:06")))
    assert _frames(terminal.stage.picture)[0].rect == before


def test_behind_the_curtain_nothing_is_seen_or_touched(terminal, zh):
    terminal.show(zh.check())
    terminal.stage.curtain(drawn=True)
    assert not terminal.app.targets()
    assert not [
        shape for layer in terminal.stage.picture.layers for shape in layer.shapes if hasattr(shape, "text")
    ]
    terminal.stage.curtain(drawn=False)
    assert terminal.app.targets()
