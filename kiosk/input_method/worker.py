"""The process that holds librime and the tables. A question is `[what, text, limit, …]`, its answer a list."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path

from kiosk.input_method.kept_text import kept
from kiosk.input_method.names import given_candidates, name_candidates
from kiosk.input_method.phrases import Phrases, by_weight, how_common
from kiosk.input_method.rime import DICTIONARY, Rime
from kiosk.input_method.serving import serve
from kiosk.input_method.stroke_table import STROKES, StrokeTable, commonest_first
from kiosk.input_method.vocabulary import LOCAL


class Worker:
    def __init__(self, folder: Path, data: Path, library: str, alike: str) -> None:
        self._folder, self._data = folder, data
        self._rime = Rime(folder, data, library, alike=[one for one in alike.split(",") if one])

    # Looked for when first asked for: most residents never do. To make them takes 0.2 s and 0.4 s.
    @cached_property
    def _phrases(self) -> Phrases:
        tables = self._data / DICTIONARY, self._folder / LOCAL
        return Phrases(kept(self._folder / "phrases", tables, lambda: by_weight(*tables)))

    @cached_property
    def _strokes(self) -> StrokeTable:
        tables = self._data / STROKES, self._data / DICTIONARY
        rows = kept(
            self._folder / "strokes", tables, lambda: commonest_first(self._data, how_common(tables[1]))
        )
        return StrokeTable(rows)

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
