"""The hands that write: the newest question counts, a pause before reading, and what is lost is said."""

from __future__ import annotations

from pathlib import Path
from queue import Queue

import pytest
from kiosk_drawn import drawn

from kiosk.hands_typing import PAUSE_S, TypingHands
from kiosk.input_method.child import Helper
from kiosk.input_method.handwriting import Handwriting
from kiosk.input_method.pinyin import Pinyin
from outcome import Ok
from visit import effects as do
from visit import events as e
from visit.held.writing import Mode

PATIENCE_S = 60


class Clock:
    """A scheduler whose time is moved by hand."""

    def __init__(self):
        self.waiting = []

    def soon(self, call):
        call()

    def later(self, seconds, call):
        entry = (seconds, call)
        self.waiting.append(entry)
        return lambda: entry in self.waiting and self.waiting.remove(entry)

    def pass_by(self, seconds):
        due = [one for one in self.waiting if one[0] <= seconds]
        for one in due:
            self.waiting.remove(one)
            one[1]()


class Desk:
    def __init__(self, pinyin, handwriting):
        self.clock, self.news = Clock(), Queue()
        self.hands = TypingHands(lambda: pinyin, handwriting, self.clock, self.news.put)
        self.hands.start()

    def heard(self):
        return self.news.get(timeout=PATIENCE_S)


@pytest.fixture
def pinyin(tmp_path):
    outcome = Pinyin.open(tmp_path / "pinyin")
    assert isinstance(outcome, Ok), outcome
    return outcome.value


@pytest.fixture
def handwriting():
    outcome = Handwriting.open()
    assert isinstance(outcome, Ok), outcome
    return outcome.value


@pytest.fixture
def desk(pinyin, handwriting):
    desk = Desk(pinyin, handwriting)
    yield desk
    desk.hands.stop()


@pytest.fixture
def broken():
    """What every helper beside it does not answer."""
    helper = Helper("nothing", "kiosk.input_method.no_such_worker", [])
    desk = Desk(Pinyin(helper), Handwriting(helper))
    yield desk
    desk.hands.stop()


def strokes(char):
    return tuple(tuple(stroke) for stroke in drawn(char, 1))


def test_letters_strokes_and_what_follows_are_answered(desk):
    desk.hands.look_up_pinyin(do.LookUpPinyin("lingshou"))
    assert desk.heard().words[0] == ("零售", 8)
    desk.hands.look_up_pinyin(do.LookUpPinyin("wang", "whole"))
    assert desk.heard().words[0] == ("王", 4)
    desk.hands.look_up_strokes(do.LookUpStrokes("1121"))
    found = desk.heard()
    assert (found.letters, found.words[0]) == ("1121", ("王", 4))
    desk.hands.suggest(do.SuggestWords("营业"))
    told = desk.heard()
    assert told.after == "营业"
    assert "执照" in told.words


def test_ink_is_read_after_a_pause_and_only_the_newest(desk):
    desk.hands.read_ink(do.ReadInk(1, strokes("一"), 1.0))
    desk.hands.read_ink(do.ReadInk(2, strokes("十"), 1.0))
    assert len(desk.clock.waiting) == 1
    desk.clock.pass_by(PAUSE_S)
    told = desk.heard()
    assert told.drawn == 2
    assert told.words[0] == "十"
    assert desk.news.empty()


def test_who_is_about_to_draw_finds_the_reader_started(desk, handwriting):
    handwriting.rest()
    desk.hands.read_ink(do.ReadInk(0, (), 1.0))
    desk.hands.read_ink(do.ReadInk(1, strokes("村"), 1.0))
    desk.clock.pass_by(PAUSE_S)
    assert desk.heard().words[0] == "村"


def test_who_leaves_takes_the_reader_along(desk, handwriting):
    desk.hands.read_ink(do.ReadInk(1, strokes("十"), 1.0))
    desk.clock.pass_by(PAUSE_S)
    desk.heard()
    desk.hands.read_ink(do.ReadInk(2, strokes("村"), 1.0))
    desk.hands.rest()
    assert not desk.clock.waiting
    desk.hands._ink.submit(int).result(PATIENCE_S)
    assert handwriting.helper.pid is None


def test_until_somebody_types_no_process_is_there(desk, pinyin):
    desk.hands._words.submit(int).result(PATIENCE_S)
    assert pinyin.helper.pid is None
    desk.hands.get_ready()
    desk.hands._words.submit(int).result(PATIENCE_S)
    assert pinyin.helper.pid is not None


def test_who_leaves_takes_what_was_typed_along(desk, pinyin):
    desk.hands.look_up_pinyin(do.LookUpPinyin("wangxiuying", "whole"))
    desk.heard()
    asked = pinyin.helper.pid
    desk.hands.look_up_pinyin(do.LookUpPinyin("liu"))
    assert desk.heard().words[0] == ("刘", 3)
    assert pinyin.helper.pid == asked
    desk.hands.rest()
    desk.hands._words.submit(int).result(PATIENCE_S)
    assert pinyin.helper.pid is None
    assert not Path(f"/proc/{asked}").exists()


@pytest.mark.parametrize(
    ("order", "mode"),
    [
        (do.LookUpPinyin("liu"), Mode.PINYIN),
        (do.LookUpStrokes("12"), Mode.STROKES),
        (do.ReadInk(0, (), 1.0), Mode.HANDWRITING),
        (do.ReadInk(1, (((0.1, 0.1), (0.9, 0.9)),), 1.0), Mode.HANDWRITING),
    ],
    ids=["pinyin", "strokes", "ready", "ink"],
)
def test_what_does_not_answer_is_lost(broken, order, mode):
    act = {
        do.LookUpPinyin: broken.hands.look_up_pinyin,
        do.LookUpStrokes: broken.hands.look_up_strokes,
        do.ReadInk: broken.hands.read_ink,
    }[type(order)]
    act(order)
    broken.clock.pass_by(PAUSE_S)
    assert broken.heard() == e.WritingLost(mode)


def test_where_nothing_follows_nothing_is_lost(broken):
    broken.hands.suggest(do.SuggestWords("王"))
    assert broken.heard() == e.WordsSuggested("王", ())


def test_a_machine_without_them_is_asked_in_vain():
    desk = Desk(None, None)
    desk.hands.look_up_pinyin(do.LookUpPinyin("liu"))
    desk.hands.look_up_strokes(do.LookUpStrokes("12"))
    desk.hands.suggest(do.SuggestWords("王"))
    desk.hands.read_ink(do.ReadInk(1, strokes("十"), 1.0))
    desk.hands.rest()
    desk.clock.pass_by(PAUSE_S)
    assert desk.heard() == e.WritingMissing(frozenset({Mode.PINYIN, Mode.STROKES})), (
        "told once, for all visits"
    )
    desk.hands._words.submit(int).result(PATIENCE_S)
    desk.hands.stop()
    assert desk.news.empty()


def test_what_is_stopped_leaves_no_process(pinyin, handwriting):
    desk = Desk(pinyin, handwriting)
    handwriting.get_ready()
    desk.hands._words.submit(int).result(PATIENCE_S)
    desk.hands.stop()
    assert (pinyin.helper.pid, handwriting.helper.pid) == (None, None)


# --- at a whole terminal --------------------------------------------------------------------------


def searching(rig):
    rig.press("begin")
    rig.press("search")
    rig.on("search")


def test_a_resident_draws_and_the_reader_ends_with_the_visit(rig):
    searching(rig)
    rig.press("writing:handwriting")
    rig.until("the field", lambda: rig.view.body.keys.ink is not None)
    for char in "工土":
        for stroke in strokes(char):
            rig.terminal.post(e.Drew(stroke, 1.0))
        rig.until(
            char, lambda wanted=char: [one for one in rig.view.body.keys.candidates if one.label == wanted]
        )
        drawn_char = next(one for one in rig.view.body.keys.candidates if one.label == char)
        shown = rig.view.body.entry.shown
        rig.press(drawn_char.id)
        rig.until("it to be put in", lambda was=shown: rig.view.body.entry.shown != was)
    assert rig.view.body.entry.shown == "工土"
    reader = rig.terminal.handwriting
    assert reader.helper.pid is not None
    wiped = rig.wiped
    rig.leave()
    rig.until("the screen to be wiped", lambda: rig.wiped > wiped)
    rig.until("the reader to end", lambda: reader.helper.pid is None)


def test_where_words_are_offered_pinyin_waits_for_the_first_letter(rig):
    rig.on("attract")
    typing = rig.terminal.typing
    rig.until("pinyin to be there", lambda: typing._pinyin is not None)
    pinyin = typing._pinyin
    rig.until("pinyin to rest", lambda: pinyin.helper.pid is None)
    searching(rig)
    rig.until("pinyin", lambda: pinyin.helper.pid is not None)
    rig.leave()
    rig.until("pinyin to rest again", lambda: pinyin.helper.pid is None)


def test_words_come_by_strokes_and_by_what_was_written(rig):
    searching(rig)
    rig.press("writing:strokes")
    for key in "1121":
        rig.press(f"key:{key}")
    rig.until("the words", lambda: [one for one in rig.view.body.keys.candidates if one.label == "王"])
    assert rig.view.body.entry.composing == "一一丨一"
    rig.press("writing:pinyin")
    for letter in "shiye":
        rig.press(f"key:{letter}")
    rig.until("the words", lambda: [one for one in rig.view.body.keys.candidates if one.label == "失业"])
    rig.press(next(one.id for one in rig.view.body.keys.candidates if one.label == "失业"))
    rig.until(
        "what follows", lambda: [one for one in rig.view.body.keys.candidates if one.label.startswith("保险")]
    )


def test_a_reader_that_dies_for_good_hides_itself(rig, monkeypatch):
    reader = rig.terminal.handwriting
    monkeypatch.setattr(reader.helper, "_command", [*reader.helper._command[:2], "kiosk.input_method.gone"])
    searching(rig)
    rig.press("writing:handwriting")
    rig.until("the tab to go", lambda: rig.touchable("writing:handwriting") is None)
    assert rig.touchable("key:q") is not None, "pinyin remains"
    rig.leave()
    monkeypatch.undo()
    searching(rig)
    assert rig.touchable("writing:handwriting") is not None, "the next resident may try"
