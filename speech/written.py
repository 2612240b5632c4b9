"""A speaker without sound: what would be said, as lines. For machines without a voice, and for tests.

Personal data stands in it only when asked for with `private=True`, which is for tests alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speech.levels import Levels
from speech.sentence import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speech.speaker import Utterance

HIDDEN = "***"
CUT = "---"


class Written:
    """`Speaker`. A tone is written `[tone]`, an interruption `---`, personal data `***`."""

    def __init__(self, write: Callable[[str], None] | None = None, *, private: bool = False) -> None:
        self.lines: list[str] = []
        """What was said, unless `write` takes it."""
        self._write = write or self.lines.append
        self._private = private
        self._levels = Levels()
        self.private_ear = False

    @property
    def ready(self) -> bool:
        return True

    @property
    def levels(self) -> Levels:
        return self._levels

    def say(self, parts: Sequence[Utterance]) -> None:
        self._write(CUT)
        self.add(parts)

    def add(self, parts: Sequence[Utterance]) -> None:
        for part in parts:
            if part.tone is not None:
                self._write(f"[{part.tone}]")
            for sentence in sentences(part):
                self._write(HIDDEN if sentence.private and not self._private else sentence.text)

    def stop(self) -> None:
        self._write(CUT)

    def new_page(self) -> None:
        """It gives no hints."""

    def faster(self) -> bool:
        return self._step(self._levels.faster())

    def slower(self) -> bool:
        return self._step(self._levels.slower())

    def louder(self) -> bool:
        return self._step(self._levels.louder())

    def softer(self) -> bool:
        return self._step(self._levels.softer())

    def _step(self, levels: Levels) -> bool:
        changed, self._levels = levels != self._levels, levels
        return changed

    def reset(self) -> None:
        self.stop()
        self._levels = Levels()
