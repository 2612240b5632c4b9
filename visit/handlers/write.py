"""Putting in characters, on every page with Chinese keys: letters, strokes, ink, the words that are offered for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from visit.by_number import CODE_MARK, LONGEST_CODE, is_han, of_code
from visit.effects import LookUpPinyin, LookUpStrokes, ReadInk, SuggestWords
from visit.handlers.fill import field_here, put_text
from visit.handlers.find import put_search, searched
from visit.held.page import Page
from visit.held.writing import MOST_POINTS, MOST_STROKES, NEED_HELP, Mode, usable
from visit.lists import LONGEST_SEARCH, SEARCH_KEYS
from visit.turn import Turn, stay
from visit.typed import (
    LAYOUTS,
    LONGEST_PINYIN,
    LONGEST_STROKES,
    PINYIN_LAYOUTS,
    STROKE_KEYS,
    TYPED_KINDS,
    is_character,
    is_name,
    keys_of,
    room_for,
)
from visit.words import strips

if TYPE_CHECKING:
    from collections.abc import Callable

    from visit.events import (
        CandidatesFound,
        Drew,
        InkRead,
        KeyPressed,
        PickCandidate,
        SetWriting,
        Stamped,
        TurnWords,
        WordsSuggested,
        WritingLost,
    )
    from visit.state import State

LOOKED_BACK = 4
"""Characters before the caret that words to follow are looked up by."""


@dataclass(frozen=True)
class _Sheet:
    """What is written on."""

    id: str
    layout: str
    text: str
    most: int
    name: bool
    """A person's name: nothing but characters, and no guessing what comes next."""
    put: Callable[[State, str], State]

    @property
    def chinese(self) -> bool:
        return self.layout in PINYIN_LAYOUTS


def _sheet(state: State) -> _Sheet | None:
    visit = state.here
    if state.page is Page.SEARCH:
        return _Sheet("search", SEARCH_KEYS, visit.browsing.typed, LONGEST_SEARCH, name=False, put=put_search)
    field = field_here(state, visit.active)
    if field is None or field.kind not in TYPED_KINDS:
        return None
    return _Sheet(
        field.id,
        LAYOUTS[field.kind],
        visit.typed.get(field.id, ""),
        room_for(field),
        is_name(field),
        lambda state, text: put_text(state, field, text),
    )


# --- keys ----------------------------------------------------------------------------------------


def key_pressed(state: State, event: KeyPressed, stamped: Stamped) -> Turn:
    sheet = _sheet(state)
    if sheet is None:
        return stay(state)
    named = _NAMED.get(event.key)
    if named is not None:
        return named(state, sheet)
    mode = state.writing_mode
    layout = keys_of(sheet.layout, mode, capitals=state.here.writing.capitals)
    if not is_character(event.key, layout):
        return stay(state)
    letters = _letters(state, event.key, mode) if sheet.chinese else ""
    if letters:
        return _compose(state, sheet, letters)
    if state.here.composing or state.here.writing.ink:
        return stay(state)  # a word is still to be chosen for what was begun
    return _put(state, sheet, sheet.text + event.key, suggest=False)


def _letters(state: State, key: str, mode: Mode) -> str:
    """What is composed after this key; empty when the key is put in as it is."""
    composing = state.here.composing
    if mode is Mode.PINYIN and key.isascii() and key.isalpha():
        return (composing + key)[:LONGEST_PINYIN]
    if mode is Mode.STROKES and key in STROKE_KEYS:
        return (composing + key)[:LONGEST_STROKES]
    if mode is Mode.CODE:
        return ((composing or CODE_MARK) + key)[:LONGEST_CODE]
    return ""


def _delete(state: State, sheet: _Sheet) -> Turn:
    """The last thing first: a stroke, a letter, a character."""
    visit = state.here
    if visit.writing.ink:
        return _inked(state, visit.writing.ink[:-1])
    if visit.composing:
        letters = visit.composing[:-1]
        return _compose(state, sheet, "" if letters == CODE_MARK else letters)
    return _put(state, sheet, sheet.text[:-1], suggest=False)


def _clear(state: State, sheet: _Sheet) -> Turn:
    state = _put(_laid_down(state), sheet, "", suggest=False)[0]
    if not sheet.text:
        return stay(state)
    return stay(state.with_visit(writing=replace(state.here.writing, cleared=(sheet.id, sheet.text))))


def _undo(state: State, sheet: _Sheet) -> Turn:
    taken = state.here.writing.cleared
    if taken is None or taken[0] != sheet.id:
        return stay(state)
    return _put(_laid_down(state), sheet, taken[1], suggest=False)


def _redo(state: State, sheet: _Sheet) -> Turn:
    return _inked(state, ()) if state.here.writing.ink else stay(state)


def _capitals(state: State, sheet: _Sheet) -> Turn:
    writing = state.here.writing
    if state.writing_mode is not Mode.LATIN or not sheet.chinese:
        return stay(state)
    return stay(state.with_visit(writing=replace(writing, capitals=not writing.capitals)))


_NAMED: dict[str, Callable[[State, _Sheet], Turn]] = {
    "delete": _delete,
    "clear": _clear,
    "undo": _undo,
    "redo": _redo,
    "capitals": _capitals,
}


# --- words ---------------------------------------------------------------------------------------


def candidates_found(state: State, event: CandidatesFound, stamped: Stamped) -> Turn:
    """Also without a sheet: the words of the letters that are composed are known by these."""
    if not event.letters or event.letters != state.here.composing:
        return stay(state)  # the answer to letters that have changed since
    return stay(_offer(state, event.words))


def ink_read(state: State, event: InkRead, stamped: Stamped) -> Turn:
    writing = state.here.writing
    if not writing.ink or event.drawn != writing.drawn:
        return stay(state)
    sheet = _sheet(state)
    fitting = event.words
    if sheet is not None and sheet.name:
        fitting = tuple(one for one in event.words if is_han(one))
    return stay(_offer(state, tuple((one, 0) for one in fitting)))


def words_suggested(state: State, event: WordsSuggested, stamped: Stamped) -> Turn:
    visit, sheet = state.here, _sheet(state)
    if sheet is None or visit.composing or visit.writing.ink:
        return stay(state)
    if event.after != sheet.text[-LOOKED_BACK:]:
        return stay(state)
    return stay(_offer(state, tuple((one, 0) for one in event.words)))


def _offer(state: State, words: tuple[tuple[str, int], ...]) -> State:
    # The same again, of letters that were typed twice: whoever has turned on stays there.
    return state if words == state.here.candidates else state.with_visit(candidates=words, words_turned=0)


def turn_words(state: State, event: TurnWords, stamped: Stamped) -> Turn:
    turned = state.here.words_turned + event.by
    if not 0 <= turned < len(strips(state.here.candidates)):
        return stay(state)
    return stay(state.with_visit(words_turned=turned))


def pick_candidate(state: State, event: PickCandidate, stamped: Stamped) -> Turn:
    visit, sheet = state.here, _sheet(state)
    if sheet is None or (event.word, event.used) not in visit.candidates:
        return stay(state)
    left = visit.composing[event.used :]
    if visit.writing.ink:
        state = state.with_visit(writing=visit.writing.with_ink(()))
    state = state.with_visit(composing=left, candidates=(), words_turned=0)
    state, effects = _put(state, sheet, sheet.text + event.word, suggest=not left)
    if not left:
        return state, effects
    sheet = _sheet(state)
    return _compose(state, sheet, left) if sheet is not None else stay(state)


def _put(state: State, sheet: _Sheet, text: str, *, suggest: bool) -> Turn:
    text = text[: sheet.most]
    writing = replace(state.here.writing, cleared=None)
    state = sheet.put(state.with_visit(candidates=(), words_turned=0, writing=writing), text)
    if not suggest or sheet.name or not sheet.chinese or len(text) == sheet.most:
        return stay(state)
    return stay(state, SuggestWords(text[-LOOKED_BACK:]))


def _compose(state: State, sheet: _Sheet, letters: str) -> Turn:
    """Letters are also looked for as they are: who finds an item by them need not choose a word."""
    state = state.with_visit(composing=letters, candidates=(), words_turned=0)
    if state.page is Page.SEARCH:
        state = searched(state)
    if not letters:
        return stay(state)
    if letters.startswith(CODE_MARK):
        char = of_code(letters)
        return stay(_offer(state, ((char, len(letters)),))) if char else stay(state)
    if letters[0] in STROKE_KEYS:
        return stay(state, LookUpStrokes(letters))
    part = "" if not sheet.name else "given" if sheet.text else "whole"
    return stay(state, LookUpPinyin(letters, part))


# --- ways to write -------------------------------------------------------------------------------


def set_writing(state: State, event: SetWriting, stamped: Stamped) -> Turn:
    there = usable(state.machine.cannot_write | state.here.writing.lost)
    if event.mode not in there and event.mode is not Mode.CODE:
        return stay(state)
    state = _laid_down(state)
    state = state.with_visit(writing=replace(state.here.writing, mode=event.mode))
    return stay(state, ReadInk(0, (), 1.0)) if event.mode is Mode.HANDWRITING else stay(state)


def _laid_down(state: State) -> State:
    """What was begun is dropped, in any mode."""
    writing = state.here.writing
    state = state.with_visit(
        composing="", candidates=(), words_turned=0, writing=writing.with_ink(()) if writing.ink else writing
    )
    return searched(state) if state.page is Page.SEARCH else state


def drew(state: State, event: Drew, stamped: Stamped) -> Turn:
    sheet, ink = _sheet(state), state.here.writing.ink
    if sheet is None or not sheet.chinese or state.writing_mode is not Mode.HANDWRITING or not event.stroke:
        return stay(state)
    if len(ink) >= MOST_STROKES:
        return stay(state)
    inside = tuple((min(1.0, max(0.0, x)), min(1.0, max(0.0, y))) for x, y in event.stroke[:MOST_POINTS])
    # Letters may still stand there: whoever asked for 长辈版 in the middle of a word came here by it.
    state = state.with_visit(composing="", writing=replace(state.here.writing, aspect=event.aspect))
    return _inked(state, (*ink, inside))


def _inked(state: State, ink: tuple[tuple[tuple[float, float], ...], ...]) -> Turn:
    writing = state.here.writing
    # The words for fewer strokes stay until those for these come: the strip does not blink while one writes.
    state = state.with_visit(writing=writing.with_ink(ink))
    if not ink or not writing.ink:
        state = state.with_visit(candidates=(), words_turned=0)
    if not ink:
        return stay(state)
    return stay(state, ReadInk(state.here.writing.drawn, ink, writing.aspect))


def writing_lost(state: State, event: WritingLost, stamped: Stamped) -> Turn:
    if event.mode not in NEED_HELP:
        return stay(state)
    writing = state.here.writing
    state = _laid_down(state) if state.writing_mode is event.mode else state
    return stay(state.with_visit(writing=replace(state.here.writing, lost=writing.lost | {event.mode})))
