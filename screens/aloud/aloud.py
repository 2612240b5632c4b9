"""The ear and the keypad of one terminal: speaks each page as it comes, and turns keys into events.

For the UI thread. Speaks from the moment the resident is served spoken (`View.comfort`), which the first key or a plug in
the socket of the earphones asks for, until the visit ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.keypad import Key
from screens.aloud.ear import Ear
from screens.aloud.focus import among_keys, into_keys, moved, on, out_of_keys, stop_at
from screens.aloud.phrasing import how_to_type
from screens.aloud.script import script
from screens.aloud.stops import Kind, Said
from screens.aloud.typist import Typist
from speech.speaker import Tone
from visit.events import CallHelp, FocusField, KeyPressed, SetComfort, Touched
from visit.held.comfort import Wish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from screens.aloud.stops import Script, Stop
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
        self._curtain = curtain
        self._ear = Ear(speaker, frame, explain)
        self._typist = Typist(send, self._ear.say, lambda: self._ear.phrasing)
        self._on = False
        self._forget()

    def _forget(self) -> None:
        self._ear.forget()
        self._typist.forget()
        self._asked_twice = ""
        self._dark = False

    # --- what is shown -----------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """This is on the screen now. For who is not served spoken nothing is made of it."""
        if not view.comfort.spoken:
            if self._on:
                self._leave()
            return
        before, now, begins = self._ear.script, script(view), not self._on
        self._ear.script, self._on = now, True
        if begins:
            self._ear.say([self._ear.phrasing.word("aloud.welcome")], Tone.ATTENTION)
            self._open(None, now, first=True)
        elif before is None or before.place != now.place or before.language != now.language:
            self._open(before, now)
        else:
            self._ear.change(before, now)

    def _open(self, before: Script | None, now: Script, *, first: bool = False) -> None:
        self._typist.forget()
        self._asked_twice = ""
        self._ear.open(before, now, first=first)

    def wipe(self) -> None:
        """Nothing of the visit is kept, and the screen is bright again."""
        if self._dark:
            self._curtain(False)  # noqa: FBT003
        self._speaker.reset()
        self._forget()

    def _leave(self) -> None:
        """The resident is not served spoken any more."""
        self.wipe()
        self._on = False
        self._ear.nowhere()

    # --- keys --------------------------------------------------------------------------------------------

    def earphones(self, *, there: bool) -> None:
        """The plug went in, or came out: what is private is heard from now on, or not any more."""
        self._speaker.private_ear = there
        if there and not self._on:
            self._begin()
        elif self._on:
            self._ear.say(
                [self._ear.phrasing.word("aloud.ear_in" if there else "aloud.ear_out")], Tone.ATTENTION
            )
            if there and self._ear.script is not None:
                self._repeat(self._ear.script, after=True)

    def key(self, key: Key) -> None:
        """A key went down. Whatever was being said is cut off. The first key of all only wakes the voice."""
        now = self._ear.script
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
        if self._ear.focus.row >= 0:
            self._ear.focus = among_keys(now, self._ear.focus, down, right)
        else:
            self._ear.focus = moved(now, self._ear.focus, down + right, skipping_text=bool(right))
        self._ear.tell(now, Tone.EDGE if self._ear.focus.wrapped else Tone.FOCUS)

    def _ok(self, now: Script, again: str) -> None:
        if self._typist.choosing:
            self._typist.finish(now)
            return
        stop = stop_at(now, self._ear.focus)
        if stop is None:
            self._ear.say([self._ear.phrasing.word("aloud.first_down")])
        elif stop.is_text or stop.kind is Kind.SIGNATURE:
            self._ear.tell(now, Tone.FOCUS)
        elif stop.kind is Kind.KEYBOARD:
            self._ear.focus = into_keys(now)
            self._ear.say([self._ear.phrasing.word("aloud.in_keys")], Tone.ACCEPTED)
            self._ear.put(self._ear.phrasing.stop(now.keys[0][0], now), None, after=True)
            self._ear.show_frame()
        elif not stop.enabled or stop.event is None or (stop.kind is Kind.ENTRY and stop.chosen):
            self._cannot(stop, now)
        elif stop.twice and again != stop.id:
            self._asked_twice = stop.id
            self._ear.say([self._ear.phrasing.word("aloud.once_more"), *stop.said], Tone.ATTENTION)
        else:
            # What is wrong is said again: where it still is, the page stays, and who heard nothing would wait.
            self._ear.say(self._ear.problems(now) if stop.id == "next" else (), Tone.ACCEPTED)
            self._send(stop.event)

    def _cannot(self, stop: Stop, now: Script) -> None:
        if stop.kind is Kind.ENTRY:
            self._ear.say([self._ear.phrasing.word(how_to_type(now)), *self._ear.phrasing.entered(now)])
            return
        self._ear.say(
            [*stop.said, self._ear.phrasing.word("aloud.off"), *self._ear.problems(now)], Tone.WRONG
        )

    def _back(self, now: Script) -> None:
        if self._typist.choosing:
            self._typist.forget()
            self._ear.say([self._ear.phrasing.word("aloud.emptied")])
        elif self._ear.focus.row >= 0:
            self._ear.focus = out_of_keys(now, self._ear.focus)
            self._ear.tell(now, Tone.ACCEPTED)
        else:
            self._press_one_of(now, ("back", "decline", "close_help", "close_comfort", "keep_going", "home"))

    def _press_one_of(self, now: Script, names: Iterable[str]) -> None:
        found = {one.id: one for one in now.stops if one.event is not None and one.enabled}
        stop = next((found[name] for name in names if name in found), None)
        if stop is None or stop.event is None:
            self._ear.say([self._ear.phrasing.word("aloud.no_back")], Tone.EDGE)
            return
        self._ear.say(stop.said, Tone.ACCEPTED)
        self._send(stop.event)

    def _type(self, now: Script, sign: str) -> None:
        here = stop_at(now, self._ear.focus)
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
            self._ear.say([self._ear.phrasing.word("aloud.no_key")], Tone.WRONG)
            return
        self._ear.focus = on(now, numbered[0].id) or self._ear.focus
        self._ear.tell(now, Tone.FOCUS)

    # --- other keys --------------------------------------------------------------------------------------

    def _repeat(self, now: Script, *, after: bool = False) -> None:
        here = stop_at(now, self._ear.focus)
        if self._typist.choosing:
            said = [self._typist.spelt(now)]
        else:
            said = self._ear.phrasing.opening(now) if here is None else self._ear.phrasing.stop(here, now)
        self._ear.put(said, None, after=after)

    def _where(self, now: Script) -> None:
        here = stop_at(now, self._ear.focus)
        said = [Said(now.title), *([Said(now.where)] if now.where else [])]
        if here is not None:
            said.append(
                self._ear.phrasing.word("aloud.at", number=self._ear.focus.at + 1, count=len(now.stops))
            )
            said += self._ear.phrasing.stop(here, now)
        self._ear.say([*said, self._ear.phrasing.word("aloud.keys")])

    def _step(self, yes: str, no: str, *, done: bool) -> None:
        self._ear.say([self._ear.phrasing.word(yes if done else no)], Tone.ACCEPTED if done else Tone.EDGE)

    def _turn_curtain(self) -> None:
        """Only where it is heard what is not seen."""
        self._dark = not self._dark and self._speaker.private_ear
        self._curtain(self._dark)
        word = "aloud.dark" if self._dark else "aloud.bright"
        self._ear.say(
            [self._ear.phrasing.word(word if self._speaker.private_ear else "aloud.dark_needs_earphones")]
        )

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
