"""A voice without sound: what would be said, as lines. For machines without one, and for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outcome import Ok, Outcome
from speech import wav

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from speech.sentence import Sentence

HIDDEN = "***"
"""Stands for personal data, which is written nowhere."""


class Written:
    """`Engine`. `write` gets each sentence as it stands on the screen."""

    name = "written"
    fault = None

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def check(self) -> Outcome[str]:
        return Ok("a transcript, no sound")

    def synthesise(self, sentence: Sentence, speed: float, cancel: threading.Event) -> Outcome[bytes]:  # noqa: ARG002
        self._write(HIDDEN if sentence.private else sentence.text)
        return Ok(wav.wav(wav.NOTHING))

    def close(self) -> None:
        """Nothing to let go of."""
