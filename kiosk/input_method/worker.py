"""The process that holds librime and the tables. A question is `[what, text, limit, …]`, its answer a list."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path

from kiosk.input_method.names import given_candidates, name_candidates
from kiosk.input_method.phrases import Phrases
from kiosk.input_method.rime import DICTIONARY, Rime
from kiosk.input_method.serving import serve
from kiosk.input_method.stroke_table import StrokeTable
from kiosk.input_method.vocabulary import LOCAL


class Worker:
    def __init__(self, folder: Path, data: Path, library: str, alike: str) -> None:
        self._folder, self._data = folder, data
        self._rime = Rime(folder, data, library, alike=[one for one in alike.split(",") if one])

    # Read when first asked for, 0.2 s each: most residents never do.
    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self._data / DICTIONARY, self._folder / LOCAL)

    @cached_property
    def _strokes(self) -> StrokeTable:
        return StrokeTable(self._data, self._phrases.common)

    def answer(self, what: str, text: str, limit: int) -> object:
        match what:
            case "whole":
                return name_candidates(self._rime, text, limit)
            case "given":
                return given_candidates(self._rime, text, limit)
            case "strokes":
                return self._strokes.candidates(text, limit)
            case "following":
                return self._phrases.following(text, limit)
        return self._rime.candidates(text, limit)


if __name__ == "__main__":
    scratch, data, library, alike = sys.argv[1:]
    serve(lambda: Worker(Path(scratch), Path(data), library, alike).answer)
