"""Hands that write: words for letters and strokes, characters for ink. Not on the UI thread; the newest question counts."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from visit import events as e
from visit.words import MOST_WORDS
from visit.writing import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.input_method.handwriting import Handwriting
    from kiosk.input_method.pinyin import Pinyin
    from kiosk.mailbox import Scheduler
    from visit import effects as do

log = logging.getLogger("bangban.kiosk")

PAUSE_S = 0.4
"""A finger that rests so long has probably finished its character; before that nothing blinks beside it."""
MOST_SUGGESTED = 12


class TypingHands:
    """Called on the UI thread. What is missing on this machine is None: the visit does not offer it."""

    def __init__(
        self,
        pinyin: Pinyin | None,
        handwriting: Handwriting | None,
        scheduler: Scheduler,
        post: Callable[[e.Event], None],
    ) -> None:
        self._pinyin = pinyin
        self._handwriting = handwriting
        self._scheduler = scheduler
        self._post = post
        self._words = ThreadPoolExecutor(1, "pinyin")
        self._ink = ThreadPoolExecutor(1, "ink")
        self._drawn = 0
        """Of the newest ink: what was drawn before it need not be read any more."""
        self._cancel: Callable[[], None] = lambda: None

    def look_up_pinyin(self, order: do.LookUpPinyin) -> None:
        if self._pinyin is not None:
            self._words.submit(self._pinyin_words, self._pinyin, order)

    def look_up_strokes(self, order: do.LookUpStrokes) -> None:
        if self._pinyin is not None:
            self._words.submit(self._stroke_words, self._pinyin, order.strokes)

    def suggest(self, order: do.SuggestWords) -> None:
        if self._pinyin is not None:
            self._words.submit(self._following, self._pinyin, order.after)

    def read_ink(self, order: do.ReadInk) -> None:
        """After a pause; another stroke within it makes this question void. Without strokes: start the reader."""
        if self._handwriting is None:
            return
        self._cancel()
        reader, self._drawn = self._handwriting, order.drawn
        if not order.strokes:
            self._ink.submit(self._get_ready, reader)
            return
        self._cancel = self._scheduler.later(
            PAUSE_S, lambda: _done(self._ink.submit(self._characters, reader, order))
        )

    def rest(self) -> None:
        """The resident has left: what they drew goes with the reader's process, and its memory too."""
        self._cancel()
        if self._handwriting is not None:
            self._ink.submit(self._handwriting.rest)

    def stop(self) -> None:
        self._cancel()
        for pool in (self._words, self._ink):
            pool.shutdown(wait=False, cancel_futures=True)

    # --- on a worker ------------------------------------------------------------------------------

    def _pinyin_words(self, pinyin: Pinyin, order: do.LookUpPinyin) -> None:
        found = pinyin.candidates(order.letters, MOST_WORDS, part=order.part)
        if found is None:
            self._lost(Mode.PINYIN)
        else:
            self._post(e.CandidatesFound(order.letters, found))

    def _stroke_words(self, pinyin: Pinyin, strokes: str) -> None:
        found = pinyin.of_strokes(strokes, MOST_WORDS)
        if found is None:
            self._lost(Mode.STROKES)
        else:
            self._post(e.CandidatesFound(strokes, found))

    def _following(self, pinyin: Pinyin, after: str) -> None:
        self._post(e.WordsSuggested(after, pinyin.following(after, MOST_SUGGESTED)))

    def _get_ready(self, reader: Handwriting) -> None:
        if not reader.get_ready():
            self._lost(Mode.HANDWRITING)

    def _characters(self, reader: Handwriting, order: do.ReadInk) -> None:
        if order.drawn != self._drawn:
            return
        found = reader.read(order.strokes, order.aspect)
        if found is None:
            self._lost(Mode.HANDWRITING)
        else:
            self._post(e.InkRead(order.drawn, found))

    def _lost(self, mode: Mode) -> None:
        log.warning("%s is not offered any more in this visit; must act: engineer", mode)
        self._post(e.WritingLost(mode))


def _done(_: object) -> None:
    """The scheduler wants nothing back."""
