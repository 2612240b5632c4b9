"""Every sample page of one panel, language and way to be served, with all that the arrows bring into sight."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from screens_rules import faults_of, painted, touchable, words_of

from screens.compose import compose
from screens.samples import Samples
from screens.shapes import Rect, Words
from screens.theme import Panel, Theme
from visit.held.comfort import USUAL, Comfort
from visit.held.page import IDLE_PAGES
from visit.views import Tone, buttons_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.shapes import Picture
    from visit.views import View

PANELS = {
    "27 portrait": Panel(27, 1080, 1920),
    "21.5 portrait": Panel(21.5, 1080, 1920),
    "32 portrait": Panel(32, 1080, 1920),
    "21.5 landscape": Panel(21.5, 1920, 1080),
    "15.6 landscape": Panel(15.6, 1920, 1080),
}
WAYS = {
    "usual": Comfort(),
    "elder": Comfort(elder=True),
    "seated": Comfort(seated=True),
    "elder seated": Comfort(elder=True, seated=True),
}
"""Contrast and night change colours and no place."""
MOST_STOPS = 40
_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Walked:
    """One page, as it first stands and at every stop of the arrows."""

    name: str
    view: View
    pictures: tuple[Picture, ...]

    @property
    def stops(self) -> int:
        return len(self.pictures)


def walk(panel: Panel, comfort: Comfort, language: str) -> Iterator[Walked]:
    theme = Theme(panel, comfort)
    for name, view in Samples(language).all().items():
        if view.page in IDLE_PAGES and comfort != USUAL:
            continue  # nobody is there who could have wished it
        yield Walked(name, view, tuple(stops(replace(view, comfort=comfort), theme)))


def stops(view: View, theme: Theme) -> Iterator[Picture]:
    """As it first stands; then, where something scrolls, from its top to its end by the arrow."""
    picture = compose(view, theme)
    yield picture
    if picture.scroll is None:
        return
    if picture.scroll.offset:
        picture = compose(view, theme, scrolled=_at(0.0))
        yield picture
    for _ in range(MOST_STOPS):
        down = next((hit for hit in picture.hits if hit.target.id == "scroll_down"), None)
        if down is None or not down.target.enabled or picture.scroll is None:
            return
        wanted = min(picture.scroll.offset + down.scroll, picture.scroll.furthest)
        picture = compose(view, theme, scrolled=_at(wanted))
        yield picture


def _at(offset: float) -> dict[str, float]:
    return dict.fromkeys(("page", "question", "help"), offset)


def faults(walked: Walked, theme: Theme) -> Iterator[str]:
    """Of each picture, and of the page as a whole."""
    yield from {one for picture in walked.pictures for one in faults_of(picture, theme)}
    view = walked.view
    main = [
        one for one in buttons_of(view.overlay or view.body) if getattr(one, "tone", None) is Tone.PRIMARY
    ]
    keys = buttons_of(getattr(view.body, "keys", ()) or ()) if view.overlay is None else []
    if len([one for one in main if one not in keys]) > 1:
        yield f"verbs: more than one main verb: {[one.id for one in main]}"
    wanted = {one.id for one in buttons_of(view.overlay or view.body)}
    wanted |= set() if view.overlay else {one.id for one in buttons_of(view.chrome)}
    # What is suggested while nothing is typed stands on the home page too.
    wanted -= {one.id for one in getattr(view.body, "suggested", ())}
    reached = {hit.target.id for picture in walked.pictures for hit in touchable(picture)}
    yield from (f"reach: {name} cannot be come to" for name in sorted(wanted - reached))
    yield from (f"broken: {word}" for word in _broken(walked))
    yield from (f"shortened: {line}" for line in _shortened(walked))
    yield from (f"reach: no stop shows the whole of “{line}”" for line in _never_whole(walked))


def _shortened(walked: Walked) -> set[str]:
    """Lines that end in … of ours: in the view no text ends so."""
    lines = {words.text for picture in walked.pictures for words, _ in words_of(picture)}
    ours = {line for line in lines if line.endswith("…")}
    if not ours:
        return ours
    own = repr(walked.view)
    return {line for line in ours if line[-4:] not in own}


def _broken(walked: Walked) -> set[str]:
    """Parts of words, where a word was longer than its line."""
    ours = set(_WORD.findall("\n".join(_strings(walked.view))))
    lines = [words.text for picture in walked.pictures for words, _ in words_of(picture)]
    typed = [getattr(one, "shown", "") for one in getattr(walked.view.body, "questions", ())]
    parts = {word for line in lines if not line.endswith("…") for word in _WORD.findall(line)} - ours
    return {part for part in parts if not any(part in one for one in typed)}


def _strings(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | frozenset):
        for one in thing:
            yield from _strings(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _strings(getattr(thing, field.name))


def _never_whole(walked: Walked) -> set[str]:
    """Lines of a scrolled part that are cut through at every stop."""
    seen: set[tuple[int, int, str]] = set()
    shown: set[tuple[int, int, str]] = set()
    for picture in walked.pictures:
        down = picture.scroll.offset if picture.scroll is not None else 0.0
        for shape, clip in painted(picture):
            if clip is None or not isinstance(shape, Words):
                continue
            key = (round(shape.rect.x), round((shape.rect.y + down) / 4), shape.text)
            seen.add(key)
            air = shape.size * 0.15
            if shape.rect.y + air >= clip.y and shape.rect.bottom - air <= clip.bottom:
                shown |= {(key[0], key[1] + step, key[2]) for step in (-1, 0, 1)}
    return {text for x, y, text in seen if (x, y, text) not in shown}


def help_place(walked: Walked) -> set[Rect]:
    return {hit.rect for picture in walked.pictures for hit in picture.hits if hit.target.kind == "help"}
