"""Sentences that are always the same are made once. What holds anybody's data is never kept.

For a neural voice, which takes some hundred times as long as espeak-ng.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from speech.engine import Engine
    from speech.sentence import Sentence

MOST_BYTES = 16_000_000
"""About six minutes of speech."""


class Remembered:
    """`Engine`. `fixed` says whether a sentence is one of the program's own."""

    def __init__(
        self, engine: Engine, fixed: Callable[[Sentence], bool], most_bytes: int = MOST_BYTES
    ) -> None:
        self._engine = engine
        self._fixed = fixed
        self._most = most_bytes
        self._kept: OrderedDict[tuple[str, str, float], bytes] = OrderedDict()
        self._bytes = 0

    @property
    def name(self) -> str:
        return self._engine.name

    def check(self) -> Outcome[str]:
        return self._engine.check()

    @property
    def fault(self) -> Failure | None:
        return self._engine.fault

    def synthesise(self, sentence: Sentence, speed: float, cancel: threading.Event) -> Outcome[bytes]:
        if sentence.private or not self._fixed(sentence):
            return self._engine.synthesise(sentence, speed, cancel)
        key = (sentence.language, sentence.text, speed)
        if key in self._kept:
            self._kept.move_to_end(key)
            return Ok(self._kept[key])
        made = self._engine.synthesise(sentence, speed, cancel)
        if isinstance(made, Ok):
            self._kept[key] = made.value
            self._bytes += len(made.value)
            while self._bytes > self._most:
                self._bytes -= len(self._kept.popitem(last=False)[1])
        return made

    def close(self) -> None:
        self._kept.clear()
        self._bytes = 0
        self._engine.close()
