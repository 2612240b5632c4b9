"""Hands that write: words for letters and strokes, characters for ink. Not on the UI thread; the newest question counts."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from visit import events as e
from visit.held.writing import Mode
from visit.words import MOST_WORDS

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
        open_pinyin: Callable[[], Pinyin | None],
        handwriting: Handwriting | None,
        scheduler: Scheduler,
        post: Callable[[e.Event], None],
    ) -> None:
        """`open_pinyin` may take a second; it is called by `start`, on a worker, to see whether there is pinyin."""
        self._open_pinyin = open_pinyin
        self._pinyin: Pinyin | None = None
        self._handwriting = handwriting
        self._stopped = False
        self._scheduler = scheduler
        self._post = post
        self._words = ThreadPoolExecutor(1, "pinyin")
        self._ink = ThreadPoolExecutor(1, "ink")
        self._ready = False
        """Whether pinyin is there for this resident, who came to a page with words."""
        self._drawn = 0
        """Of the newest ink: what was drawn before it need not be read any more."""
        self._cancel: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Who types before pinyin is there waits for it: its worker takes one thing after the other."""
        self._words.submit(self._begin)

    def get_ready(self) -> None:
        """Somebody is about to type. Most residents never do: until then no process is there for it, 12 MiB."""
        if not self._ready:
            self._ready = True
            self._words.submit(self._wake)

    def look_up_pinyin(self, order: do.LookUpPinyin) -> None:
        self.get_ready()
        self._words.submit(self._pinyin_words, order)

    def look_up_strokes(self, order: do.LookUpStrokes) -> None:
        self.get_ready()
        self._words.submit(self._stroke_words, order.strokes)

    def suggest(self, order: do.SuggestWords) -> None:
        self.get_ready()
        self._words.submit(self._following, order.after)

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
        """The resident has left: what they drew and typed goes with the processes that were asked."""
        self._cancel()
        if self._ready:
            self._ready = False
            self._words.submit(self._forget)
        if self._handwriting is not None:
            self._ink.submit(self._handwriting.rest)

    def stop(self) -> None:
        self._stopped = True
        self._cancel()
        for pool in (self._words, self._ink):
            pool.shutdown(wait=False, cancel_futures=True)
        for helper in (self._pinyin, self._handwriting):
            if helper is not None:
                helper.close()

    # --- on a worker ------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._pinyin = self._open_pinyin()
        if self._pinyin is None:
            self._post(e.WritingMissing(frozenset({Mode.PINYIN, Mode.STROKES})))
        elif self._stopped:
            self._pinyin.close()
        elif not self._ready:
            self._pinyin.rest()

    def _wake(self) -> None:
        if self._pinyin is not None:
            self._pinyin.get_ready()

    def _forget(self) -> None:
        if self._pinyin is not None:
            self._pinyin.rest()

    def _pinyin_words(self, order: do.LookUpPinyin) -> None:
        if self._pinyin is None:
            return
        found = self._pinyin.candidates(order.letters, MOST_WORDS, part=order.part)
        if found is None:
            self._lost(Mode.PINYIN)
        else:
            self._post(e.CandidatesFound(order.letters, found))

    def _stroke_words(self, strokes: str) -> None:
        if self._pinyin is None:
            return
        found = self._pinyin.of_strokes(strokes, MOST_WORDS)
        if found is None:
            self._lost(Mode.STROKES)
        else:
            self._post(e.CandidatesFound(strokes, found))

    def _following(self, after: str) -> None:
        if self._pinyin is not None:
            self._post(e.WordsSuggested(after, self._pinyin.following(after, MOST_SUGGESTED)))

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
