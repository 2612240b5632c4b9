"""How a person gives an answer on a form page: by what is offered there, key by key and choice by choice.

The demo's player does it on a window, the walk on the bare view; what differs is the hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pinyin import spelt, without_tone
from visit.held.writing import Mode
from visit.typed import to_text
from visit.views import Button, EntryQuestion, FormBody, MonthQuestion, Option, Question, View, buttons_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalogue.model import Field
    from contract.case import Answer

MOST_YEARS = 200
"""Steps from one year to another after which the year is not to be had."""
LONGEST_SPELLING = 3
"""So many characters are spelt at once at most."""


class StuckError(Exception):
    """What was waited for never appeared; the message says what and on which page, and holds nothing of a person."""


class Hand(Protocol):
    """Eyes and one finger."""

    def view(self) -> View | None: ...

    def touch(self, name: str) -> None:
        """Touch what has this name; raises `StuckError` when it is not there or cannot be touched."""

    def wait(self, what: str, until: Callable[[], object]) -> None:
        """Look until it is so; raises `StuckError` when it never is."""


class Answering:
    """Fills in the questions of the page that is shown."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._in_one: dict[str, int] = {}
        """By the next few characters: so many of them were offered as one word before."""

    def questions(self) -> tuple[Question, ...]:
        """Of the page now shown; none on a page that is no form."""
        view = self._hand.view()
        return view.body.questions if view is not None and isinstance(view.body, FormBody) else ()

    def one_by_one(self) -> Iterator[str]:
        """Their ids from the top, each once; an answer may bring up a question on the same page."""
        done: set[str] = set()
        while name := next((one.id for one in self.questions() if one.id not in done), ""):
            done.add(name)
            yield name

    def answer(self, asked: Field, value: Answer) -> None:
        """Give this answer to a question of the page; None leaves it as it is."""
        if value is None:
            return
        question = self._question(asked.id)
        if isinstance(question, EntryQuestion):
            self._write(asked, value)
        elif isinstance(question, MonthQuestion):
            self._choose_month(asked.id, str(value))
        elif isinstance(value, tuple):
            self._tick(asked.id, value)
        else:
            choice = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            self._choose(f"{asked.id}:{choice}")

    # --- choices ---------------------------------------------------------------------------------

    def _tick(self, name: str, wanted: tuple[str, ...]) -> None:
        """These and no others: what is chosen beforehand and not wanted is unticked."""
        prefix = f"{name}:"
        ticked = [one.id for one in self._options() if one.id.startswith(prefix) and one.chosen]
        for option in ticked:
            if option.removeprefix(prefix) not in wanted:
                self._hand.touch(option)
                self._hand.wait(option, lambda gone=option: not self._chosen(gone))  # type: ignore[misc]
        for choice in wanted:
            self._choose(prefix + choice)

    def _choose(self, name: str) -> None:
        if not self._chosen(name):
            self._hand.touch(name)
            self._hand.wait(name, lambda: self._chosen(name))

    def _choose_month(self, name: str, wanted: str) -> None:
        year, month = wanted.split("-")
        for _ in range(MOST_YEARS):
            shown = self._year(name)
            if shown == year:
                break
            self._hand.touch(f"{name}:year_{'before' if shown > year else 'after'}")
            self._hand.wait("the year", lambda was=shown: self._year(name) != was)  # type: ignore[misc]
        self._choose(f"{name}:{month}")

    # --- keys ------------------------------------------------------------------------------------

    def _write(self, asked: Field, value: Answer) -> None:
        """Digits and letters key by key, Chinese by pinyin: as much of a word as the candidates offer."""
        if not self._entry(asked.id).active:
            self._hand.touch(f"focus:{asked.id}")
        self._hand.wait("the keys", lambda: self._entry(asked.id).active)
        while before := self._entry(asked.id).shown:  # something stands there already
            self._hand.touch("key:delete")
            self._hand.wait("what stood there to go", lambda was=before: self._entry(asked.id).shown != was)  # type: ignore[misc]
        rest = to_text(asked, value)
        while rest:
            shown = self._entry(asked.id).shown
            self._turn_to(rest[0])
            if self._seen(f"key:{rest[0]}"):
                self._hand.touch(f"key:{rest[0]}")
                rest = rest[1:]
            else:
                rest = rest[self._spell(rest) :]
            self._hand.wait(
                f"{asked.id} to show what was typed",
                lambda was=shown: self._entry(asked.id).shown != was,  # type: ignore[misc]
            )

    def _turn_to(self, char: str) -> None:
        """The way of writing in which this character has a key, or a spelling; an elder's page begins with drawing."""
        if not self._seen(f"writing:{Mode.PINYIN}"):
            return
        latin = char.isascii() and char.isalpha()
        mode = Mode.LATIN if latin else Mode.DIGITS if char == "-" else Mode.PINYIN
        wanted = f"writing:{mode}"
        if not self._chosen(wanted):
            self._hand.touch(wanted)
            self._hand.wait("the other keys", lambda: self._chosen(wanted))
        if latin and not self._seen(f"key:{char}"):
            self._hand.touch("key:capitals")
            self._hand.wait("the other letters", lambda: self._seen(f"key:{char}"))

    def _spell(self, rest: str) -> int:
        """Type the pinyin of the next few characters, fewer if the whole is not offered; how many were picked."""
        typed = (at for at, char in enumerate(rest) if char.isascii() or self._seen(f"key:{char}"))
        chinese = next(typed, len(rest))
        word = rest[: min(LONGEST_SPELLING, chinese)]
        for length in range(self._in_one.get(word, len(word)), 0, -1):
            letters = "".join(map(without_tone, spelt(rest[:length])))
            for letter in letters:
                self._hand.touch(f"key:{letter}")
            self._hand.wait(
                "the candidates",
                lambda typed=letters: self._composing() == typed and self._candidates(),  # type: ignore[misc]
            )
            found = self._offered(rest[:length])
            if found is not None:
                self._hand.touch(found.id)
                self._in_one[word] = length
                return length
            for _ in letters:
                self._hand.touch("key:delete")
            self._hand.wait("the letters to go", lambda: not self._composing())
        raise StuckError("one character has no key and no candidate")

    def _offered(self, word: str) -> Button | None:
        """The word among all that are offered, turned to."""
        while True:
            found = next((one for one in self._candidates() if one.label == word), None)
            more = next((one for one in buttons_of(self._hand.view()) if one.id == "words_on"), None)
            if found is not None or not isinstance(more, Button) or not more.enabled:
                return found
            before = self._candidates()
            self._hand.touch("words_on")
            self._hand.wait("other words", lambda was=before: self._candidates() != was)  # type: ignore[misc]

    # --- eyes ------------------------------------------------------------------------------------

    def _question(self, name: str) -> Question:
        found = next((one for one in self.questions() if one.id == name), None)
        if found is None:
            raise StuckError(f"{name} is not asked on this page")
        return found

    def _entry(self, name: str) -> EntryQuestion:
        found = self._question(name)
        assert isinstance(found, EntryQuestion)
        return found

    def _year(self, name: str) -> str:
        found = self._question(name)
        assert isinstance(found, MonthQuestion)
        return found.year[:4]

    def _composing(self) -> str:
        entries = [one for one in self.questions() if isinstance(one, EntryQuestion) and one.active]
        return entries[0].composing if entries else ""

    def _options(self) -> list[Option]:
        return [one for one in buttons_of(self._hand.view()) if isinstance(one, Option)]

    def _chosen(self, name: str) -> bool:
        return any(one.id == name and one.chosen for one in self._options())

    def _seen(self, name: str) -> bool:
        return any(one.id == name for one in buttons_of(self._hand.view()))

    def _candidates(self) -> list[Button]:
        found = [one for one in buttons_of(self._hand.view()) if isinstance(one, Button)]
        return [one for one in found if one.id.startswith("candidate:")]
