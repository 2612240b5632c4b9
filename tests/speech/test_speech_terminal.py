"""The terminal's voice on a simulated loudspeaker and earphones, which tell what they played."""

from __future__ import annotations

import csv
import shutil
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from product_items import product_items
from speech_hall import END, WITHIN_S

from drivers.device import DeviceClass, DeviceState
from drivers.simulators.speaker.stand import SpeakerStand
from kiosk.cli import main
from kiosk.config import SpeechConfig
from kiosk.config import load as load_config
from kiosk.devices import Devices
from kiosk.findings import of_voice
from kiosk.prompts import fixed_sentences
from kiosk.voice import TRANSCRIPT, Voice, engine_of, found_of
from outcome import Failure, Ok
from speech import tones
from speech.sentence import Sentence
from speech.speaker import Tone, Utterance
from speech.wav import seconds
from speech.written import HIDDEN
from visit.events import DeviceChanged

SECRET = Utterance("王小明的身份证号 990123199001011234", private=True)
needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed (deploy/apt-packages.txt)"
)


@pytest.fixture(scope="module")
def items():
    return product_items()


def _is_end(sound):
    return abs(sound.seconds - seconds(tones.sound(END.tone))) < 0.01


def spoken(loudspeaker):
    """What it played, but for the mark behind it."""
    return [one for one in loudspeaker.heard if not _is_end(one)]


class Machine:
    """A terminal's devices with a speaker, and the voice of the given settings."""

    def __init__(
        self, data: Path, items, settings: SpeechConfig, *, speaker: bool = True, earphones: bool = True
    ):
        self.stand = SpeakerStand()
        for wire in self.stand.wires:
            wire.plug()
        self.told = {}
        self.ends = 0
        self.changed = threading.Condition()
        options = {**self.stand.options()["player_program"], "simulated": True, "driver": "player_program"}
        if not earphones:
            del options["earphones"]
        table = {DeviceClass.SPEAKER: options} if speaker else {}
        self.devices = Devices(table, self.heard_of)
        self.voice = Voice(settings, self.devices, data, items, self.heard_of)
        self.devices.start()
        self.voice.start()
        self.until(lambda: "voice" in self.told)
        if speaker:
            self.until(lambda: self.told.get("speaker") and self.told["speaker"].usable)

    def heard_of(self, event):
        if isinstance(event, DeviceChanged):
            with self.changed:
                self.told[event.health.device_class] = event.health
                self.changed.notify_all()

    def until(self, true):
        with self.changed:
            assert self.changed.wait_for(true, WITHIN_S)

    def say(self, *parts):
        """Until all of it is through, where anything can be heard."""
        self.voice.say([*parts, END])
        if self.voice.ready and "speaker" in self.told:
            self.ends += 1
            until = time.monotonic() + WITHIN_S
            while sum(map(_is_end, self._played())) < self.ends and time.monotonic() < until:
                threading.Event().wait(0.01)
            assert time.monotonic() < until

    def _played(self):
        return [*self.stand.speaker.heard, *self.stand.earphones.heard]

    @property
    def hall(self):
        return len(spoken(self.stand.speaker))

    @property
    def ear(self):
        return len(spoken(self.stand.earphones))

    def close(self):
        self.voice.close()
        self.devices.stop()
        for wire in self.stand.wires:
            wire.unplug()


@pytest.fixture
def machine(tmp_path, items):
    machines = []

    def make(**settings):
        speaker = settings.pop("speaker_fitted", True)
        earphones = settings.pop("earphones", True)
        machines.append(
            Machine(tmp_path, items, SpeechConfig(**settings), speaker=speaker, earphones=earphones)
        )
        return machines[-1]

    yield make
    for one in machines:
        one.close()


@needs_espeak
def test_the_hall_hears_what_is_for_all_and_the_ear_what_is_for_one(machine):
    here = machine()
    assert here.voice.ready
    here.say(Utterance("请放卡", tone=Tone.FOCUS), SECRET, SECRET)
    heard = here.hall
    assert heard in {2, 3}, "the tone, then the sentence and the hint, as one when both were ready"
    here.say(SECRET)
    assert (here.hall, here.ear) == (heard, 0)
    here.voice.private_ear = True
    here.say(SECRET)
    assert here.hall == heard
    assert sum(one.seconds for one in spoken(here.stand.earphones)) > 4


@needs_espeak
def test_a_speaker_without_a_way_to_earphones_says_nothing_private(machine):
    here = machine(earphones=False)
    here.voice.private_ear = True
    here.say(SECRET, SECRET)
    assert (here.hall, here.ear) == (1, 0), "the hint"
    assert not here.voice.private_ear


@needs_espeak
def test_louder_is_louder_and_the_next_resident_begins_as_anybody(machine):
    here = machine(volume=50)
    here.say(Utterance("请放卡"))
    assert here.voice.louder()
    here.say(Utterance("请放卡"))
    here.voice.reset()
    here.say(Utterance("请放卡"))
    first, loud, after = (one.peak for one in spoken(here.stand.speaker))
    assert loud > 1.3 * first
    assert after == first


@needs_espeak
def test_nothing_personal_is_kept_or_logged(machine, caplog, tmp_path):
    caplog.set_level("DEBUG")
    here = machine()
    here.voice.private_ear = True
    here.say(SECRET, Utterance("请稍等"))
    assert "990123" not in caplog.text
    assert "王小明" not in caplog.text
    assert not any(b"990123" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_without_espeak_the_terminal_stays_up_and_says_so(machine, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    here = machine()
    assert not here.voice.ready
    health = here.told["voice"]
    assert (health.usable, health.code, health.action) == (False, "no_voice", "engineer")
    here.say(Utterance("您好", tone=Tone.DONE))
    assert here.hall == 0
    check = of_voice(here.voice.found, here.voice.fault)
    assert (check.ok, check.code, check.action) == (False, "no_voice", "engineer")


def test_a_terminal_that_shall_have_no_voice_is_well(machine):
    here = machine(engine="none")
    assert not here.voice.ready
    assert here.told["voice"].state == str(DeviceState.OFFLINE)
    assert of_voice(here.voice.found, here.voice.fault).ok


def test_no_loudspeaker_is_no_bug(machine, caplog):
    here = machine(engine="espeak", speaker_fitted=False)
    here.say(Utterance("", tone=Tone.FOCUS), Utterance("", tone=Tone.FOCUS))
    assert caplog.text.count("nothing was heard") <= 1


def test_a_transcript_instead_of_a_sound(machine, tmp_path):
    here = machine(engine="written")
    here.voice.private_ear = True
    here.say(Utterance("请放卡。读到了"), SECRET)
    assert (tmp_path / TRANSCRIPT).read_text(encoding="utf-8").splitlines() == ["请放卡。", "读到了", HIDDEN]
    assert here.hall == here.ear == 0


def test_what_is_asked_for_and_missing_is_told_though_another_speaks(tmp_path):
    engine = engine_of(SpeechConfig(engine="recorded", recordings=tmp_path), tmp_path)
    if isinstance(found_of(engine), Ok):
        check = of_voice(found_of(engine), engine.fault)
        assert (check.ok, check.code) == (False, "no_recordings")


def test_the_sentences_of_the_program_are_fixed_and_those_with_blanks_are_not(items):
    fixed = fixed_sentences(items)
    assert ("zh", "请取走您的社保卡！") in fixed
    assert not any("{" in text for _, text in fixed)


# --- the command line ----------------------------------------------------------------------------


@needs_espeak
def test_staff_write_a_sentence_to_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    out = tmp_path / "said.wav"
    done = CliRunner().invoke(main, ["speech", "say", "尾号 0024。重新放卡", "--wav", str(out)])
    assert done.exit_code == 0, done.output
    assert "零零二四" in done.output
    assert out.read_bytes()[:4] == b"RIFF"


def test_without_a_real_loudspeaker_the_command_says_what_to_do(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    done = CliRunner().invoke(main, ["speech", "say", "您好"])
    assert done.exit_code == 2
    assert "--wav" in done.output or "espeak-ng" in done.output


def test_the_list_for_the_studio_names_files_as_they_are_looked_for(tmp_path):
    out = tmp_path / "prompts.csv"
    done = CliRunner().invoke(main, ["speech", "prompts", str(out), "--data-dir", str(tmp_path)])
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["file"] for row in rows}) > 1000
    row = next(row for row in rows if row["sentence"] == "请取走您的社保卡！")
    assert row["file"] == f"{Sentence(row['sentence'], row['language']).digest}.wav"


@pytest.mark.parametrize(
    ("before", "after"), [("production = false", "production = true"), ('realm = "demo"', 'realm = "real"')]
)
def test_where_people_are_real_no_transcript_is_kept(tmp_path, before, after):
    path = tmp_path / "config.toml"
    text = Path("config.toml").read_text(encoding="utf-8").replace('"espeak"', '"written"', 1)
    path.write_text(text, encoding="utf-8")
    assert isinstance(load_config(path), Ok), "the control"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    refused = load_config(path)
    assert isinstance(refused, Failure)
    assert "speech.engine" in refused.detail
    assert "keeps no transcript" in refused.detail


@pytest.mark.parametrize(
    "settings",
    [{"engine": "recorded"}, {"engine": "sherpa"}, {"speed": 3}, {"volume": 0}, {"engine": "loud"}],
)
def test_settings_that_make_no_sense(settings):
    with pytest.raises(ValueError):
        SpeechConfig(**settings)
