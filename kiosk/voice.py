"""The terminal's voice: what `[speech]` of `config.toml` names, by this machine's loudspeaker and earphones."""

from __future__ import annotations

import logging
import threading
from functools import cache
from typing import TYPE_CHECKING

from drivers.device import DeviceState
from kiosk.config import ROOT, SpeechConfig
from kiosk.prompts import fixed_sentences
from outcome import Action, Failure, Ok, Outcome
from speech import wav
from speech.espeak import Espeak
from speech.levels import Levels
from speech.recorded import Recorded
from speech.remembered import Remembered
from speech.sherpa import Sherpa
from speech.talker import Ear, Talker
from speech.written import Written
from visit.events import DeviceChanged
from visit.held.device_health import DeviceHealth
from wording import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from catalogue.shelf import Catalogue
    from kiosk.devices import Devices
    from speech.engine import Engine
    from speech.sentence import Sentence
    from visit.events import Event

log = logging.getLogger("bangban.speech")

NAME = "voice"
"""Among the devices, though it is a program: without it nothing spoken is offered."""
AGAIN_S = 60.0
"""So often a voice that was not there is looked for."""
LATE_S = 10.0
"""A sound that is not through so long after its own length never will be."""
TRANSCRIPT = "spoken.txt"


def engine_of(
    settings: SpeechConfig, data: Path, fixed: Callable[[Sentence], bool] | None = None
) -> Engine | None:
    """None for `engine = "none"`. Sentences that are `fixed` are made only once where that takes long."""
    if settings.engine == "none":
        return None
    if settings.engine == "written":
        return Written(lambda line: _append(data / TRANSCRIPT, line))
    engine: Engine = Espeak()
    if settings.engine == "sherpa" and settings.model is not None:
        engine = Sherpa(_place(settings.model), engine, speaker=settings.speaker)
        engine = Remembered(engine, fixed) if fixed is not None else engine
    if settings.recordings is not None:
        engine = Recorded(_place(settings.recordings), engine)
    return engine


def _key(sentence: Sentence) -> tuple[str, str]:
    return sentence.language, sentence.text


def _place(path: Path) -> Path:
    return path if path.is_absolute() else ROOT / path


def _append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


class Voice(Talker):
    """`speech.speaker.Speaker`. Until it was found it is not `ready`, and silent."""

    def __init__(
        self,
        settings: SpeechConfig,
        devices: Devices,
        data: Path,
        items: Catalogue,
        post: Callable[[Event], None],
    ) -> None:
        """`post` is called from a thread when a voice was found, or was not."""
        fixed = cache(lambda: fixed_sentences(items))
        engine = engine_of(settings, data, lambda sentence: _key(sentence) in fixed())
        self._devices = devices
        self._post = post
        self._looked_for = engine
        self._stopped = threading.Event()
        self._watch = threading.Thread(target=self._look, name="speech-look", daemon=True)
        self.found: Outcome[str] = Failure("no_voice", Action.NOBODY, "not looked for yet")
        super().__init__(
            engine or Written(lambda _: None),
            self._heard,
            lambda language: say(language, "speech.private"),
            Levels(settings.speed, settings.volume, settings.elder_speed),
            earphones=devices.has_earphones,
        )
        self.ready = False

    @property
    def fault(self) -> Failure | None:
        """What `config.toml` asks for and something else does in its place."""
        return self._looked_for.fault if self._looked_for is not None else None

    def start(self) -> None:
        super().start()
        self._watch.start()

    def close(self) -> None:
        self._stopped.set()
        super().close()

    def _look(self) -> None:
        """Thread: starting a neural voice takes seconds, and one may be installed later."""
        while not self._stopped.is_set():
            self._tell(found_of(self._looked_for))
            if self.ready or self._looked_for is None:
                return
            self._stopped.wait(AGAIN_S)

    def _tell(self, found: Outcome[str]) -> None:
        if isinstance(found, Failure) and found != self.found and self._looked_for is not None:
            log.warning("no voice: %s; must act: %s", found.detail, found.action)
        self.found, self.ready = found, isinstance(found, Ok)
        trouble = found if isinstance(found, Failure) else Failure("", Action.NOBODY)
        state = DeviceState.ONLINE if self.ready else DeviceState.OFFLINE
        self._post(
            DeviceChanged(DeviceHealth(NAME, self.ready, str(state), trouble.code, str(trouble.action)))
        )

    def _heard(self, sound: bytes, ear: Ear, volume: int, cancel: threading.Event) -> Outcome[None]:
        """A playing thread's."""
        deadline_s = wav.seconds(sound) + LATE_S
        return self._devices.play_sound(sound, volume, deadline_s, cancel, earphones=ear is Ear.EARPHONES)


def found_of(engine: Engine | None) -> Outcome[str]:
    """What speaks here; otherwise `no_voice`, and who must act."""
    return engine.check() if engine is not None else Failure("no_voice", Action.NOBODY, 'engine = "none"')
