"""Colours that can be read and sizes in millimetres."""

from __future__ import annotations

import pytest

from screens import theme
from screens.theme import Panel, Theme, contrast


@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids="-".join)
def test_text_has_contrast(pair):
    assert contrast(*pair) >= 4.5


@pytest.mark.parametrize("ground", [theme.PAPER, theme.SURFACE])
def test_edges_of_things_to_touch_have_contrast(ground):
    assert contrast(theme.EDGE, ground) >= 3


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_state_is_readable_on_its_own_ground():
    for ink, ground in theme.MARK_COLOURS.values():
        assert contrast(ink, ground) >= 4.5


def test_body_text_has_capitals_of_seven_tenths_of_a_degree_at_600_mm():
    panel = Panel(27, 1080, 1920)
    capital_mm = Theme(panel).body.size * 0.733 / panel.px_per_mm
    assert capital_mm >= 7.2


@pytest.mark.parametrize("panel", [(27, 1080, 1920), (32, 1080, 1920), (21.5, 1080, 1920), (27, 1920, 1080)])
def test_small_notes_keep_the_height_of_3_16_inch(panel):
    one = Panel(*panel)
    assert Theme(one).note.size * 0.733 / one.px_per_mm >= 4.1


def test_millimetres_of_a_27_inch_panel():
    assert 1 / Panel(27, 1080, 1920).px_per_mm == pytest.approx(0.311, abs=0.001)
