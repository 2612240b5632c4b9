"""The on-screen keys: tabs with the ways to write, the words offered, the keys or the field to draw in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.by_number import CODE_MARK
from visit.events import KeyPressed, PickCandidate, SetWriting, TurnWords
from visit.held.writing import Mode, usable
from visit.typed import CLEAR, KEYS, NAMED_KEYS, PINYIN_LAYOUTS, STROKE_KEYS, keys_of
from visit.views import Button, InkPad, Keys, Option
from visit.words import strips
from wording import say

if TYPE_CHECKING:
    from visit.state import State

_DRAWN = dict(zip(STROKE_KEYS, "一丨丿丶乛＊", strict=True))
STROKE_NAMES = dict(zip(STROKE_KEYS, ("across", "down", "left", "dot", "turn", "any"), strict=True))
"""横竖撇点折, and one that is not known."""
_WORDS = {"delete": "key.delete", "clear": "key.clear", "redo": "key.redo"}


def keyboard(layout: str, state: State) -> Keys:
    """For what is typed with these keys; on most pages that is digits."""
    visit, language, mode = state.here, state.language, state.writing_mode
    chinese = layout in PINYIN_LAYOUTS
    shown_layout = keys_of(layout, mode, capitals=visit.writing.capitals)
    offered = strips(visit.candidates)
    last = len(offered) - 1
    at = min(visit.words_turned, max(last, 0))
    shown = offered[at] if offered else ()
    undo = _taken_back(state, visit.active)
    return Keys(
        layout=shown_layout,
        rows=tuple(
            tuple(key_of(letter, shown_layout, language, undo=undo) for letter in row)
            for row in KEYS[shown_layout]
        ),
        candidates=tuple(
            Button(f"candidate:{number}", word, PickCandidate(word, used))
            for number, (word, used) in enumerate(shown)
        ),
        turn=_turns(at, last, language),
        offers=chinese,
        tabs=_tabs(state) if chinese else (),
        ink=InkPad(say(language, "typing.draw"), visit.writing.ink)
        if chinese and mode is Mode.HANDWRITING
        else None,
        word=say(language, "typing.word"),
    )


def _tabs(state: State) -> tuple[Option, ...]:
    mode = Mode.STROKES if state.writing_mode is Mode.CODE else state.writing_mode
    there = usable(state.machine.cannot_write | state.here.writing.lost)
    return tuple(tab_of(one, state.language, chosen=one is mode) for one in there)


def tab_of(mode: Mode, language: str, *, chosen: bool) -> Option:
    return Option(f"writing:{mode}", say(language, f"write.{mode}"), SetWriting(mode), chosen)


def _turns(at: int, last: int, language: str) -> tuple[Button, ...]:
    if last < 1:
        return ()
    return (
        Button("words_back", say(language, "button.words_back"), TurnWords(-1), enabled=at > 0),
        Button("words_on", say(language, "button.words_on"), TurnWords(1), enabled=at < last),
    )


def key_of(letter: str, layout: str, language: str, *, undo: bool = False) -> Button:
    """The key of one letter in a row of `KEYS`. `undo`: what was emptied can be had back."""
    name = NAMED_KEYS.get(letter, "")
    if letter == CLEAR and undo:
        return Button("key:undo", say(language, "key.undo"), KeyPressed("undo"))
    if name == "code":
        return Button("key:code", say(language, "key.code"), SetWriting(Mode.CODE))
    if name == " ":
        return Button("key:space", say(language, "key.space"), KeyPressed(" "))
    if name == "capitals":
        small = layout == "capitals"
        return Button(
            "key:capitals", say(language, "key.small" if small else "key.capitals"), KeyPressed(name)
        )
    if name:
        return Button(f"key:{name}", say(language, _WORDS[name]), KeyPressed(name))
    if layout == "strokes" and letter in _DRAWN:
        said = say(language, f"stroke.{STROKE_NAMES[letter]}")
        return Button(
            f"key:{letter}", said if letter == "*" else f"{_DRAWN[letter]} {said}", KeyPressed(letter)
        )
    return Button(f"key:{letter}", letter, KeyPressed(letter))


def clearing(state: State, name: str, typed: str, layout: str) -> Button | None:
    """清空 in the field itself, where no key does it; then, until something is typed, the way back."""
    if any(CLEAR in row for row in KEYS[layout]):
        return None
    if _taken_back(state, name):
        return Button("clear", say(state.language, "key.undo"), KeyPressed("undo"))
    return Button("clear", say(state.language, "key.clear"), KeyPressed("clear")) if typed else None


def _taken_back(state: State, name: str) -> bool:
    taken = state.here.writing.cleared
    return taken is not None and taken[0] == name


def composed(letters: str) -> str:
    """Letters as they are; strokes as they are drawn."""
    if letters.startswith(CODE_MARK):
        return letters
    return "".join(_DRAWN.get(one, one) for one in letters)
