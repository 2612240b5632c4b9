"""Pinyin, strokes of a character, and what comes next: letters to Chinese words, in a child process.

librime is C++: a crash in it must not end the terminal, and the next question starts another child.
Nothing typed is kept: each question gets its own librime session, learning is off, core files are off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.input_method.child import Helper
from kiosk.input_method.rime import DATA, LIBRARY
from kiosk.input_method.stroke_table import STROKES
from kiosk.input_method.vocabulary import LOCAL, spelt_out
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

LONGEST = 24
"""Letters looked at; more are left over. The longer a sentence, the longer librime takes to compose it."""
LONGEST_STROKES = 32
MOST = 100
"""The largest `limit`."""
_KEYS = frozenset("abcdefghijklmnopqrstuvwxyz'")
_STROKES = frozenset("12345*")

Words = tuple[tuple[str, int], ...]
"""(word, how many of the letters it uses up), best first."""


def has_strokes(data: Path = DATA) -> bool:
    """Whether the table of strokes is on this machine."""
    return (data / STROKES).is_file()


class Pinyin:
    """Call it from a worker thread: `open` takes about 0.6 s, answers 1-5 ms, the first with strokes 0.5 s.

    After a crash of the child the next answer takes 0.2 s once. A child that hangs on every answer costs two
    `child.ANSWER_SECONDS`, one that hangs while it starts `child.START_SECONDS`: so never call it from the UI thread.
    """

    def __init__(self, helper: Helper) -> None:
        """Use `open`."""
        self.helper = helper

    @staticmethod
    def open(
        folder: Path,
        *,
        alike: Collection[str] = (),
        words: Sequence[str] = (),
        data: Path = DATA,
        library: str = LIBRARY,
    ) -> Outcome[Pinyin]:
        """Start the child. `folder` is private scratch space of 3 MB, best on tmpfs; nothing typed is there.

        `alike`: sounds that are not told apart (names of `fuzzy.ALIKE`). `words`: known besides the dictionary.
        Failure `no_input_method` (engineer): the library or its dictionary is missing or does not work.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / LOCAL).write_text(spelt_out(words), encoding="utf-8")
        except OSError as error:
            return Failure("no_input_method", Action.ENGINEER, f"pinyin scratch folder: {error}")
        places = [str(folder.resolve()), str(data.resolve()), library, ",".join(alike)]
        helper = Helper("pinyin input", "kiosk.input_method.worker", places)
        trouble = helper.start()
        if trouble is not None:
            return Failure("no_input_method", Action.ENGINEER, trouble)
        return Ok(Pinyin(helper))

    def candidates(self, letters: str, limit: int = 8, *, part: str = "") -> Words | None:
        """Words for these letters, () if nothing fits; None when the helper does not answer.

        `letters` are a-z and ' between syllables, in either case; anything else gives (). With `part` "whole" they are
        a whole personal name, surnames first; with "given" what stands behind a surname.
        Safe from several threads, which then wait for each other.
        """
        asked = letters.lower()[:LONGEST]
        if not asked or limit < 1 or not _KEYS.issuperset(asked):
            return ()
        return self._words([part, asked, min(limit, MOST)])

    def of_strokes(self, strokes: str, limit: int) -> Words | None:
        """Characters written so: 1 to 5 for 横竖撇点折, * for any; the same answers as `candidates`."""
        asked = strokes[:LONGEST_STROKES]
        if not asked or limit < 1 or not _STROKES.issuperset(asked):
            return ()
        return self._words(["strokes", asked, min(limit, MOST)])

    def following(self, text: str, limit: int) -> tuple[str, ...]:
        """What is often written after this text; () when there is nothing, or no helper: nobody waits for it."""
        answer = self.helper.ask(["following", text, limit]) if text and limit > 0 else None
        return tuple(answer or ())

    def _words(self, question: list[object]) -> Words | None:
        answer = self.helper.ask(question)
        return None if answer is None else tuple((word, used) for word, used in answer)

    def get_ready(self) -> None:
        """Start the child, 0.2 s, before the first letter is typed."""
        self.helper.start()

    def rest(self) -> None:
        """End the child until somebody types again: its memory goes, and with it what was typed."""
        self.helper.rest()

    def close(self) -> None:
        """End the child for good. Closing twice is allowed."""
        self.helper.close()
