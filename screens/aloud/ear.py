"""Where the ear is on a page, and what is said of it: all of a new page, only what is new of the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.aloud import changes
from screens.aloud.focus import START, Focus, kept, on, stop_at
from screens.aloud.phrasing import Phrasing
from screens.aloud.stops import Kind, Said, Script, Stop
from speech.speaker import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speech.speaker import Speaker


class Ear:
    """`frame` puts the frame round what the ear is on, empty: nowhere; `explain` says which character a word is written
    with.
    """

    def __init__(self, speaker: Speaker, frame: Callable[[str], None], explain: Callable[[str], str]) -> None:
        self._speaker = speaker
        self._frame = frame
        self._explain = explain
        self.forget()

    def forget(self) -> None:
        """The page is gone, and where one was on it."""
        self.script: Script | None = None
        self.focus = START
        self._left: tuple[tuple[object, ...], Focus] | None = None
        self._context = ""

    def nowhere(self) -> None:
        """The resident is not served spoken any more."""
        self._frame("")

    # --- what is shown -----------------------------------------------------------------------------------

    def open(self, before: Script | None, now: Script, *, first: bool = False) -> None:
        """A new page: what it is, and what it wants. Back from a question one is where one was."""
        self._speaker.new_page()
        self._context = ""
        left, self._left = self._left, None
        if left is not None and left[0] == now.place:
            self.focus = kept(now, left[1])
            here = stop_at(now, self.focus)
            said = [Said(now.title), *(self.phrasing.stop(here, now) if here is not None else ())]
        else:
            if before is not None and before.place[:3] == now.place[:3]:
                self._left = before.place, self.focus
            self.focus = START
            said = self.phrasing.opening(now)
        wrong = any(one.kind is Kind.PROBLEM for one in now.stops)
        self.put(said, Tone.WRONG if wrong else Tone.DONE if now.done else Tone.PAGE, after=first)
        self.show_frame()

    def change(self, before: Script, now: Script) -> None:
        """The same page with other contents: only what is new."""
        name, had_words = self.focus.id, bool(changes.words(before))
        self.focus = kept(now, self.focus)
        phrasing, said, tone = self.phrasing, [], None
        said += changes.echo(before, now, phrasing)
        chosen = changes.taken(before, now, name)
        if chosen is not None:
            said.append(phrasing.word("aloud.chosen" if chosen else "aloud.not_chosen"))
        if changes.offered(before, now):
            said += self._offer(now)
        elif had_words and not changes.words(now) and now.typing is not None and self.focus.row < 0:
            self.focus = on(now, now.typing.entry) or self.focus
        fresh = changes.new_texts(before, now)
        for one in fresh:
            tone = Tone.WRONG if one.kind is Kind.PROBLEM else tone or Tone.ATTENTION
            said += phrasing.stop(one, now)
        for one in changes.now_usable(before, now):
            said += [*one.said, phrasing.word("aloud.usable")]
        if said:
            self.put(said, tone, after=bool(fresh) and chosen is None)
        self.show_frame()

    def _offer(self, now: Script) -> list[Said]:
        """Words for the pinyin: how many, and on which one is now."""
        words = changes.words(now)
        private = now.typing is None or now.typing.private
        if private and not self._speaker.private_ear:
            return [self.phrasing.word("aloud.words_need_earphones")]
        if self.focus.row < 0:
            self.focus = on(now, words[0].id) or self.focus
        return [self.phrasing.word("aloud.words", count=len(words)), *self._word(words[0])]

    # --- what the ear is on ------------------------------------------------------------------------------

    def tell(self, now: Script, tone: Tone) -> None:
        """What the ear has come to."""
        stop = stop_at(now, self.focus)
        if stop is None:
            return
        said = (
            self._word(stop)
            if stop in changes.words(now)
            else self.phrasing.stop(stop, now, context=self._context)
        )
        self._context = stop.name if stop.is_text else stop.context
        self.say(said, tone)
        self.show_frame()

    def problems(self, now: Script) -> list[Said]:
        problems = [one for one in now.stops if one.kind is Kind.PROBLEM]
        return [part for one in problems for part in self.phrasing.stop(one, now)]

    # --- speaking ----------------------------------------------------------------------------------------

    @property
    def phrasing(self) -> Phrasing:
        language = self.script.language if self.script is not None else "zh"
        return Phrasing(language, self._speaker.private_ear)

    def _word(self, stop: Stop) -> list[Said]:
        """A word with how it is written: many sound the same."""
        told = self._explain(stop.name)
        private = any(one.private for one in stop.said)
        place = self.phrasing.word("aloud.place", number=stop.place, count=stop.of)
        return [*stop.said, *([Said(told, private)] if told else []), place]

    def say(self, said: Iterable[Said], tone: Tone | None = None) -> None:
        self.put(said, tone, after=False)

    def put(self, said: Iterable[Said], tone: Tone | None, *, after: bool) -> None:
        parts = self.phrasing.spoken(said, tone)
        (self._speaker.add if after else self._speaker.say)(parts)

    def show_frame(self) -> None:
        now = self.script
        stop = stop_at(now, self.focus) if now is not None else None
        self._frame(stop.id if stop is not None and not stop.is_text else "")
