"""Keys, candidates and ink under a finger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens import touch
from screens.parts.key_rows import arranged
from screens.stage import REPEATS_AFTER, REPEATS_EVERY
from visit import events as ev
from visit.held.comfort import Comfort
from visit.pages.keys import key_of
from visit.typed import DELETE, KEYS, NAMED_KEYS


def middle(target):
    return target.x + target.w / 2, target.y + target.h / 2


def test_a_key_that_deletes_goes_on_while_it_is_held(terminal, zh):
    terminal.show(zh.pinyin())
    spot = middle(terminal.target("key:delete"))
    assert terminal.finger(("press", *spot)) == [ev.KeyPressed("delete")]
    before = len(terminal.events)
    terminal.time["now"] += REPEATS_AFTER
    terminal.frames(2)
    terminal.time["now"] += REPEATS_EVERY
    terminal.frames(2)
    assert terminal.events[before:] == [ev.KeyPressed("delete")] * 2
    touch.release(*spot)
    terminal.hear()
    before = len(terminal.events)
    terminal.time["now"] += 5
    terminal.frames(3)
    assert terminal.events[before:] == []


def test_a_letter_that_is_held_is_one_letter(terminal, zh):
    terminal.show(zh.pinyin())
    spot = middle(terminal.target("key:a"))
    terminal.finger(("press", *spot))
    before = len(terminal.events)
    terminal.time["now"] += 5
    terminal.frames(3)
    assert terminal.events[before:] == []
    terminal.finger(("release", *spot))


def test_a_key_held_over_a_new_page_deletes_nothing_there(terminal, zh):
    terminal.show(zh.pinyin())
    spot = middle(terminal.target("key:delete"))
    terminal.finger(("press", *spot))
    terminal.app.show(zh.digits("12"))
    before = len(terminal.events)
    terminal.time["now"] += 5
    terminal.frames(3)
    assert terminal.events[before:] == []
    terminal.finger(("release", *spot))


def test_tabs_and_words_answer_when_the_finger_comes_down(terminal, zh):
    terminal.show(zh.by_hand())
    for name in ("writing:strokes", "candidate:1", "key:redo"):
        spot = middle(terminal.target(name))
        sent = terminal.finger(("press", *spot))
        assert len(sent) == 1, name
        assert terminal.finger(("release", *spot)) == []


def test_what_is_read_aloud_says_what_it_is(terminal, samples):
    terminal.show(samples["zh"].by_hand()) if isinstance(samples, dict) else terminal.show(samples.by_hand())
    labels = {one.id: one.label for one in terminal.app.targets()}
    assert labels["candidate:0"] in {"候选 李", "Candidate 李"}
    assert labels["key:delete"] in {"删除", "Delete"}
    assert labels["ink"] in {"在这里写一个字", "Draw one character here"}


def test_a_stroke_tells_the_shape_of_its_field(terminal, zh):
    terminal.show(zh.by_hand(0))
    field = terminal.target("ink")
    touch.drag([(field.x + 20, field.y + 20), (field.x + 90, field.y + 60)])
    terminal.hear()
    assert terminal.events[-1].aspect == pytest.approx(field.w / field.h, abs=0.01)


def test_ink_stays_in_sight_when_words_come_in_the_middle_of_a_stroke(terminal, zh):
    """The words for the first strokes come while the next one is drawn."""
    terminal.show(zh.by_hand(2))
    field = terminal.target("ink")
    y = field.y + field.h * 0.9
    points = [(field.x + field.w * part, y) for part in (0.1, 0.15, 0.2, 0.25)]
    terminal.finger(("press", *points[0]), *(("move", *one) for one in points[1:]))
    spot = (int(points[2][0]), int(y))
    inked = terminal.pixels().getpixel(spot)
    terminal.app.show(zh.by_hand(3))
    assert terminal.pixels().getpixel(spot) == inked
    terminal.finger(("release", *points[-1]))
    terminal.app.show(zh.by_hand(1))
    assert terminal.pixels().getpixel(spot) != inked, "what the view does not have goes"


@pytest.mark.parametrize("layout", sorted(KEYS))
@pytest.mark.parametrize("width", [1700, 900, 500, 260])
def test_every_key_is_there_once_and_large_enough_on_any_width(layout, width):
    rows = [[key_of(letter, layout, "zh") for letter in row] for row in KEYS[layout]]
    gap, smallest = 8.0, 80.0
    placed = arranged(rows, width, gap, smallest)
    assert sorted(one.id for row in placed for one, _ in row) == sorted(one.id for row in rows for one in row)
    for row in placed:
        assert sum(wide for _, wide in row) + gap * (len(row) - 1) <= width + 0.01
        assert all(wide >= smallest - 0.01 for _, wide in row)


def test_letters_keep_their_usual_rows_as_long_as_ten_keys_fit():
    rows = [[key_of(letter, "writing", "zh") for letter in row] for row in KEYS["writing"]]
    placed = arranged(rows, 10 * 80 + 9 * 8, 8.0, 80.0)
    assert [[one.label for one, _ in row] for row in placed] == [[one.label for one in row] for row in rows]
    narrow = arranged(rows, 600, 8.0, 80.0)
    assert "".join(one.label for row in narrow for one, _ in row).startswith("abcdefg")


def test_no_row_of_letters_is_longer_than_ten():
    assert all(len(row) <= 10 for rows in KEYS.values() for row in rows)
    assert all(key in NAMED_KEYS or len(key) == 1 for rows in KEYS.values() for row in rows for key in row)
    assert all(any(DELETE in row for row in rows) for rows in KEYS.values())


@pytest.mark.parametrize("page", ["pinyin", "by_hand", "by_strokes", "by_code", "in_letters", "in_numbers"])
def test_for_elders_keys_are_20_mm(terminal, zh, page):
    view = replace(zh.all()[page], comfort=Comfort(elder=True))
    terminal.show(view)
    theme = terminal.stage.theme
    for one in terminal.app.targets():
        if one.kind in {"key", "option"}:
            assert min(one.w, one.h) >= theme.key - 0.01, one.id
    terminal.show(zh.home())
