"""Single keys: typing is echoed without being told to the hall, PINs never, and a statement takes OK twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drivers.keypad import Key
from screens.aloud.aloud import Aloud
from screens.aloud.t9 import spelt_by
from speech.speaker import Tone
from visit import events as e
from visit.held.comfort import Comfort, Wish

SPOKEN = Comfort(spoken=True)


@pytest.fixture
def sent():
    return []


@pytest.fixture
def aloud(ear, sent):
    return Aloud(ear, sent.append, explain=lambda word: f"{word}的样子")


def shown(aloud, view):
    aloud.show(replace(view, comfort=SPOKEN))


def test_the_first_key_only_wakes_the_voice(aloud, ear, sent, zh):
    aloud.show(zh.attract())
    aloud.key(Key.DOWN)
    assert sent == [e.SetComfort(Wish.SPOKEN, on=True)]
    shown(aloud, zh.home())
    assert "语音服务开了" in ear.heard()


def test_the_help_key_works_before_anything_was_heard(aloud, sent, zh):
    aloud.show(zh.attract())
    aloud.key(Key.HELP)
    assert e.CallHelp() in sent


@pytest.mark.parametrize(("private", "echo"), [(False, "星"), (True, "2")])
def test_a_digit_is_echoed_as_a_star_to_the_hall(  # noqa: PLR0917 - fixtures
    aloud, ear, sent, zh, private, echo
):
    ear.private_ear = private
    shown(aloud, zh.digits("100000"))
    ear.heard()
    aloud.key(Key.D2)
    assert sent[-1] == e.KeyPressed("2")
    shown(aloud, zh.digits("1000002"))
    assert ear.heard() == echo
    shown(aloud, zh.digits("100000"))
    assert ear.heard() == "删掉一个"


def test_a_pin_is_never_spoken_not_even_in_earphones(aloud, ear, sent, zh):
    ear.private_ear = True
    shown(aloud, zh.new_pin(2))
    aloud.key(Key.D7)
    assert sent[-1] == e.PinKey("7")
    ear.heard()
    shown(aloud, zh.new_pin(3))
    assert "7" not in ear.heard()


def test_pinyin_by_the_digits_of_a_telephone(aloud, ear, sent, zh):
    assert spelt_by("94264") == ("xiang", "zhang")
    ear.private_ear = True
    shown(aloud, zh.pinyin(""))
    for digit in "94264":
        aloud.key(Key(digit))
    aloud.key(Key.DOWN)
    assert "z h a n g" in ear.heard()
    before = len(sent)
    aloud.key(Key.OK)
    typed = [one.key for one in sent[before:] if isinstance(one, e.KeyPressed)]
    assert "".join(typed) == "zhang"
    shown(aloud, zh.pinyin())
    assert "柳桥的样子" in ear.heard()
    aloud.key(Key.OK)
    assert sent[-1] == e.PickCandidate("柳桥", 7)


def test_a_statement_is_confirmed_by_the_second_ok_in_a_row(aloud, ear, sent, zh):
    shown(aloud, zh.sign_spoken())
    while "按键确认" not in ear.heard():
        aloud.key(Key.RIGHT)
    aloud.key(Key.OK)
    assert "再按一次" in ear.heard()
    assert e.ConfirmByKey() not in sent
    aloud.key(Key.DOWN)
    aloud.key(Key.UP)
    aloud.key(Key.OK)
    assert e.ConfirmByKey() not in sent
    aloud.key(Key.OK)
    assert sent[-1] == e.ConfirmByKey()


def test_who_goes_on_though_something_is_wrong_hears_it_again(aloud, ear, sent, zh):
    shown(aloud, zh.all()["choice"])
    while "下一步" not in ear.heard():
        aloud.key(Key.RIGHT)
    aloud.key(Key.OK)
    assert sent[-1] == e.GoNext()
    assert "请选“人员类别”" in ear.heard()


def test_the_focus_is_where_it_was_after_a_question(aloud, ear, zh):
    shown(aloud, zh.digits())
    for _ in range(3):
        aloud.key(Key.RIGHT)
    told = ear.spoken[-1]
    shown(aloud, zh.still_there())
    shown(aloud, zh.digits())
    assert ear.spoken[-1] == replace(told, tone=None)


def test_the_curtain_falls_only_for_who_hears(ear, sent, zh):
    curtains = []
    aloud = Aloud(ear, sent.append, curtain=curtains.append)
    shown(aloud, zh.home())
    aloud.key(Key.CURTAIN)
    ear.private_ear = True
    aloud.key(Key.CURTAIN)
    assert curtains == [False, True]
    aloud.wipe()
    assert curtains[-1] is False


def test_taken_refused_and_another_page_sound_differently(aloud, ear, zh):
    def tone_of(do):
        before = len(ear.tones())
        do()
        return ear.tones()[before:]

    shown(aloud, zh.attract())
    assert tone_of(lambda: shown(aloud, zh.home())) == [Tone.PAGE]
    assert tone_of(lambda: aloud.key(Key.DOWN)) == [Tone.FOCUS]
    assert tone_of(lambda: aloud.key(Key.UP)) == [Tone.EDGE]
    shown(aloud, zh.sign(0))
    while "提交 / 按钮" not in ear.heard():
        aloud.key(Key.RIGHT)
    assert tone_of(lambda: aloud.key(Key.OK)) == [Tone.WRONG], "it cannot be pressed yet"
    shown(aloud, zh.sign())
    while "提交 / 按钮" not in ear.heard():
        aloud.key(Key.RIGHT)
    assert tone_of(lambda: aloud.key(Key.OK)) == [Tone.ACCEPTED]
    assert tone_of(lambda: shown(aloud, zh.result())) == [Tone.DONE]


def test_loudness_and_pace_go_with_the_visit(aloud, ear, zh):
    shown(aloud, zh.home())
    for key in (Key.LOUDER, Key.FASTER):
        aloud.key(key)
    aloud.wipe()
    assert (ear.resets, ear._loud, ear._fast) == (1, 0, 0)


def test_every_key_is_told_to_whoever_asks(aloud, ear, zh):
    shown(aloud, zh.home())
    aloud.key(Key.WHERE)
    told = ear.heard()
    for key in ("上下键", "圆键", "返回键", "重复键", "快键、慢键", "大声键、小声键", "黑屏键", "求助键"):
        assert key in told
