"""What is said, to whom, in which order, and that it falls silent at once."""

from __future__ import annotations

import pytest
from speech_hall import WITHIN_S, Hall, Reader, texts_of

from outcome import Action, Failure
from speech import tones
from speech.levels import SPEEDS, VOLUMES, Levels
from speech.speaker import Tone, Utterance
from speech.talker import AHEAD, Ear, Talker

HINT = {"zh": "插上耳机可听", "en": "Plug in earphones"}
SECRET = Utterance("身份证号 990123199001011234", private=True)


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def talker(hall, reader):
    talker = Talker(reader, hall, lambda language: HINT[language])
    talker.start()
    yield talker
    hall.hold.set()
    talker.close()


def _say(talker, hall, *parts):
    talker.say(parts)
    hall.settle(talker)


def test_sentence_by_sentence_in_order(talker, hall):
    _say(talker, hall, Utterance("第一句。第二句？"), Utterance("第三句"))
    assert hall.texts() == ["第一句。", "第二句？", "第三句"]


def test_added_is_said_after_what_is_being_said(talker, hall):
    talker.say([Utterance("甲")])
    talker.add([Utterance("乙")])
    hall.settle(talker)
    assert hall.texts() == ["甲", "乙"]


def test_a_tone_sounds_before_the_words(talker, hall):
    _say(talker, hall, Utterance("好", tone=Tone.ACCEPTED))
    assert hall.heard[0][1] == tones.sound(Tone.ACCEPTED)
    assert hall.texts()[-1] == "好"


def test_a_tone_alone(talker, hall):
    _say(talker, hall, Utterance("", tone=Tone.EDGE))
    assert [sound for _, sound, _ in hall.heard] == [tones.sound(Tone.EDGE)]


def test_saying_something_else_cuts_off_and_drops_the_rest(talker, hall):
    hall.hold.clear()
    talker.say([Utterance("很长的话。还有一句。再一句。")])
    assert hall.playing.wait(WITHIN_S)
    talker.say([Utterance("新的")])
    hall.hold.set()
    hall.settle(talker)
    assert hall.texts()[-1] == "新的"
    assert len(hall.heard) == 2


def test_words_that_are_ready_are_played_without_a_gap_and_a_tone_alone(talker, hall):
    hall.hold.clear()
    talker.say([Utterance("先", tone=Tone.FOCUS), Utterance("取消"), Utterance("按钮")])
    assert hall.playing.wait(WITHIN_S)
    with talker._changed:
        assert talker._changed.wait_for(lambda: len(talker._sounds) == AHEAD, WITHIN_S)
    hall.hold.set()
    hall.settle(talker)
    assert [sound == tones.sound(Tone.FOCUS) for _, sound, _ in hall.heard] == [True, False]
    assert texts_of(hall.heard[1][1]) == ["先", "取消", "按钮"]


def test_stop_is_silence(talker, hall):
    hall.hold.clear()
    talker.say([Utterance("一。二。三。四。五。六。")])
    assert hall.playing.wait(WITHIN_S)
    talker.stop()
    hall.settle(talker)
    assert [texts_of(one) for one in hall.cut] == [hall.texts()]
    assert len(hall.texts()) <= AHEAD + 1


def test_personal_data_never_reaches_the_hall_and_the_hint_comes_once_a_page(talker, hall, reader):
    _say(
        talker, hall, Utterance("您的资料："), SECRET, Utterance("王小明", private=True), Utterance("下一步")
    )
    assert hall.texts(Ear.LOUDSPEAKER) == ["您的资料：", HINT["zh"], "下一步"]
    _say(talker, hall, SECRET)
    assert hall.texts()[-1] == "下一步"
    talker.new_page()
    _say(talker, hall, Utterance("Your number 0024", "en", private=True))
    assert hall.texts()[-1] == HINT["en"]
    assert not any("990123" in one or "0024" in one or "王小明" in one for one in reader.asked)


def test_with_earphones_everything_goes_there_and_only_there(talker, hall):
    talker.private_ear = True
    _say(talker, hall, Utterance("您的资料："), SECRET)
    assert hall.texts(Ear.EARPHONES) == ["您的资料：", SECRET.text]
    assert hall.texts(Ear.LOUDSPEAKER) == []


def test_a_plug_that_leads_nowhere_makes_nothing_private(hall, reader):
    talker = Talker(reader, hall, lambda language: HINT[language], earphones=False)
    talker.start()
    talker.private_ear = True
    assert not talker.private_ear
    _say(talker, hall, SECRET)
    assert hall.texts(Ear.LOUDSPEAKER) == [HINT["zh"]]
    talker.close()


def test_a_pulled_plug_cuts_off_personal_data_in_its_middle(talker, hall):
    talker.private_ear = True
    hall.hold.clear()
    talker.say([SECRET, SECRET])
    assert hall.playing.wait(WITHIN_S)
    talker.private_ear = False
    hall.settle(talker)
    assert {text for one in hall.cut for text in texts_of(one)} == {SECRET.text}
    assert hall.texts(Ear.LOUDSPEAKER) == []


def test_a_plug_cuts_off_the_loudspeaker(talker, hall):
    hall.hold.clear()
    talker.say([Utterance("一。二。")])
    assert hall.playing.wait(WITHIN_S)
    talker.private_ear = True
    hall.settle(talker)
    assert len(hall.heard) == len(hall.cut) == 1


def test_the_end_of_a_visit_puts_everything_back(talker, hall, reader):
    while talker.louder():
        pass
    while talker.faster():
        pass
    _say(talker, hall, Utterance("响"))
    talker.reset()
    _say(talker, hall, SECRET)
    assert [volume for _, _, volume in hall.heard] == [VOLUMES[-1], Levels().volume]
    assert reader.speeds == [SPEEDS[-1], Levels().speed]
    assert hall.texts()[-1] == HINT["zh"]


def test_what_is_to_be_slow_is_slower_at_every_pace(talker, hall, reader):
    _say(talker, hall, Utterance("快"), Utterance("慢", slow=True))
    talker.slower()
    _say(talker, hall, Utterance("慢", slow=True))
    usual = Levels()
    assert reader.speeds == [usual.speed, usual.speed * usual.slow, usual.slower().speed * usual.slow]


def test_steps_end_on_both_sides():
    slow = fast = Levels()
    for _ in range(20):
        slow, fast = slow.slower().softer(), fast.faster().louder()
    assert (slow.speed, slow.volume) == (SPEEDS[0], VOLUMES[0])
    assert (fast.speed, fast.volume) == (SPEEDS[-1], VOLUMES[-1])


def test_a_level_of_the_site_between_two_steps_leads_to_the_next_of_them():
    assert Levels(volume=60).louder().volume == 71
    assert Levels(volume=60).softer().volume == 50


def test_a_voice_that_fails_is_told_once_without_the_words(talker, hall, reader, caplog):
    reader.synthesise = lambda *_: Failure("voice_hung", Action.NOBODY, "it was killed")
    _say(talker, hall, Utterance("您好"), Utterance("再见"))
    assert hall.heard == []
    assert caplog.text.count("voice_hung") == 1
    assert "您好" not in caplog.text


def test_a_bug_in_one_sentence_does_not_take_the_voice_away(talker, hall, reader, caplog):
    made = reader.synthesise

    def bad(sentence, speed, cancel):
        if sentence.text == "坏":
            raise ValueError("坏")
        return made(sentence, speed, cancel)

    reader.synthesise = bad
    _say(talker, hall, Utterance("坏"), Utterance("好"))
    assert hall.texts() == ["好"]
    assert "坏" not in caplog.text


def test_without_a_voice_nothing_waits(hall, reader):
    talker = Talker(reader, hall, lambda _: "")
    talker.ready = False
    talker.start()
    talker.say([Utterance("您好", tone=Tone.DONE)])
    talker.close()
    assert hall.heard == []
    assert reader.closed


def test_personal_data_is_in_no_repr():
    assert "990123" not in repr(SECRET)


@pytest.mark.parametrize("tone", Tone)
def test_tones_are_short_soft_and_differ(tone):
    from speech import wav

    assert 0.04 < wav.seconds(tones.sound(tone)) < 1.5
    samples, _ = wav.of_stream(tones.sound(tone))
    assert 0.1 < abs(samples).max() <= tones.SOFT
    assert len({tones.sound(one) for one in Tone}) == len(Tone)
