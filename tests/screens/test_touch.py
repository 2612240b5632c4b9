"""From a finger to an event, through SDL and Kivy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens import touch
from visit import events as ev
from visit.views import buttons_of


def test_a_tap_sends_exactly_the_event_of_each_button(terminal, samples):
    for name, view in samples.all().items():
        terminal.show(view)
        events = {one.id: one.event for one in buttons_of(view)}
        for target in terminal.app.targets():
            if target.kind in ("ink", "scroll") or target.id.startswith("scroll_"):
                continue
            terminal.time["now"] += 1
            sent = terminal.touch(target.id)
            assert sent == ([events[target.id]] if target.enabled else [ev.Touched()]), (name, target.id)


def test_a_touch_beside_everything_only_tells_that_somebody_is_there(terminal, zh):
    terminal.show(zh.choice())
    assert terminal.finger(("press", 30, 400), ("release", 30, 400)) == [ev.Touched()]


def test_the_attract_page_begins_wherever_it_is_touched(terminal, zh):
    terminal.show(zh.attract())
    for x, y in ((5, 5), (540, 300), (1070, 1600)):
        assert terminal.finger(("press", x, y), ("release", x, y)) == [ev.Begin()]


def test_on_the_name_of_a_language_the_attract_page_begins_in_it(terminal, samples):
    terminal.show(samples.attract())
    name = terminal.target(samples.t("begin:en", "begin:zh"))
    assert name.label == samples.t("English", "中文"), "in its own name"
    assert [one.id for one in terminal.app.targets() if one.label == name.label] == [name.id], "once"
    assert terminal.touch(name.id) == [ev.Begin(samples.t("en", "zh"))]


def test_a_key_answers_when_the_finger_comes_down_a_button_when_it_leaves(terminal, zh):
    terminal.show(zh.digits())
    key, button = terminal.target("key:5"), terminal.target("next")
    assert terminal.finger(("press", key.x + 20, key.y + 20)) == [ev.KeyPressed("5")]
    assert terminal.finger(("release", key.x + 20, key.y + 20)) == []
    assert terminal.finger(("press", button.x + 20, button.y + 20)) == []
    assert terminal.finger(("release", button.x + 20, button.y + 20)) == [ev.GoNext()]


def test_sliding_off_a_button_takes_the_touch_back(terminal, zh):
    terminal.show(zh.choice())
    button = terminal.target("next")
    sent = terminal.finger(
        ("press", button.x + 20, button.y + 20), ("release", button.x + 20, button.y - 300)
    )
    assert sent == [ev.Touched()]


def test_a_pressed_button_looks_pressed(terminal, zh):
    terminal.show(zh.choice())
    button = terminal.target("next")
    at = (int(button.x + 30), int(button.y + 15))
    before = terminal.pixels().getpixel(at)
    terminal.finger(("press", *at))
    assert terminal.pixels().getpixel(at) != before
    terminal.finger(("release", *at))
    terminal.frames()
    assert terminal.pixels().getpixel(at) == before


def test_a_second_finger_is_ignored_while_the_first_is_there(terminal, zh):
    terminal.show(zh.choice())
    first, other = terminal.target("next"), terminal.target("kind:hard")
    terminal.finger(("press", first.x + 20, first.y + 20))
    assert terminal.finger(("press", other.x + 20, other.y + 20)) == []
    assert terminal.finger(("release", first.x + 20, first.y + 20)) == [ev.GoNext()]


def test_other_mouse_buttons_do_nothing(terminal, zh):
    terminal.show(zh.choice())
    button = terminal.target("next")
    for number in (2, 3):
        touch.press(button.x + 20, button.y + 20, button=number)
        touch.release(button.x + 20, button.y + 20, button=number)
        terminal.hear()
    assert terminal.events == []


def test_a_press_from_the_old_page_does_not_hit_the_new_one(terminal, zh):
    terminal.show(zh.choice())
    button = terminal.target("next")
    terminal.finger(("press", button.x + 20, button.y + 20))
    terminal.app.show(zh.several())
    terminal.time["now"] += 1
    assert terminal.finger(("release", button.x + 20, button.y + 20)) == []


def test_the_second_half_of_a_double_tap_is_not_for_the_new_page(terminal, zh):
    terminal.show(zh.choice())
    button = terminal.target("next")
    spot = (button.x + 20, button.y + 20)
    assert terminal.finger(("press", *spot), ("release", *spot)) == [ev.GoNext()]
    terminal.app.show(zh.several())
    assert terminal.finger(("press", *spot), ("release", *spot)) == []
    terminal.time["now"] += 0.2
    assert terminal.finger(("press", *spot), ("release", *spot)) == [ev.GoNext()]


def test_typing_goes_on_while_the_page_shows_what_was_typed(terminal, zh):
    """A digit more is not a new page: the next press must not be swallowed."""
    terminal.show(zh.digits("1"))
    assert terminal.touch("key:2") == [ev.KeyPressed("2")]
    terminal.app.show(zh.digits("12"))
    assert terminal.touch("key:3") == [ev.KeyPressed("3")]


def test_one_more_digit_repaints_little(terminal, zh):
    terminal.show(zh.digits("100"))
    terminal.app.show(zh.digits("1000"))
    high, wide = terminal.app.image().size
    assert 0 < terminal.stage.made < high * wide / 100  # the number and the caret


def test_a_stroke_is_drawn_at_once_and_sent_when_the_finger_leaves(terminal, zh):
    terminal.show(zh.sign(0))
    field = terminal.target("signature")
    points = [(field.x + field.w * (0.2 + 0.06 * k), field.y + field.h * 0.3) for k in range(10)]
    spot = (int(points[5][0]), int(points[5][1]))
    before = terminal.pixels().getpixel(spot)
    sent = terminal.finger(("press", *points[0]), *(("move", *point) for point in points[1:]))
    assert sent == []
    assert terminal.pixels().getpixel(spot) != before, "ink must be there before the finger leaves"
    sent = terminal.finger(("release", *points[-1]))
    assert [type(one) for one in sent] == [ev.Drew]
    assert len(sent[0].stroke) == 10
    assert sent[0].stroke[0] == pytest.approx((0.2, 0.3), abs=0.01)
    assert sent[0].stroke[-1] == pytest.approx((0.74, 0.3), abs=0.01)


def test_no_point_of_a_fast_stroke_is_lost_between_two_frames(terminal, zh):
    terminal.show(zh.sign(0))
    field = terminal.target("signature")
    touch.drag([(field.x + 100 + 10 * k, field.y + 100 + 30 * (k % 2)) for k in range(30)])
    terminal.hear()
    assert len(terminal.events[-1].stroke) == 30


def test_a_stroke_that_leaves_the_field_stays_in_its_bounds(terminal, zh):
    terminal.show(zh.sign(0))
    field = terminal.target("signature")
    touch.drag([(field.x + 50, field.y + 50), (field.x - 30, field.y - 200), (field.x + 80, field.y + 60)])
    terminal.hear()
    assert all(0 <= part <= 1 for point in terminal.events[-1].stroke for part in point)


def test_strokes_of_the_view_are_painted_and_wet_ink_goes(terminal, zh):
    terminal.show(zh.sign(0))
    field = terminal.target("signature")
    touch.drag([(field.x + 50, field.y + 50), (field.x + 90, field.y + 90)])
    terminal.hear()
    wet = terminal.pixels()
    terminal.show(zh.sign(1))
    assert terminal.stage.strokes_shown() == 1
    shown = terminal.pixels()
    terminal.app.wipe()
    terminal.show(zh.sign(1))
    assert terminal.pixels().tobytes() == shown.tobytes() != wet.tobytes()


def test_a_minute_more_on_the_clock_takes_no_ink_from_under_the_finger(terminal, zh):
    before = terminal.show(zh.sign(0)).stage._view
    field = terminal.target("signature")
    points = [(field.x + field.w * (0.2 + 0.1 * k), field.y + field.h * 0.3) for k in range(4)]
    terminal.finger(("press", *points[0]), *(("move", *point) for point in points[1:]))
    spot = tuple(int(part) for part in points[1])
    inked = terminal.pixels().getpixel(spot)
    terminal.app.show(replace(before, chrome=replace(before.chrome, clock="14:06")))
    assert terminal.pixels().getpixel(spot) == inked
    terminal.finger(("release", *points[-1]))


def test_ink_that_no_view_takes_up_goes_with_the_next_word(terminal, zh):
    clean = terminal.show(zh.sign(0)).pixels()
    field = terminal.target("signature")
    touch.drag([(field.x + 50, field.y + 50), (field.x + 90, field.y + 90)])
    terminal.hear()
    assert terminal.pixels().tobytes() != clean.tobytes()
    terminal.app.show(zh.sign(0))
    assert terminal.pixels().tobytes() == clean.tobytes()


def test_arrows_scroll_to_the_end_and_back(terminal):
    from screens.samples import Samples

    terminal.show(Samples("en").guide())
    area = terminal.app.scroll()
    assert area.furthest > 0
    assert not terminal.target("scroll_up").enabled
    for _ in range(10):
        if terminal.target("scroll_down").enabled:
            assert terminal.touch("scroll_down") == [ev.Touched()]
    assert terminal.app.scroll().offset == pytest.approx(area.furthest, abs=1)
    assert not terminal.target("scroll_down").enabled
    for _ in range(10):
        if terminal.target("scroll_up").enabled:
            terminal.touch("scroll_up")
    assert terminal.app.scroll().offset == 0


def test_a_finger_may_also_drag_the_page_and_then_presses_nothing(terminal):
    from screens.samples import Samples

    terminal.show(Samples("en").guide())
    area = terminal.app.scroll().rect
    x, y = area.middle
    sent = terminal.finger(
        ("press", x, y), ("move", x, y - 60), ("move", x, y - 150), ("release", x, y - 150)
    )
    assert sent == [ev.Touched()]
    assert terminal.app.scroll().offset == pytest.approx(150, abs=1)


def test_a_new_page_starts_at_its_top(terminal):
    from screens.samples import Samples

    samples = Samples("en")
    terminal.show(samples.guide())
    terminal.touch("scroll_down")
    terminal.show(samples.consent())
    terminal.show(samples.guide())
    assert terminal.app.scroll().offset == 0


def test_the_window_may_be_closed_unless_it_is_a_kiosk(terminal):
    assert not terminal.app._close_asked()
    terminal.app._kiosk = True
    assert terminal.app._close_asked()
    terminal.app._kiosk = False


def test_a_window_of_another_size_shows_everything_all_the_same(terminal, zh):
    from screens.theme import Panel

    terminal.show(zh.digits())
    usual = terminal.stage.theme.panel
    terminal.stage.resize(Panel(27, 540, 960))
    try:
        assert all(one.x + one.w <= 540 and one.y + one.h <= 960 for one in terminal.app.targets())
        assert terminal.touch("key:5") == [ev.KeyPressed("5")]
    finally:
        terminal.stage.resize(usual)


def test_kivy_cannot_be_configured_once_its_window_is_there(terminal, tmp_path):
    from screens.setup import configure

    with pytest.raises(RuntimeError):
        configure(width=1, height=1, fullscreen=False, kivy_home=tmp_path)
