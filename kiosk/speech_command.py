"""`kiosk speech`: staff hear how a sentence is said, and list the sentences that a person can record."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from kiosk.command_line import config_of, config_option, data_option, default_data, fail
from kiosk.locale import told
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from drivers.speaker import Speaker
    from kiosk.config import Config
    from speech.engine import Engine
    from speech.speaker import Utterance


@click.group(help=told("cli.speech"))
def speech() -> None:
    """The voice of this terminal."""


@speech.command("say", help=told("cli.speech_say"))
@config_option
@click.argument("text")
@click.option("--wav", type=click.Path(dir_okay=False, path_type=Path), help=told("cli.speech_wav"))
@click.option("--language", default="zh", show_default=True, help=told("cli.speech_language"))
@click.option(
    "--speed", type=click.FloatRange(0.5, 3.0), default=1.0, show_default=True, help=told("cli.speech_speed")
)
@click.option("--name", is_flag=True, help=told("cli.speech_name"))
def say(*, config_file: Path, text: str, wav: Path | None, language: str, speed: float, name: bool) -> None:
    """Through the loudspeaker of the config, or into a file."""
    from kiosk.voice import engine_of
    from speech import mandarin
    from speech.speaker import Utterance
    from speech.wav import joined, seconds

    config = config_of(config_file)
    engine = engine_of(config.speech, default_data())
    if engine is None:
        fail(Failure("no_voice", Action.ENGINEER, '[speech] engine = "none"'))
    if language == "zh":
        click.echo(told("cli.speech_how", said=mandarin.spoken(text)))
    sounds = _made(engine, Utterance(text, language, name=name), speed)
    engine.close()
    if isinstance(sounds, Failure):
        fail(sounds)
    sound = joined(sounds.value)
    if wav is not None:
        wav.write_bytes(sound)
        click.echo(told("cli.speech_written", seconds=f"{seconds(sound):.1f}", path=wav))
        return
    played = _played(config, sound)
    if isinstance(played, Failure):
        fail(played)


def _made(engine: Engine, utterance: Utterance, speed: float) -> Outcome[list[bytes]]:
    from speech.sentence import sentences

    found = engine.check()
    if isinstance(found, Failure):
        return found
    sounds = []
    for sentence in sentences(utterance):
        made = engine.synthesise(sentence, speed, threading.Event())
        if isinstance(made, Failure):
            return made
        sounds.append(made.value)
    return Ok(sounds)


def _played(config: Config, sound: bytes) -> Outcome[None]:
    from drivers.device import DeviceClass
    from drivers.registry import NOT_SUPPORTED, factory
    from kiosk.voice import LATE_S
    from speech.wav import seconds

    table = config.devices.get(DeviceClass.SPEAKER, {"driver": NOT_SUPPORTED})
    if table["driver"] == NOT_SUPPORTED or DeviceClass.SPEAKER in config.simulated():
        return Failure("no_sound", Action.ENGINEER, told("cli.speech_no_speaker"))
    made = factory(DeviceClass.SPEAKER, table)
    if isinstance(made, Failure):
        return made
    device = cast("Speaker", made.value())
    try:
        opened = device.open()
        if isinstance(opened, Failure):
            return opened
        return device.play_sound(sound, threading.Event(), seconds(sound) + LATE_S)
    finally:
        device.close()


@speech.command("prompts", help=told("cli.speech_prompts"))
@config_option
@data_option(told("cli.data_dir"))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def prompts(*, config_file: Path, data_dir: Path | None, out: Path) -> None:
    """A CSV: file name, language, sentence."""
    from kiosk.item_files import items_of
    from kiosk.prompts import write

    items = items_of(config_of(config_file), data_dir or default_data())
    if isinstance(items, Failure):
        fail(items)
    click.echo(told("cli.speech_listed", count=write(out, items.value, ("zh", "en")), path=out))
