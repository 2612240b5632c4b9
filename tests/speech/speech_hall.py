"""A hall with a loudspeaker and earphones: what each of them played, in order; sounds take as long as they are let."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from outcome import Action, Failure, Ok, Outcome
from speech import tones, wav
from speech.speaker import Tone, Utterance

if TYPE_CHECKING:
    from speech.talker import Ear

WITHIN_S = 60.0
"""Much longer than anything takes on a busy machine."""
END = Utterance("", tone=Tone.DONE)
"""Said last of all by a test that waits for it: a tone is always played alone, and no test is about this one."""


class Hall:
    """`speech.talker.Play`."""

    def __init__(self):
        self.heard: list[tuple[Ear, bytes, int]] = []
        self.cut: list[bytes] = []
        self.hold = threading.Event()
        """Cleared: a sound goes on until it is cut off."""
        self.hold.set()
        self.playing = threading.Event()
        self._ended = threading.Event()

    def settle(self, talker):
        """Until all that it was given is through."""
        self._ended.clear()
        talker.add([END])
        assert self._ended.wait(WITHIN_S)

    def __call__(self, sound: bytes, ear: Ear, volume: int, cancel: threading.Event) -> Outcome[None]:
        if sound == tones.sound(Tone.DONE):
            self._ended.set()
            return Ok(None)
        self.heard.append((ear, sound, volume))
        self.playing.set()
        until = WITHIN_S
        while not self.hold.wait(0.005) and until > 0:
            until -= 0.005
            if cancel.is_set():
                self.cut.append(sound)
                self.playing.clear()
                return Failure("cancelled", Action.NOBODY)
        self.playing.clear()
        return Ok(None)

    def texts(self, ear: Ear | None = None) -> list[str]:
        return [text for where, sound, _ in self.heard if ear in {None, where} for text in texts_of(sound)]


class Reader:
    """`speech.engine.Engine` that hides the sentence itself in the sound, so that a test sees who heard what."""

    name = "reader"
    fault = None

    def __init__(self):
        self.asked: list[str] = []
        self.speeds: list[float] = []
        self.closed = False

    def check(self):
        return Ok("reader")

    def synthesise(self, sentence, speed, cancel):
        self.asked.append(sentence.text)
        self.speeds.append(speed)
        return Ok(wav.wav(wav.NOTHING) + f"{sentence.text}\n".encode("utf-16-le"))

    def close(self):
        self.closed = True


def texts_of(sound: bytes) -> list[str]:
    return sound[wav.HEADER :].decode("utf-16-le", errors="replace").splitlines()
