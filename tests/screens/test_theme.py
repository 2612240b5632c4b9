"""Colours that can be read and sizes in millimetres."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens import palette
from screens.palette import DAY, HIGH_CONTRAST, NIGHT, contrast
from screens.theme import LOWEST_REACH_MM, Panel, Theme
from visit.held.comfort import Comfort

PANELS = [
    (27, 1080, 1920),
    (32, 1080, 1920),
    (21.5, 1080, 1920),
    (15.6, 1080, 1920),
    (27, 1920, 1080),
    (15.6, 1920, 1080),
]
ELDER, SEATED = Comfort(elder=True), Comfort(seated=True)


@pytest.mark.parametrize("pair", palette.TEXT_PAIRS, ids="-".join)
@pytest.mark.parametrize("of", [DAY, NIGHT, HIGH_CONTRAST], ids=lambda one: one.name)
def test_text_has_contrast(of, pair):
    ink, ground = pair
    assert contrast(of[ink], of[ground]) >= of.text_contrast


@pytest.mark.parametrize("pair", palette.EDGE_PAIRS, ids="-".join)
@pytest.mark.parametrize("of", [DAY, NIGHT, HIGH_CONTRAST], ids=lambda one: one.name)
def test_edges_of_things_to_touch_have_contrast(of, pair):
    edge, ground = pair
    assert contrast(of[edge], of[ground]) >= 3


@pytest.mark.parametrize("of", [DAY, NIGHT, HIGH_CONTRAST], ids=lambda one: one.name)
def test_the_focus_shows_on_every_ground(of):
    """One of its two colours does: by itself neither could."""
    grounds = {ground for _, ground in palette.TEXT_PAIRS}
    for ground in grounds:
        assert max(contrast(of[one], of[ground]) for one in (palette.FOCUS, palette.FOCUS_EDGE)) >= 3, ground


def test_every_palette_names_every_colour():
    assert DAY.colours.keys() == NIGHT.colours.keys() == HIGH_CONTRAST.colours.keys()


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_state_is_readable_on_its_own_ground():
    for ink, ground in palette.MARK_COLOURS.values():
        for of in (DAY, NIGHT, HIGH_CONTRAST):
            assert contrast(of[ink], of[ground]) >= of.text_contrast


def test_body_text_has_capitals_of_seven_tenths_of_a_degree_at_600_mm():
    panel = Panel(27, 1080, 1920)
    capital_mm = Theme(panel).body.size * 0.733 / panel.px_per_mm
    assert capital_mm >= 7.2


@pytest.mark.parametrize("panel", PANELS)
def test_no_letter_is_smaller_than_3_16_inch(panel):
    one = Panel(*panel)
    for style in Theme(one).styles():
        assert style.size * 0.733 / one.px_per_mm >= 4.8


@pytest.mark.parametrize("panel", PANELS)
def test_the_elder_mode_has_larger_letters_and_targets(panel):
    usual, elder = Theme(Panel(*panel)), Theme(Panel(*panel), ELDER)
    assert elder.body.size >= 1.2 * usual.body.size
    assert elder.smallest / Panel(*panel).px_per_mm >= 20


def test_millimetres_of_a_27_inch_panel():
    assert 1 / Panel(27, 1080, 1920).px_per_mm == pytest.approx(0.311, abs=0.001)


def test_what_somebody_who_sits_can_reach():
    panel = Panel(27, 1080, 1920, bottom_edge_mm=850)
    top, bottom = panel.reach_band()
    assert bottom == 1920
    assert 850 + (1920 - top) / panel.px_per_mm == pytest.approx(1220, abs=1)
    assert Theme(panel, SEATED).panel.height_px == bottom - top


def test_a_panel_near_the_floor_is_not_used_below_the_knee():
    panel = Panel(32, 1080, 1920, bottom_edge_mm=300)
    _, bottom = panel.reach_band()
    assert 300 + (1920 - bottom) / panel.px_per_mm >= LOWEST_REACH_MM


def test_a_panel_out_of_reach_is_used_as_it_hangs():
    panel = Panel(15.6, 1920, 1080, bottom_edge_mm=1300)
    assert panel.reach_band() == (0, 1080)


def test_the_design_language_says_what_every_colour_is_for():
    told = (Path(__file__).parents[2] / "docs" / "design-language.md").read_text(encoding="utf-8")
    assert not [name for name in DAY.colours if f"`{name}`" not in told]


def test_the_design_language_has_the_sizes_of_the_letters():
    told = (Path(__file__).parents[2] / "docs" / "design-language.md").read_text(encoding="utf-8")
    panel = Panel(32, 1080, 1920)
    for name, style in vars(Theme(panel)).items():
        if hasattr(style, "bold") and not name.endswith("_bold"):
            row = next(line for line in told.splitlines() if line.startswith(f"| `{name}` |"))
            assert float(row.split("|")[2]) == pytest.approx(style.size / panel.px_per_mm, abs=0.4)
