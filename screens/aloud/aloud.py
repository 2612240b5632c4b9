"""The ear and the keypad of one terminal: speaks each page as it comes, and turns keys into events.

For the UI thread. Speaks from the moment the resident is served spoken (`View.comfort`), which the first key or a plug in
the socket of the earphones asks for, until the visit ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.keypad import Key
from screens.aloud import changes
from screens.aloud.focus import START, Focus, among_keys, into_keys, kept, moved, on, out_of_keys, stop_at
from screens.aloud.phrasing import Phrasing, how_to_type
from screens.aloud.script import script
from screens.aloud.stops import Kind, Said, Script, Stop
from screens.aloud.typist import Typist
from speech.speaker import Tone
from visit.comfort import Wish
from visit.events import CallHelp, FocusField, KeyPressed, SetComfort, Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speech.speaker import Speaker
    from visit.events import Event
    from visit.views import View

_MOVES = {Key.UP: (-1, 0), Key.DOWN: (1, 0), Key.LEFT: (0, -1), Key.RIGHT: (0, 1)}


class Aloud:
    """`send` hands on what a key means; `frame` puts the frame round what the ear is on, empty: nowhere; `curtain` darkens
    the screen and shows it again; `explain` says which character a word is written with.
    """

    def __init__(
        self,
        speaker: Speaker,
        send: Callable[[Event], None],
        *,
        frame: Callable[[str], None] = lambda _: None,
        curtain: Callable[[bool], None] = lambda _: None,
        explain: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._speaker = speaker
        self._send = send
        self._frame = frame
        self._curtain = curtain
        self._explain = explain
        self._typist = Typist(send, self._say, lambda: self._phrasing)
        self._on = False
        self._forget()

    def _forget(self) -> None:
        self._script: Script | None = None
        self._focus = START
        self._left: tuple[tuple[object, ...], Focus] | None = None
        self._typist.forget()
        self._asked_twice = ""
        self._context = ""
        self._dark = False

    # --- what is shown -----------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """This is on the screen now. For who is not served spoken nothing is made of it."""
        if not view.comfort.spoken:
            if self._on:
                self._leave()
            return
        before, now, begins = self._script, script(view), not self._on
        self._script, self._on = now, True
        if begins:
            self._say([self._phrasing.word("aloud.welcome")], Tone.ATTENTION)
            self._open(None, now, first=True)
        elif before is None or before.place != now.place or before.language != now.language:
            self._open(before, now)
        else:
            self._change(before, now)

    def wipe(self) -> None:
        """Nothing of the visit is kept, and the screen is bright again."""
        if self._dark:
            self._curtain(False)  # noqa: FBT003
        self._speaker.reset()
        self._forget()

    def _leave(self) -> None:
        """The resident is not served spoken any more."""
        self.wipe()
        self._on, self._script = False, None
        self._frame("")

    def _open(self, before: Script | None, now: Script, *, first: bool = False) -> None:
        """A new page: what it is, and what it wants. Back from a question one is where one was."""
        self._speaker.new_page()
        self._typist.forget()
        self._asked_twice, self._context = "", ""
        left, self._left = self._left, None
        if left is not None and left[0] == now.place:
            self._focus = kept(now, left[1])
            here = stop_at(now, self._focus)
            said = [Said(now.title), *(self._phrasing.stop(here, now) if here is not None else ())]
        else:
            if before is not None and before.place[:3] == now.place[:3]:
                self._left = before.place, self._focus
            self._focus = START
            said = self._phrasing.opening(now)
        wrong = any(one.kind is Kind.PROBLEM for one in now.stops)
        self._put(said, Tone.WRONG if wrong else Tone.DONE if now.done else Tone.PAGE, after=first)
        self._show_frame()

    def _change(self, before: Script, now: Script) -> None:
        """The same page with other contents: only what is new."""
        name, had_words = self._focus.id, bool(changes.words(before))
        self._focus = kept(now, self._focus)
        phrasing, said, tone = self._phrasing, [], None
        said += changes.echo(before, now, phrasing)
        chosen = changes.taken(before, now, name)
        if chosen is not None:
            said.append(phrasing.word("aloud.chosen" if chosen else "aloud.not_chosen"))
        if changes.offered(before, now):
            said += self._offer(now)
        elif had_words and not changes.words(now) and now.typing is not None and self._focus.row < 0:
            self._focus = on(now, now.typing.entry) or self._focus
        fresh = changes.new_texts(before, now)
        for one in fresh:
            tone = Tone.WRONG if one.kind is Kind.PROBLEM else tone or Tone.ATTENTION
            said += phrasing.stop(one, now)
        for one in changes.now_usable(before, now):
            said += [*one.said, phrasing.word("aloud.usable")]
        if said:
            self._put(said, tone, after=bool(fresh) and chosen is None)
        self._show_frame()

    def _offer(self, now: Script) -> list[Said]:
        """Words for the pinyin: how many, and on which one is now."""
        words = changes.words(now)
        private = now.typing is None or now.typing.private
        if private and not self._speaker.private_ear:
            return [self._phrasing.word("aloud.words_need_earphones")]
        if self._focus.row < 0:
            self._focus = on(now, words[0].id) or self._focus
        return [self._phrasing.word("aloud.words", count=len(words)), *self._word(words[0])]

    # --- keys --------------------------------------------------------------------------------------------

    def earphones(self, *, there: bool) -> None:
        """The plug went in, or came out: what is private is heard from now on, or not any more."""
        self._speaker.private_ear = there
        if there and not self._on:
            self._begin()
        elif self._on:
            self._say([self._phrasing.word("aloud.ear_in" if there else "aloud.ear_out")], Tone.ATTENTION)
            if there and self._script is not None:
                self._repeat(self._script, after=True)

    def key(self, key: Key) -> None:
        """A key went down. Whatever was being said is cut off. The first key of all only wakes the voice."""
        now = self._script
        if key is Key.HELP:
            self._begin()
            self._send(CallHelp())
            return
        if not self._on or now is None:
            self._begin()
            return
        self._speaker.stop()
        self._send(Touched())
        again, self._asked_twice = self._asked_twice, ""
        if key in _MOVES:
            self._move(now, *_MOVES[key])
        elif key is Key.OK:
            self._ok(now, again)
        elif key.value.isdigit() or key is Key.POINT:
            self._type(now, key.value)
        else:
            self._other(key, now)

    def _begin(self) -> None:
        if not self._on:
            self._send(SetComfort(Wish.SPOKEN, on=True))

    def _move(self, now: Script, down: int, right: int) -> None:
        if self._typist.choosing:
            self._typist.turn(now, down + right)
            return
        if self._focus.row >= 0:
            self._focus = among_keys(now, self._focus, down, right)
        else:
            self._focus = moved(now, self._focus, down + right, skipping_text=bool(right))
        self._tell_stop(now, Tone.EDGE if self._focus.wrapped else Tone.FOCUS)

    def _tell_stop(self, now: Script, tone: Tone) -> None:
        stop = stop_at(now, self._focus)
        if stop is None:
            return
        said = (
            self._word(stop)
            if stop in changes.words(now)
            else self._phrasing.stop(stop, now, context=self._context)
        )
        self._context = stop.name if stop.is_text else stop.context
        self._say(said, tone)
        self._show_frame()

    def _ok(self, now: Script, again: str) -> None:
        if self._typist.choosing:
            self._typist.finish(now)
            return
        stop = stop_at(now, self._focus)
        if stop is None:
            self._say([self._phrasing.word("aloud.first_down")])
        elif stop.is_text or stop.kind is Kind.SIGNATURE:
            self._tell_stop(now, Tone.FOCUS)
        elif stop.kind is Kind.KEYBOARD:
            self._focus = into_keys(now)
            self._say([self._phrasing.word("aloud.in_keys")], Tone.ACCEPTED)
            self._put(self._phrasing.stop(now.keys[0][0], now), None, after=True)
            self._show_frame()
        elif not stop.enabled or stop.event is None or (stop.kind is Kind.ENTRY and stop.chosen):
            self._cannot(stop, now)
        elif stop.twice and again != stop.id:
            self._asked_twice = stop.id
            self._say([self._phrasing.word("aloud.once_more"), *stop.said], Tone.ATTENTION)
        else:
            # What is wrong is said again: where it still is, the page stays, and who heard nothing would wait.
            self._say(self._problems(now) if stop.id == "next" else (), Tone.ACCEPTED)
            self._send(stop.event)

    def _cannot(self, stop: Stop, now: Script) -> None:
        if stop.kind is Kind.ENTRY:
            self._say([self._phrasing.word(how_to_type(now)), *self._phrasing.entered(now)])
            return
        self._say([*stop.said, self._phrasing.word("aloud.off"), *self._problems(now)], Tone.WRONG)

    def _problems(self, now: Script) -> list[Said]:
        problems = [one for one in now.stops if one.kind is Kind.PROBLEM]
        return [part for one in problems for part in self._phrasing.stop(one, now)]

    def _back(self, now: Script) -> None:
        if self._typist.choosing:
            self._typist.forget()
            self._say([self._phrasing.word("aloud.emptied")])
        elif self._focus.row >= 0:
            self._focus = out_of_keys(now, self._focus)
            self._tell_stop(now, Tone.ACCEPTED)
        else:
            self._press_one_of(now, ("back", "decline", "close_help", "close_comfort", "keep_going", "home"))

    def _press_one_of(self, now: Script, names: Iterable[str]) -> None:
        found = {one.id: one for one in now.stops if one.event is not None and one.enabled}
        stop = next((found[name] for name in names if name in found), None)
        if stop is None or stop.event is None:
            self._say([self._phrasing.word("aloud.no_back")], Tone.EDGE)
            return
        self._say(stop.said, Tone.ACCEPTED)
        self._send(stop.event)

    def _type(self, now: Script, sign: str) -> None:
        here = stop_at(now, self._focus)
        if now.typing is not None:
            self._typist.type(now, now.typing, sign)
        elif here is not None and isinstance(here.event, FocusField):
            self._send(here.event)
            self._send(KeyPressed(sign))
        else:
            self._jump(now, sign)

    def _jump(self, now: Script, sign: str) -> None:
        """Where nothing is typed, a digit leads to the thing with this number."""
        numbered = [one for one in now.stops if one.of and str(one.place) == sign]
        if not numbered:
            self._say([self._phrasing.word("aloud.no_key")], Tone.WRONG)
            return
        self._focus = on(now, numbered[0].id) or self._focus
        self._tell_stop(now, Tone.FOCUS)

    # --- other keys --------------------------------------------------------------------------------------

    def _repeat(self, now: Script, *, after: bool = False) -> None:
        here = stop_at(now, self._focus)
        if self._typist.choosing:
            said = [self._typist.spelt(now)]
        else:
            said = self._phrasing.opening(now) if here is None else self._phrasing.stop(here, now)
        self._put(said, None, after=after)

    def _where(self, now: Script) -> None:
        here = stop_at(now, self._focus)
        said = [Said(now.title), *([Said(now.where)] if now.where else [])]
        if here is not None:
            said.append(self._phrasing.word("aloud.at", number=self._focus.at + 1, count=len(now.stops)))
            said += self._phrasing.stop(here, now)
        self._say([*said, self._phrasing.word("aloud.keys")])

    def _step(self, yes: str, no: str, *, done: bool) -> None:
        self._say([self._phrasing.word(yes if done else no)], Tone.ACCEPTED if done else Tone.EDGE)

    def _turn_curtain(self) -> None:
        """Only where it is heard what is not seen."""
        self._dark = not self._dark and self._speaker.private_ear
        self._curtain(self._dark)
        word = "aloud.dark" if self._dark else "aloud.bright"
        self._say([self._phrasing.word(word if self._speaker.private_ear else "aloud.dark_needs_earphones")])

    def _other(self, key: Key, now: Script) -> None:
        speaker = self._speaker
        match key:
            case Key.BACK:
                self._back(now)
            case Key.REPEAT:
                self._repeat(now)
            case Key.WHERE:
                self._where(now)
            case Key.DELETE:
                if now.typing is None and not self._typist.choosing:
                    self._back(now)
                else:
                    self._typist.delete(now)
            case Key.CLEAR:
                self._typist.clear(now)
            case Key.CURTAIN:
                self._turn_curtain()
            case Key.LOUDER:
                self._step("aloud.louder", "aloud.loudest", done=speaker.louder())
            case Key.SOFTER:
                self._step("aloud.softer", "aloud.softest", done=speaker.softer())
            case Key.FASTER:
                self._step("aloud.faster", "aloud.fastest", done=speaker.faster())
            case Key.SLOWER:
                self._step("aloud.slower", "aloud.slowest", done=speaker.slower())

    # --- speaking ----------------------------------------------------------------------------------------

    @property
    def _phrasing(self) -> Phrasing:
        language = self._script.language if self._script is not None else "zh"
        return Phrasing(language, self._speaker.private_ear)

    def _word(self, stop: Stop) -> list[Said]:
        """A word with how it is written: many sound the same."""
        told = self._explain(stop.name)
        private = any(one.private for one in stop.said)
        place = self._phrasing.word("aloud.place", number=stop.place, count=stop.of)
        return [*stop.said, *([Said(told, private)] if told else []), place]

    def _say(self, said: Iterable[Said], tone: Tone | None = None) -> None:
        self._put(said, tone, after=False)

    def _put(self, said: Iterable[Said], tone: Tone | None, *, after: bool) -> None:
        parts = self._phrasing.spoken(said, tone)
        (self._speaker.add if after else self._speaker.say)(parts)

    def _show_frame(self) -> None:
        now = self._script
        stop = stop_at(now, self._focus) if now is not None else None
        self._frame(stop.id if stop is not None and not stop.is_text else "")
