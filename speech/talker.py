"""Speaks for the screens: makes the next sentence while one is heard, and falls silent at once when it is told to.

Two threads, so that the one that makes sounds and the one that plays them do not wait for each other. Nobody who calls
waits for either.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from outcome import Failure, Outcome
from speech import tones, wav
from speech.levels import Levels
from speech.sentence import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speech.engine import Engine
    from speech.speaker import Utterance

log = logging.getLogger("bangban.speech")

AHEAD = 3
"""Sounds that are ready before their time."""
STOP_S = 8.0
"""Longer than a voice may take over a sentence."""


class Ear(StrEnum):
    LOUDSPEAKER = "loudspeaker"
    EARPHONES = "earphones"


class Play(Protocol):
    def __call__(self, sound: bytes, ear: Ear, volume: int, cancel: threading.Event) -> Outcome[None]:
        """Play to the end, or until `cancel`. `volume` in percent. Waits."""


@dataclass
class _Turn:
    """What is said between two interruptions."""

    cut: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class _Sound:
    turn: _Turn
    sound: bytes = field(repr=False)
    private: bool
    tone: bool = False
    """Heard at once; words that are ready one after another are played as one, without the gaps of a new player."""


class Talker:
    """`Speaker`."""

    def __init__(
        self,
        engine: Engine,
        play: Play,
        private_hint: Callable[[str], str],
        begin: Levels | None = None,
        *,
        earphones: bool = True,
    ) -> None:
        """`private_hint` gives, in a language, what is said instead of personal data that nobody else may hear; without
        `earphones` there is no way to them, whatever plug is in.
        """
        self._earphones = earphones
        self._engine = engine
        self._play = play
        self._hint = private_hint
        self._begin = begin or Levels()
        self._levels = self._begin
        self._changed = threading.Condition()
        self._turn = _Turn()
        self._waiting: deque[tuple[_Turn, Utterance]] = deque()
        self._sounds: deque[_Sound] = deque()
        self._private_ear = False
        self._hinted = False
        self._closing = False
        self._trouble = ""
        self.ready = True
        """What is to be said is dropped while this is false."""
        self._threads = [
            threading.Thread(target=self._make, name="speech-make", daemon=True),
            threading.Thread(target=self._sound, name="speech-play", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Silence for good. Waits for both threads, `STOP_S` at most."""
        with self._changed:
            self._closing = True
            self._cut()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(STOP_S)
        self._engine.close()

    # --- Speaker ---------------------------------------------------------------------------------

    def say(self, parts: Sequence[Utterance]) -> None:
        with self._changed:
            self._cut()
            self._add(parts)

    def add(self, parts: Sequence[Utterance]) -> None:
        with self._changed:
            self._add(parts)

    def stop(self) -> None:
        with self._changed:
            self._cut()

    def new_page(self) -> None:
        with self._changed:
            self._hinted = False

    def faster(self) -> bool:
        return self._step(Levels.faster)

    def slower(self) -> bool:
        return self._step(Levels.slower)

    def louder(self) -> bool:
        return self._step(Levels.louder)

    def softer(self) -> bool:
        return self._step(Levels.softer)

    @property
    def levels(self) -> Levels:
        return self._levels

    @property
    def private_ear(self) -> bool:
        return self._private_ear

    @private_ear.setter
    def private_ear(self, there: bool) -> None:
        there = there and self._earphones
        with self._changed:
            if there is not self._private_ear:
                # What goes on into a plug that is no longer there is heard by the hall on many machines.
                self._cut()
                self._private_ear = there
                self._hinted = False

    def reset(self) -> None:
        with self._changed:
            self._cut()
            self._levels = self._begin
            self._hinted = False

    # --- inside ----------------------------------------------------------------------------------

    def _cut(self) -> None:
        """Caller holds the lock, as for all below that do not say otherwise."""
        self._turn.cut.set()
        self._turn = _Turn()
        self._waiting.clear()
        self._sounds.clear()
        self._changed.notify_all()

    def _add(self, parts: Sequence[Utterance]) -> None:
        if self.ready and not self._closing:
            self._waiting.extend((self._turn, part) for part in parts)
            self._changed.notify_all()

    def _step(self, change: Callable[[Levels], Levels]) -> bool:
        with self._changed:
            before, self._levels = self._levels, change(self._levels)
            return self._levels != before

    def _make(self) -> None:
        """Thread; holds no lock while it makes."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                turn, part = self._waiting.popleft()
            try:
                self._speak(turn, part)
            except Exception as bug:  # noqa: BLE001  one sentence must not take the voice away for good
                log.error("speech bug: %s", type(bug).__name__)  # noqa: TRY400  its text may hold what was to be said

    def _speak(self, turn: _Turn, part: Utterance) -> None:
        """Without the lock."""
        if part.tone is not None:
            self._put(_Sound(turn, tones.sound(part.tone), private=False, tone=True))
        for sentence in sentences(part):
            with self._changed:
                told = self._allowed(sentence)
                speed = self._levels.speed * (self._levels.slow if part.slow else 1.0)
            if told is None:
                continue
            if turn.cut.is_set():
                return
            made = self._engine.synthesise(told, speed, turn.cut)
            if isinstance(made, Failure):
                self._note(made)
            else:
                self._put(_Sound(turn, made.value, told.private))

    def _allowed(self, sentence: Sentence) -> Sentence | None:
        """The sentence; or in place of personal data for the hall the hint, once."""
        if not sentence.private or self._private_ear:
            return sentence
        if self._hinted:
            return None
        self._hinted = True
        return Sentence(self._hint(sentence.language), sentence.language)

    def _put(self, sound: _Sound) -> None:
        """Without the lock; waits for room. Of nothing no sound is played."""
        if len(sound.sound) <= wav.HEADER:
            return
        with self._changed:
            self._changed.wait_for(lambda: len(self._sounds) < AHEAD or sound.turn.cut.is_set())
            if not sound.turn.cut.is_set():
                self._sounds.append(sound)
                self._changed.notify_all()

    def _sound(self) -> None:
        """Thread; holds no lock while it plays."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._sounds or self._closing)
                if self._closing:
                    return
                sounds = self._next()
                self._changed.notify_all()
                ear = Ear.EARPHONES if self._private_ear else Ear.LOUDSPEAKER
                volume = self._levels.volume
            # Asked once more, though a change of ears cuts the turn: this is what must never go wrong.
            if ear is Ear.EARPHONES or not any(one.private for one in sounds):
                whole = wav.joined([one.sound for one in sounds])
                played = self._play(whole, ear, volume, sounds[0].turn.cut)
                if isinstance(played, Failure):
                    self._note(played)
                else:
                    self._trouble = ""

    def _next(self) -> list[_Sound]:
        """What is played as one."""
        taken = [self._sounds.popleft()]
        while self._sounds and not (taken[0].tone or self._sounds[0].tone):
            if self._sounds[0].private is not taken[0].private:
                break
            taken.append(self._sounds.popleft())
        return taken

    def _note(self, failure: Failure) -> None:
        """Once for each kind of trouble in a row. Of what was to be said nothing is told."""
        if failure.code not in {"cancelled", self._trouble}:
            self._trouble = failure.code
            log.warning(
                "nothing was heard: %s %s; must act: %s", failure.code, failure.detail, failure.action
            )
