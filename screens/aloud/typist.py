"""What the digits of the keypad type: signs as they are, or letters that are chosen among what the digits may stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.keypad import Key
from screens.aloud import spelling
from screens.aloud.stops import Said
from speech.speaker import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from screens.aloud.phrasing import Phrasing
    from screens.aloud.stops import Script, Typing
    from visit.events import Event

_POINT = (".", "X", "-", "@")
"""What the point stands for: the first of them that the page has a key for."""


class Typist:
    """Hands keys of the screen on, as if they were touched. `say` speaks at once."""

    def __init__(
        self,
        send: Callable[[Event], None],
        say: Callable[[Iterable[Said], Tone | None], None],
        phrasing: Callable[[], Phrasing],
    ) -> None:
        self._send = send
        self._say = say
        self._phrasing = phrasing
        self._spelling = spelling.NONE

    def forget(self) -> None:
        self._spelling = spelling.NONE

    @property
    def choosing(self) -> bool:
        """Digits were pressed that are no letters yet."""
        return bool(self._spelling.choices)

    def type(self, now: Script, typing: Typing, sign: str) -> None:
        if sign.isdigit() and spelling.spells(typing.layout):
            self._spelling, finished = spelling.pressed(self._spelling, sign, typing.layout)
            self._hand_over(now, finished)
            if self.choosing:
                self._say([self.spelt(now)], Tone.FOCUS)
        else:
            self._press(now, *(_POINT if sign == Key.POINT.value else (sign,)))

    def turn(self, now: Script, by: int) -> None:
        """To other letters that the same digits may be."""
        self._spelling = self._spelling.turned(by)
        self._say([self.spelt(now)], Tone.FOCUS)

    def finish(self, now: Script) -> None:
        """These letters are meant."""
        letters = self._spelling.chosen
        self.forget()
        self._hand_over(now, letters)

    def delete(self, now: Script) -> None:
        if not self.choosing:
            self._press(now, "delete")
            return
        self._spelling = spelling.shorter(self._spelling)
        said = [self._phrasing().word("aloud.deleted")]
        self._say([*said, self.spelt(now)] if self.choosing else said, None)

    def clear(self, now: Script) -> None:
        self.forget()
        self._press(now, "clear", "delete")

    def spelt(self, now: Script) -> Said:
        """Which letters these digits are taken for, and how many others they may be."""
        chosen = spelling.as_heard(self._spelling.chosen)
        private = now.typing is None or now.typing.private
        if len(self._spelling.choices) == 1:
            return Said(chosen, private)
        word = self._phrasing().word("aloud.spelt", letters=chosen, count=len(self._spelling.choices))
        return Said(word.text, private)

    def _hand_over(self, now: Script, letters: str) -> None:
        for letter in letters:
            key = now.key(f"key:{letter}")
            if key is not None and key.event is not None:
                self._send(key.event)

    def _press(self, now: Script, *signs: str) -> None:
        """The key of the screen for this sign, where the page has one."""
        for sign in signs:
            for name in (f"key:{sign}", f"pin:{sign}"):
                key = now.key(name)
                if key is not None and key.event is not None and key.enabled:
                    self._send(key.event)
                    return
        self._say([self._phrasing().word("aloud.no_key")], Tone.WRONG)
