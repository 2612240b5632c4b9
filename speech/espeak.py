"""espeak-ng: robotic, always there, quick. It is GPL-3, so it is a program of its own, started for each sentence.

The Mandarin voice `cmn` of Debian's 1.51 reads pinyin as English; `cmn-latn-pinyin` is right when it is given pinyin, so
that is what it is given. A sentence goes in through its standard input: what stands on a command line is seen by all.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from outcome import Action, Failure, Ok, Outcome
from speech import wav
from speech.mandarin_pinyin import syllables
from speech.markup import ENGLISH, MANDARIN, markup, voice_of

if TYPE_CHECKING:
    from speech.sentence import Sentence

PROGRAM = "espeak-ng"
DEADLINE_S = 6.0
"""A sentence takes 30 to 80 ms; a child that is not done by then hangs, and is killed."""
WORDS_A_MINUTE = 165
"""At speed 1.0: about four syllables a second."""
_LOOK_S = 0.05
"""How soon a cancelled child is killed."""


class Espeak:
    """`Engine`."""

    name = "espeak"
    fault = None

    def __init__(self, program: str = PROGRAM, deadline_s: float = DEADLINE_S) -> None:
        self._program = program
        self._deadline_s = deadline_s
        self._known: frozenset[str] | None = None

    def check(self) -> Outcome[str]:
        """Starts the program, and makes ready what the first sentence would wait for: 0.4 s."""
        if shutil.which(self._program) is None:
            return Failure("no_voice", Action.ENGINEER, f"{self._program} is not installed")
        answer = self._run(["--version"], b"", None)
        if isinstance(answer, Failure):
            return answer
        if MANDARIN not in self._voices(threading.Event()):
            return Failure("no_voice", Action.ENGINEER, f"{self._program} has no voice {MANDARIN}")
        syllables("好")
        return Ok(answer.value.decode(errors="replace").partition("  ")[0].strip())

    def synthesise(self, sentence: Sentence, speed: float, cancel: threading.Event) -> Outcome[bytes]:
        voice = voice_of(sentence, self._voices(cancel))
        if voice is None:
            return Failure(
                "no_voice", Action.ENGINEER, f"{self._program} has no voice for {sentence.language}"
            )
        text = markup(sentence, voice)
        if not text:
            return Ok(wav.wav(wav.NOTHING))
        pace = str(round(WORDS_A_MINUTE * speed))
        made = self._run(
            ["-v", voice, "-s", pace, "-m", "-b", "1", "--stdin", "--stdout"], text.encode(), cancel
        )
        if isinstance(made, Failure):
            return made
        sound = wav.of_stream(made.value)
        if sound is None:
            return Failure(
                "no_voice", Action.ENGINEER, f"{self._program} gave {len(made.value)} bytes that are no WAV"
            )
        return Ok(wav.tidy(*sound, speed))

    def _voices(self, cancel: threading.Event) -> frozenset[str]:
        """Asked for once; without an answer the two that are always there."""
        if self._known is None:
            answer = self._run(["--voices"], b"", cancel)
            if isinstance(answer, Failure):
                return frozenset({MANDARIN, ENGLISH})
            lines = answer.value.decode(errors="replace").splitlines()[1:]
            self._known = frozenset(line.split()[1] for line in lines if len(line.split()) > 1)
        return self._known

    def close(self) -> None:
        """Nothing runs between two sentences."""

    def _run(self, arguments: list[str], text: bytes, cancel: threading.Event | None) -> Outcome[bytes]:
        try:
            child = subprocess.Popen(
                [self._program, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # it repeats what it does not understand
                start_new_session=True,
            )
        except OSError as error:
            return Failure("no_voice", Action.ENGINEER, f"{self._program}: {type(error).__name__}")
        try:
            return self._answer(child, text, cancel)
        finally:
            _end(child)

    def _answer(
        self, child: subprocess.Popen[bytes], text: bytes, cancel: threading.Event | None
    ) -> Outcome[bytes]:
        until = time.monotonic() + self._deadline_s
        given: bytes | None = text
        while True:
            try:
                made, _ = child.communicate(given, timeout=_LOOK_S)
                break
            except subprocess.TimeoutExpired:
                if cancel is not None and cancel.is_set():
                    return Failure("cancelled", Action.NOBODY)
                if time.monotonic() >= until:
                    return Failure("voice_hung", Action.NOBODY, f"{self._program} was killed")
                given = None  # `communicate` goes on with the rest of it
        if child.returncode != 0:
            return Failure("no_voice", Action.ENGINEER, f"{self._program} ended with {child.returncode}")
        return Ok(made)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
