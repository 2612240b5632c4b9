"""The script of a page: everything that is said of a view, in order. A pure function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.aloud.page_reader import PageReader
from screens.aloud.stops import Kind, Said, Script, Stop, Typing
from visit import views as v
from wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_IN_FULL = (v.ConsentBody, v.SignBody, v.IdentifyBody, v.QuestionOverlay, v.FarewellBody, v.AttractBody)
_IDLE_PAGES = frozenset({"attract", "out_of_service", "starting"})
SIGNATURE = "signature"
"""Id of the field in which one signs."""
INK = "ink"
"""Id of the field in which one writes a character by hand."""
KEYBOARD = "keyboard"
PIN = "pin"


def script(view: v.View) -> Script:
    """What is said of this view, and what can be done there."""
    language = view.language
    reader = PageReader(language, view.page)
    on_top = view.overlay if view.overlay is not None else view.body
    reader.body(on_top)
    keys = getattr(on_top, "keys", None)
    typing = _typing(on_top)
    stops = _with_the_field(reader.stops, on_top, typing, language)
    if keys is not None:
        stops = _with_keys(stops, keys, typing, language)
    title, stops = _title(view, stops)
    frame = PageReader(language, view.page)
    chrome = view.chrome
    for button in (
        chrome.hand_over,
        chrome.back,
        chrome.exit,
        chrome.elder,
        chrome.comfort,
        chrome.quiet,
        chrome.language,
    ):
        if button is not None and view.overlay is None:
            frame.button(button)
    if chrome.help.id not in {one.id for one in stops}:
        frame.button(chrome.help)
    return Script(
        place=place_of(view),
        language=language,
        title=title,
        where=_where(view, language),
        stops=(*stops, *frame.stops),
        keys=_rows(keys, language) if keys is not None else (),
        typing=typing,
        in_full=isinstance(on_top, _IN_FULL),
        idle=view.page in _IDLE_PAGES and view.overlay is None,
        done=isinstance(on_top, v.ResultBody) and on_top.mark is v.Mark.DONE,
    )


def place_of(view: v.View) -> tuple[object, ...]:
    """As long as this stays the same it is the same page with other contents."""
    body, over = view.body, view.overlay
    listed: tuple[object, ...] = ()
    if isinstance(body, v.FormBody):
        listed = tuple(one.id for one in body.questions)
    elif isinstance(body, v.ListBody):
        listed = tuple(one.id for one in body.tiles)
    elif isinstance(body, v.PublishedBody):
        listed = body.board.rows
    elif isinstance(body, v.PinBody):
        listed = (body.title,)
    over_id = over.id if isinstance(over, v.QuestionOverlay) else ""
    return view.page, type(body), listed, type(over), over_id


def _title(view: v.View, stops: Sequence[Stop]) -> tuple[str, list[Stop]]:
    """The page's own, which is then no stop of its own any more: REPEAT says it again."""
    on_top = view.overlay if view.overlay is not None else view.body
    names = ("title", "question")
    title = next((one for name in names if (one := getattr(on_top, name, ""))), "")
    if isinstance(on_top, v.CaseBody):
        title = ""  # it tells of a person
    rest = [
        one for one in stops if not (one.is_text and title and [part.text for part in one.said] == [title])
    ]
    return title or view.chrome.heading, rest


def _where(view: v.View, language: str) -> str:
    chrome = view.chrome
    if view.overlay is not None or not chrome.steps or chrome.step < 0:
        return ""
    return say(
        language,
        "aloud.step",
        item=chrome.heading,
        number=chrome.step + 1,
        count=len(chrome.steps),
        name=chrome.steps[chrome.step],
    )


def _typing(body: object) -> Typing | None:
    keys = getattr(body, "keys", None)
    if isinstance(body, v.PinBody):
        return Typing(PIN, "", "", private=True, secret=True, layout="digits", count=body.typed)
    if not isinstance(keys, v.Keys):
        return None
    questions = (body.entry,) if isinstance(body, v.SearchBody) else getattr(body, "questions", ())
    for one in questions:
        if isinstance(one, v.EntryQuestion) and one.active:
            private = not isinstance(body, v.SearchBody)
            return Typing(one.focus.id, one.shown, one.composing, private, secret=False, layout=keys.layout)
    return None


def _with_the_field(stops: list[Stop], body: object, typing: Typing | None, language: str) -> list[Stop]:
    """The field that is written in by hand, and the one for a PIN."""
    if isinstance(body, v.SignBody):
        field = Stop(SIGNATURE, Kind.SIGNATURE, (Said(say(language, "aloud.signature")),))
        at = next((at for at, one in enumerate(stops) if not one.is_text), len(stops))
        return [*stops[:at], field, *stops[at:]]
    if isinstance(body, v.PinBody) and typing is not None:
        said = (Said(say(language, "aloud.pin")), Said(_digits(body.typed, body.digits, language)))
        at = next((at for at, one in enumerate(stops) if not one.is_text), len(stops))
        return [*stops[:at], Stop(PIN, Kind.ENTRY, said, chosen=True), *stops[at:]]
    return stops


def _digits(typed: int, digits: int, language: str) -> str:
    return say(language, "aloud.digits", typed=typed, digits=digits)


def _with_keys(stops: list[Stop], keys: v.Keys, typing: Typing | None, language: str) -> list[Stop]:
    """Words that are offered, and the way to the keys, come right behind what is typed."""
    words = [
        *_words(keys, typing),
        *_turns(keys),
        *_tabs(keys),
    ]
    if keys.ink is not None:
        words.append(Stop(INK, Kind.SIGNATURE, (Said(keys.ink.hint),)))
    if any(keys.rows):
        words.append(Stop(KEYBOARD, Kind.KEYBOARD, (Said(say(language, "aloud.keyboard")),)))
    entry = typing.entry if typing is not None else ""
    at = next((at for at, one in enumerate(stops, 1) if one.id == entry), len(stops))
    return [*stops[:at], *words, *stops[at:]]


def _words(keys: v.Keys, typing: Typing | None) -> list[Stop]:
    count = len(keys.candidates)
    private = typing is None or typing.private
    return [
        Stop(
            one.id, Kind.OPTION, (Said(one.label, private),), "", one.event, one.enabled, None, number, count
        )
        for number, one in enumerate(keys.candidates, 1)
    ]


def _turns(keys: v.Keys) -> list[Stop]:
    return [Stop(one.id, Kind.BUTTON, (Said(one.label),), "", one.event, one.enabled) for one in keys.turn]


def _tabs(keys: v.Keys) -> list[Stop]:
    """The ways to write."""
    count = len(keys.tabs)
    return [
        Stop(one.id, Kind.OPTION, (Said(one.label),), "", one.event, one.enabled, one.chosen, at, count)
        for at, one in enumerate(keys.tabs, 1)
    ]


def _rows(keys: v.Keys, language: str) -> tuple[tuple[Stop, ...], ...]:
    return tuple(
        tuple(
            Stop(one.id, Kind.KEY, (Said(_spoken(one.label, language)),), "", one.event, one.enabled)
            for one in row
        )
        for row in keys.rows
        if row
    )


_SIGNS = {
    ".": "aloud.sign_point",
    "·": "aloud.sign_dot",
    "-": "aloud.sign_dash",
    "_": "aloud.sign_underscore",
    "@": "aloud.sign_at",
    "，": "aloud.sign_comma",
    "。": "aloud.sign_stop",
    "、": "aloud.sign_pause",
}


def _spoken(label: str, language: str) -> str:
    return say(language, _SIGNS[label]) if label in _SIGNS else label
