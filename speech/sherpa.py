"""A neural voice through sherpa-onnx, when the operator brings the package and a model of their own choice and licence.

Both run in a child process: a model takes 100 to 700 MB and a crash in its C++ must not end the terminal. Whatever it
cannot say (another language, no model, a hung child) is said by the voice underneath.

Tried: sherpa-onnx 2.0.1 installed beside this program, its configuration built up to the missing model. Not tried: a model,
because none comes with a package; so neither its sound nor its speed is known here.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from outcome import Action, Failure, Ok, Outcome
from speech import wav
from speech.mandarin import spoken

if TYPE_CHECKING:
    import threading

    from speech.engine import Engine
    from speech.sentence import Sentence

log = logging.getLogger("bangban.speech")

START_S = 60.0
"""Loading a model from a slow disk."""
ANSWER_S = 15.0
"""One sentence; slower than this no model is of use."""
AGAIN_S = 300.0
"""A child that did not start or was lost is tried again no sooner; meanwhile the voice underneath speaks."""
_LOOK_S = 0.05


class Sherpa:
    """`Engine`. Called from one thread."""

    name = "sherpa"

    def __init__(self, model: Path, floor: Engine, *, speaker: int = 0, answer_s: float = ANSWER_S) -> None:
        """`model`: folder with the model's files as its makers pack them; `speaker`: number of a voice in it."""
        self._floor = floor
        self._answer_s = answer_s
        self._command = [sys.executable, "-m", "speech.sherpa_worker", str(model), str(speaker)]
        self._child: _Child | None = None
        self._missing: Failure | None = None
        self._not_before = 0.0
        self._asked = 0

    def check(self) -> Outcome[str]:
        """Loads the model: seconds."""
        floor = self._floor.check()
        if self._child is None:
            self._start()
        return Ok(f"sherpa-onnx, {self._child.said}") if self._child is not None else floor

    @property
    def fault(self) -> Failure | None:
        return self._missing

    def synthesise(self, sentence: Sentence, speed: float, cancel: threading.Event) -> Outcome[bytes]:
        if sentence.language == "zh" and self._ready():
            made = self._ask(spoken(sentence.text), speed, cancel)
            if isinstance(made, Ok) or made.code == "cancelled":
                return made
            log.warning("neural voice: %s %s", made.code, made.detail)
        return self._floor.synthesise(sentence, speed, cancel)

    def close(self) -> None:
        self._drop()
        self._floor.close()

    def _ready(self) -> bool:
        if self._child is None and time.monotonic() >= self._not_before:
            self._start()
        return self._child is not None

    def _start(self) -> None:
        child = _Child(self._command)
        hello = child.header(START_S, None)
        if isinstance(hello, Ok) and "ready" in hello.value:
            self._child, child.said = child, str(hello.value["ready"])
            self._missing = None
            return
        child.end()
        self._not_before = time.monotonic() + AGAIN_S
        why = hello.value.get("missing") if isinstance(hello, Ok) else None
        missing = Failure(
            "no_neural_voice", Action.ENGINEER, str(why or "sherpa-onnx: its process does not start")
        )
        if missing != self._missing:
            log.warning("%s: %s; must act: %s", missing.code, missing.detail, missing.action)
        self._missing = missing

    def _ask(self, text: str, speed: float, cancel: threading.Event) -> Outcome[bytes]:
        child = self._child
        if child is None:
            raise RuntimeError("asked before it was ready")
        self._asked += 1
        child.write({"id": self._asked, "text": text, "speed": speed})
        while True:
            header = child.header(self._answer_s, cancel)
            if isinstance(header, Failure):
                if header.code != "cancelled":
                    self._drop()
                return header
            body = child.body(int(header.value.get("bytes", 0)), self._answer_s)
            if body is None:
                self._drop()
                return Failure("voice_hung", Action.NOBODY, "the neural voice broke off")
            # An answer to a sentence that was cancelled meanwhile may come first.
            if header.value.get("id") == self._asked:
                samples = np.frombuffer(body, "<f4").astype(np.float32)
                rate = int(header.value.get("rate", 0))
                if not len(samples) or not rate:
                    return Failure("no_voice", Action.ENGINEER, "the model made no sound of a sentence")
                return Ok(wav.tidy(samples, rate, speed))

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None
            self._not_before = time.monotonic() + AGAIN_S


class _Child:
    """The worker's process and our end of the line to it."""

    def __init__(self, command: list[str]) -> None:
        self.said = ""
        self._line, theirs = socket.socketpair()
        self._read = b""
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,  # it may repeat what it was given
                cwd=Path(__file__).parents[1],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(one or str(Path.cwd()) for one in sys.path)},
                start_new_session=True,
            )

    def write(self, value: object) -> None:
        try:
            self._line.settimeout(ANSWER_S)
            self._line.sendall(json.dumps(value).encode() + b"\n")
        except OSError:
            return  # it is dead, and `header` will say so

    def header(self, seconds: float, cancel: threading.Event | None) -> Outcome[dict[str, Any]]:
        """The next line; `voice_hung` when it is dead or silent for so long."""
        until = time.monotonic() + seconds
        while b"\n" not in self._read:
            if cancel is not None and cancel.is_set():
                return Failure("cancelled", Action.NOBODY)
            if time.monotonic() >= until:
                return Failure("voice_hung", Action.NOBODY, "the neural voice did not answer")
            if not self._more():
                return Failure("voice_hung", Action.NOBODY, "the neural voice ended")
        line, _, self._read = self._read.partition(b"\n")
        header: dict[str, Any] = json.loads(line)
        return Ok(header)

    def body(self, size: int, seconds: float) -> bytes | None:
        until = time.monotonic() + seconds
        while len(self._read) < size:
            if time.monotonic() >= until or not self._more():
                return None
        body, self._read = self._read[:size], self._read[size:]
        return body

    def _more(self) -> bool:
        """Read what came within a moment; False when the line is closed."""
        self._line.settimeout(_LOOK_S)
        try:
            piece = self._line.recv(1 << 20)
        except TimeoutError:
            return True
        except OSError:
            return False
        self._read += piece
        return bool(piece)

    def end(self) -> None:
        """Kill it: it has nothing to lose."""
        self._line.close()
        self._process.kill()
        self._process.wait()
