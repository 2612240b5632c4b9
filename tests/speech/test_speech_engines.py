"""The voices: espeak-ng for real, recordings, what is remembered, the neural one's process, and sentences."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from outcome import Action, Failure, Ok
from speech import wav
from speech.english import spoken as spoken_english
from speech.espeak import Espeak
from speech.markup import ENGLISH, MANDARIN, markup, voice_of
from speech.recorded import Recorded
from speech.remembered import Remembered
from speech.sentence import LONG, Sentence, sentences
from speech.sherpa import Sherpa
from speech.speaker import Utterance
from speech.written import HIDDEN, Written

NEVER = threading.Event()
needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (deploy/apt-packages.txt)"
)


def _heard(outcome):
    assert isinstance(outcome, Ok), outcome
    return wav.of_stream(outcome.value)


# --- espeak-ng -----------------------------------------------------------------------------------


@needs_espeak
def test_a_sentence_has_a_sound_that_grows_with_it_and_shrinks_with_speed():
    voice = Espeak()
    assert isinstance(voice.check(), Ok)
    short, rate = _heard(voice.synthesise(Sentence("请放卡"), 1.0, NEVER))
    long, _ = _heard(voice.synthesise(Sentence("请把您的身份证放在右边的读卡区上"), 1.0, NEVER))
    fast, _ = _heard(voice.synthesise(Sentence("请把您的身份证放在右边的读卡区上"), 2.0, NEVER))
    assert 0.4 * rate < len(short) < len(long) / 2
    assert len(fast) < 0.7 * len(long)
    assert abs(long).max() == pytest.approx(wav.PEAK, abs=0.01)
    assert float(np.sqrt(np.mean(long**2))) > 0.03


@needs_espeak
def test_two_readings_sound_different():
    voice = Espeak()
    walk, bank = (voice.synthesise(Sentence(text), 1.0, NEVER).value for text in ("行走", "银行"))
    assert walk != bank


@needs_espeak
def test_english_latin_words_and_nothing_at_all():
    voice = Espeak()
    assert len(_heard(voice.synthesise(Sentence("Please put your card here.", "en"), 1.0, NEVER))[0]) > 10_000
    mixed, _ = _heard(voice.synthesise(Sentence("打开PDF文件"), 1.0, NEVER))
    plain, _ = _heard(voice.synthesise(Sentence("打开文件"), 1.0, NEVER))
    assert len(mixed) > len(plain)
    assert voice.synthesise(Sentence("……"), 1.0, NEVER) == Ok(wav.wav(wav.NOTHING))


@needs_espeak
def test_a_language_that_it_has_no_voice_for():
    assert Espeak().synthesise(Sentence("བོད", "bo"), 1.0, NEVER).code == "no_voice"


def test_a_missing_program_is_told_and_who_must_act():
    voice = Espeak("espeak-ng-that-is-not-there")
    for outcome in (voice.check(), voice.synthesise(Sentence("您好"), 1.0, NEVER)):
        assert isinstance(outcome, Failure)
        assert (outcome.code, outcome.action) == ("no_voice", Action.ENGINEER)
        assert "您好" not in outcome.detail


def _program(tmp_path: Path, script: str) -> str:
    path = tmp_path / "voice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


def _gone(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return True
    return stat.rpartition(")")[2].split()[0] in {"Z", "X"}


@pytest.mark.parametrize("how", ["late", "cancelled"])
def test_a_child_that_hangs_is_killed_with_all_that_it_started(tmp_path, how):
    pids = tmp_path / "pids"
    known = 'test "$1" = --voices && exit 1'
    program = _program(tmp_path, f"{known}; sleep 600 & echo $! >> {pids}.new; mv {pids}.new {pids}; wait")
    voice = Espeak(program, deadline_s=0.5 if how == "late" else 60.0)
    cancel = threading.Event()
    if how == "cancelled":
        threading.Timer(0.2, cancel.set).start()
    code = voice.synthesise(Sentence("您好"), 1.0, cancel).code
    assert code == ("voice_hung" if how == "late" else "cancelled")
    until = time.monotonic() + 60
    while pids.exists() and not _gone(int(pids.read_text().split()[-1])):
        assert time.monotonic() < until


@needs_espeak
def test_the_next_sentence_after_a_hung_child_is_said(tmp_path):
    once = tmp_path / "once"
    hang = f"test -e {once} || {{ touch {once}; sleep 600; }}"
    script = f'test "$1" = --voices && exec espeak-ng "$@"; {hang}; exec espeak-ng "$@"'
    voice = Espeak(_program(tmp_path, script), deadline_s=0.5)
    assert voice.synthesise(Sentence("您好"), 1.0, NEVER).code == "voice_hung"
    voice = Espeak(_program(tmp_path, script), deadline_s=60)
    assert len(_heard(voice.synthesise(Sentence("您好"), 1.0, NEVER))[0])


def test_a_program_without_the_mandarin_voice_is_no_voice(tmp_path):
    voices = "echo Pty Language; echo 5 en-gb"
    voice = Espeak(_program(tmp_path, f'test "$1" = --voices && {voices}; true'))
    assert voice.check().code == "no_voice"


@pytest.mark.parametrize(
    ("script", "seen"), [("cat >/dev/null; echo nonsense", "no WAV"), ("exit 3", "ended with 3")]
)
def test_a_broken_program_is_a_fault(tmp_path, script, seen):
    voice = Espeak(_program(tmp_path, f'test "$1" = --voices && exit 1; {script}'))
    outcome = voice.synthesise(Sentence("您好"), 1.0, NEVER)
    assert outcome.code == "no_voice"
    assert seen in outcome.detail


def test_the_sentence_is_on_no_command_line(tmp_path):
    seen = tmp_path / "seen"
    voice = Espeak(_program(tmp_path, f'echo "$@" >> {seen}; cat > /dev/null'))
    voice.synthesise(Sentence("尾号 0024", private=True), 1.0, NEVER)
    assert "ling2" not in seen.read_text()
    assert "0024" not in seen.read_text()


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        (Sentence("重新放一下，好吗？"), "chong2 xin1 fang4 yi2 xia4 , hao3 ma5 ?"),
        (Sentence("单明", name=True), "shan4 ming2"),
        (Sentence("𠮷"), "sheng1 pi4 zi4"),
        (Sentence("PDF"), '<voice name="en-gb">PDF</voice>'),
        (Sentence("（）"), ""),
        (Sentence("Fish & chips <b>", "en"), "Fish &amp; chips &lt;b&gt;"),
        (
            Sentence("To 清河县, 5 km", "en"),
            (
                '<voice name="en-gb">To</voice><voice name="cmn-latn-pinyin">qing1 he2 xian4</voice>'
                '<voice name="en-gb">, 5 km</voice>'
            ),
        ),
        (Sentence("单明", "en", name=True), '<voice name="cmn-latn-pinyin">shan4 ming2</voice>'),
    ],
)
def test_what_the_voice_is_given(sentence, given):
    assert markup(sentence, voice_of(sentence, frozenset({MANDARIN, ENGLISH}))) == given


def test_what_nobody_has_translated_is_said_in_chinese():
    known = frozenset({MANDARIN, ENGLISH, "ug"})
    assert voice_of(Sentence("请放卡", "bo"), known) == MANDARIN
    assert voice_of(Sentence("سالام", "ug"), known) == "ug"
    assert voice_of(Sentence("བོད", "bo"), known) is None


def test_sounds_are_joined_whole_also_when_their_rates_differ():
    ramp = np.linspace(-0.5, 0.5, 2000).astype(np.float32)
    one, other = wav.wav(ramp, 22050), wav.wav(ramp, 44100)
    same, rate = wav.of_stream(wav.joined([one, one]))
    assert (len(same), rate, wav.seconds(wav.joined([one, one]))) == (
        4000,
        22050,
        pytest.approx(4000 / 22050),
    )
    mixed, _ = wav.of_stream(wav.joined([one, other]))
    assert len(mixed) == 3000
    assert wav.joined([]) == wav.wav(wav.NOTHING)


# --- recordings ----------------------------------------------------------------------------------


class Floor(Written):
    """Remembers what it was asked for, and makes a sound of it."""

    def __init__(self):
        self.asked = []
        super().__init__(self.asked.append)

    def synthesise(self, sentence, speed, cancel):
        super().synthesise(sentence, speed, cancel)
        return Ok(wav.tidy(np.full(1000, 0.5, np.float32), wav.RATE))


def _recording(folder: Path, sentence: Sentence) -> bytes:
    sound = wav.wav(np.sin(np.arange(4000) / 9).astype(np.float32) * 0.3, 16000)
    (folder / f"{sentence.digest}.wav").write_bytes(sound)
    return sound


def test_a_recording_is_played_and_everything_else_is_said_by_the_floor(tmp_path):
    said = Sentence("请取走您的卡。")
    _recording(tmp_path, said)
    floor = Floor()
    voice = Recorded(tmp_path, floor)
    assert voice.fault is None
    assert len(_heard(voice.synthesise(said, 1.0, NEVER))[0]) > 3000
    assert floor.asked == []
    voice.synthesise(Sentence("编号 0024"), 1.0, NEVER)
    voice.synthesise(said, 2.0, NEVER)
    assert floor.asked == ["编号 0024", said.text]


def test_a_recording_that_is_no_sound_is_said_by_the_floor(tmp_path):
    said = Sentence("请取走您的卡。")
    (tmp_path / f"{said.digest}.wav").write_bytes(b"RIFF nonsense")
    floor = Floor()
    assert isinstance(Recorded(tmp_path, floor).synthesise(said, 1.0, NEVER), Ok)
    assert floor.asked == [said.text]


def test_an_empty_folder_is_told(tmp_path):
    assert Recorded(tmp_path / "none", Floor()).fault.code == "no_recordings"


# --- remembered, written -------------------------------------------------------------------------


def test_only_the_fixed_is_remembered_and_never_the_private():
    floor = Floor()
    voice = Remembered(floor, lambda sentence: sentence.text in {"固定", "私人"})
    for sentence in (Sentence("固定"), Sentence("变化"), Sentence("私人", private=True)):
        voice.synthesise(sentence, 1.0, NEVER)
        voice.synthesise(sentence, 1.0, NEVER)
    assert floor.asked == ["固定", "变化", "变化", HIDDEN, HIDDEN]
    assert [text for _, text, _ in voice._kept] == ["固定"]
    voice.close()
    assert not voice._kept


def test_what_is_remembered_is_bounded():
    voice = Remembered(Floor(), lambda _: True, most_bytes=30_000)
    for number in range(20):
        voice.synthesise(Sentence(str(number)), 1.0, NEVER)
    assert sum(map(len, voice._kept.values())) <= 30_000
    assert next(reversed(voice._kept))[1] == "19"


# --- the neural voice ----------------------------------------------------------------------------

STAND_IN = '''
"""Stands where the package sherpa-onnx 2.0.1 would: the parts of its interface that are used here."""
import math, os, time


class _Named:
    def __init__(self, **named):
        self.__dict__.update(named)


OfflineTtsVitsModelConfig = OfflineTtsKokoroModelConfig = OfflineTtsMatchaModelConfig = _Named
OfflineTtsModelConfig = _Named


class OfflineTtsConfig(_Named):
    def validate(self):
        return "broken" not in self.model.vits.model


class OfflineTts:
    def __init__(self, config):
        print("chatter of a library")

    def generate(self, text, sid=0, speed=1.0, callback=None):
        if "崩溃" in text:
            os._exit(9)
        if "挂住" in text:
            time.sleep(600)
        samples = [0.5 * math.sin(n / 9) for n in range(int(len(text) * 2000 / speed))]
        return _Named(samples=samples, sample_rate=24000)
'''


@pytest.fixture
def model(tmp_path, monkeypatch):
    folder = tmp_path / "packages" / "sherpa_onnx"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(STAND_IN)
    monkeypatch.setattr(sys, "path", [str(folder.parent), *sys.path])
    model = tmp_path / "model"
    model.mkdir()
    for name in ("model.onnx", "tokens.txt", "lexicon.txt"):
        (model / name).write_text("")
    return model


def test_the_neural_voice_speaks_chinese_and_the_floor_the_rest(model):
    floor = Floor()
    voice = Sherpa(model, floor)
    assert voice.check() == Ok("sherpa-onnx, a vits model")
    samples, rate = _heard(voice.synthesise(Sentence("您有2件"), 1.0, NEVER))
    assert rate == 24000
    assert len(samples) > 4 * 1900
    assert isinstance(voice.synthesise(Sentence("Hello", "en"), 1.0, NEVER), Ok)
    assert floor.asked == ["Hello"]
    voice.close()


@pytest.mark.parametrize("text", ["崩溃", "挂住"])
def test_a_crash_or_a_hang_is_said_by_the_floor(model, text, caplog):
    floor = Floor()
    voice = Sherpa(model, floor, answer_s=1.0)
    assert isinstance(voice.synthesise(Sentence(text), 1.0, NEVER), Ok)
    assert floor.asked == [text]
    assert text not in caplog.text
    voice.close()


def test_an_answer_to_what_was_cancelled_is_not_taken_for_the_next(model):
    voice = Sherpa(model, Floor())
    assert isinstance(voice.check(), Ok)
    cut = threading.Event()
    cut.set()
    assert voice.synthesise(Sentence("很长很长很长很长"), 1.0, cut).code == "cancelled"
    samples, rate = _heard(voice.synthesise(Sentence("短"), 1.0, NEVER))
    assert len(samples) < 2 * 2000 + rate
    voice.close()


def test_without_a_model_it_is_told_and_the_floor_speaks(tmp_path):
    floor = Floor()
    voice = Sherpa(tmp_path, floor)
    assert isinstance(voice.check(), Ok)
    assert voice.fault.code == "no_neural_voice"
    assert "tokens.txt" in voice.fault.detail
    assert isinstance(voice.synthesise(Sentence("您好"), 1.0, NEVER), Ok)
    assert floor.asked == ["您好"]


# --- sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("撤回以后就不办了。确定撤回吗？", "zh", ["撤回以后就不办了。", "确定撤回吗？"]),
        ("他说：“好。”然后走了", "zh", ["他说：“好。”", "然后走了"]),
        ("1234.50元", "zh", ["1234.50元"]),
        ("Put it here. Then wait 2.5 s. Done!", "en", ["Put it here.", "Then wait 2.5 s.", "Done!"]),
        ("", "zh", []),
    ],
)
def test_sentences(text, language, parts):
    assert [one.text for one in sentences(Utterance(text, language))] == parts


def test_a_long_sentence_is_cut_at_commas_and_loses_nothing():
    text = "，".join(["请把材料放好"] * 30)
    cut = sentences(Utterance(text, private=True))
    assert "".join(one.text for one in cut) == text
    assert all(len(one.text) <= LONG and one.private for one in cut)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ID ends in 0024", "ID ends in 0 0 2 4"),
        ("Call 12345", "Call 1 2 3 4 5"),
        ("138****5678", "1 3 8, hidden, 5 6 7 8"),
        ("9:00 to 17:00", "9:00 to 17:00"),
        ("¥1,234.50 due", "1,234.50 yuan due"),
        ("22 November 2026", "22 November 2026"),
    ],
)
def test_english_codes_are_told_one_by_one(written, said):
    assert spoken_english(written) == said


def test_names_of_recordings_never_change():
    """A studio's files are named by it."""
    assert Sentence("请取走您的卡。").digest == Sentence("请取走您的卡。", private=True).digest
    assert Sentence("请取走您的卡。").digest == "1bab06db9dd0ba8b3af0"
